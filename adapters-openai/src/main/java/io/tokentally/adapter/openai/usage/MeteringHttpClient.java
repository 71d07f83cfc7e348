package io.tokentally.adapter.openai.usage;

import com.openai.core.RequestOptions;
import com.openai.core.http.HttpClient;
import com.openai.core.http.HttpRequest;
import com.openai.core.http.HttpRequestBody;
import com.openai.core.http.HttpResponse;
import io.tokentally.domain.metering.Attribution;
import io.tokentally.domain.metering.CallAttempt;
import io.tokentally.domain.metering.CallId;
import io.tokentally.provider.MeteredExchange;
import io.tokentally.provider.PreparedRequest;
import io.tokentally.provider.ProviderProtocol;
import io.tokentally.provider.RequestHead;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Stands beneath the SDK's retries, so that it sees each attempt. A client like this one is made for one call: its attempts belong
 * to whom the call belonged to when it began, and are counted here, since a caller may set the header in which the SDK counts them.
 */
final class MeteringHttpClient implements HttpClient {

    private static final ProviderProtocol PROTOCOL = new OpenAiProtocol();

    private final HttpClient transport;
    private final @Nullable Attribution attribution;
    private final MeteringContext metering;
    private final CallId call;
    private final AtomicInteger attempts = new AtomicInteger();

    MeteringHttpClient(HttpClient transport, @Nullable Attribution attribution, MeteringContext metering) {
        this.transport = transport;
        this.attribution = attribution;
        this.metering = metering;
        this.call = metering.newCall();
    }

    @Override
    public HttpResponse execute(HttpRequest request, RequestOptions options) {
        Optional<PreparedCall> departure = prepare(request);
        if (departure.isEmpty()) {
            return transport.execute(request, options);
        }
        HttpResponse response;
        try {
            response = transport.execute(departure.get().request(), options);
        } catch (Throwable e) {
            failed(departure.get().attempt(), e);
            throw e;
        }
        return observed(departure.get(), response);
    }

    @Override
    public CompletableFuture<HttpResponse> executeAsync(HttpRequest request, RequestOptions options) {
        Optional<PreparedCall> departure = prepare(request);
        if (departure.isEmpty()) {
            return transport.executeAsync(request, options);
        }
        CompletableFuture<HttpResponse> answer;
        try {
            answer = transport.executeAsync(departure.get().request(), options);
        } catch (Throwable e) {
            failed(departure.get().attempt(), e);
            throw e;
        }
        return answer.whenComplete((response, failure) -> {
                    if (failure != null) {
                        failed(departure.get().attempt(), failure);
                    }
                })
                .thenApply(response -> observed(departure.get(), response));
    }

    /** Closes nothing: the transport belongs to the client that was wrapped. */
    @Override
    public void close() {}

    /** What goes out, and the attempt that it is. */
    private record PreparedCall(HttpRequest request, Attempt attempt) {}

    private Optional<PreparedCall> prepare(HttpRequest request) {
        try {
            return begin(request).map(exchange -> prepare(request, exchange));
        } catch (RuntimeException | StackOverflowError e) {
            metering.reporter().failed(e);
            return Optional.empty();
        }
    }

    private static Optional<MeteredExchange> begin(HttpRequest request) {
        String path = "/" + String.join("/", request.pathSegments());
        String host = URI.create(request.baseUrl()).getHost();
        return PROTOCOL.begin(new RequestHead(
                request.method().name(), path, "", Objects.requireNonNullElse(host, ""), request.headers()::values));
    }

    private PreparedCall prepare(HttpRequest request, MeteredExchange exchange) {
        HttpRequestBody body = request.body();
        if (body == null) {
            PreparedRequest prepared = exchange.prepare(null, new byte[0]);
            return new PreparedCall(request, begin(exchange, prepared));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        body.writeTo(bytes);
        PreparedRequest prepared = exchange.prepare(body.contentType(), bytes.toByteArray());
        HttpRequest departing =
                request.toBuilder().body(new BytesBody(body, prepared.body())).build();
        return new PreparedCall(departing, begin(exchange, prepared));
    }

    private Attempt begin(MeteredExchange exchange, PreparedRequest prepared) {
        return metering.begin(
                exchange, attribution, prepared.model(), CallAttempt.told(attempts.incrementAndGet(), call));
    }

    private HttpResponse observed(PreparedCall departure, HttpResponse response) {
        try {
            return MeteredResponse.of(response, departure.attempt(), metering.reporter());
        } catch (RuntimeException | StackOverflowError e) {
            metering.reporter().failed(e);
            return response;
        }
    }

    private void failed(Attempt attempt, Throwable cause) {
        try {
            attempt.failed(cause);
        } catch (RuntimeException | StackOverflowError e) {
            metering.reporter().failed(e);
        }
    }
}
