package io.tokentally.adapter.openai.usage;

import com.openai.core.RequestOptions;
import com.openai.core.http.HttpClient;
import com.openai.core.http.HttpRequest;
import com.openai.core.http.HttpRequestBody;
import com.openai.core.http.HttpResponse;
import io.tokentally.domain.metering.Attribution;
import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Stands beneath the SDK's retries, so that it sees each attempt. All attempts of a client like this one belong to
 * whom the call belonged to when it began.
 */
final class MeteringHttpClient implements HttpClient {

    private final HttpClient transport;
    private final @Nullable Attribution attribution;
    private final Metering metering;

    MeteringHttpClient(HttpClient transport, @Nullable Attribution attribution, Metering metering) {
        this.transport = transport;
        this.attribution = attribution;
        this.metering = metering;
    }

    @Override
    public HttpResponse execute(HttpRequest request, RequestOptions options) {
        Optional<Departure> departure = prepare(request);
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
        Optional<Departure> departure = prepare(request);
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
    private record Departure(HttpRequest request, OutgoingBody body, Attempt attempt) {}

    private Optional<Departure> prepare(HttpRequest request) {
        try {
            HttpRequestBody body = request.body();
            return body == null ? Optional.empty() : MeteredApi.of(request).map(api -> prepare(request, body, api));
        } catch (RuntimeException | StackOverflowError e) {
            metering.reporter().failed(e);
            return Optional.empty();
        }
    }

    private Departure prepare(HttpRequest request, HttpRequestBody body, MeteredApi api) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        body.writeTo(bytes);
        OutgoingBody outgoing = OutgoingBody.of(api, bytes.toByteArray());
        HttpRequest departing =
                request.toBuilder().body(new BytesBody(body, outgoing.bytes())).build();
        return new Departure(departing, outgoing, metering.begin(api, attribution, outgoing.model()));
    }

    private HttpResponse observed(Departure departure, HttpResponse response) {
        try {
            return ObservedResponse.of(response, departure.body(), departure.attempt(), metering.reporter());
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
