package io.tokentally.adapter.openai.usage;

import com.openai.core.RequestOptions;
import com.openai.core.http.HttpClient;
import com.openai.core.http.HttpRequest;
import com.openai.core.http.HttpRequestBody;
import com.openai.core.http.HttpResponse;
import io.tokentally.application.port.in.budget.Reservation;
import io.tokentally.domain.budget.BudgetedCall;
import io.tokentally.domain.metering.Attribution;
import io.tokentally.domain.metering.CallAttempt;
import io.tokentally.domain.metering.CallId;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.refusal.RefusalReason;
import io.tokentally.domain.refusal.RefusedCall;
import io.tokentally.domain.refusal.RefusedKey;
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
 * Stands beneath the SDK's retries, so that it sees each attempt, and asks budgets before each. A client like this one is made for
 * one call: its attempts belong to whom the call belonged to when it began, and are counted here, since a caller may set the header in
 * which the SDK counts them.
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

    /** It may wait for budgets to be asked, for a set time at most. */
    @Override
    public HttpResponse execute(HttpRequest request, RequestOptions options) {
        Optional<PreparedCall> departure = prepare(request);
        if (departure.isEmpty()) {
            return transport.execute(request, options);
        }
        BudgetedAttempt admission = ask(departure.get()).join();
        HttpResponse refusal = admission.refusal();
        return refusal == null ? execute(departure.get(), admission.reservation(), options) : refusal;
    }

    private HttpResponse execute(PreparedCall departure, Reservation reservation, RequestOptions options) {
        Attempt attempt = begin(departure, reservation);
        HttpResponse response;
        try {
            response = transport.execute(departure.request(), options);
        } catch (Throwable e) {
            failed(attempt, e);
            throw e;
        }
        return observed(attempt, response);
    }

    @Override
    public CompletableFuture<HttpResponse> executeAsync(HttpRequest request, RequestOptions options) {
        Optional<PreparedCall> departure = prepare(request);
        if (departure.isEmpty()) {
            return transport.executeAsync(request, options);
        }
        CompletableFuture<BudgetedAttempt> admission = ask(departure.get());
        return admission.isDone()
                ? executeAsync(departure.get(), admission.join(), options)
                : admission.thenCompose(admitted -> executeAsync(departure.get(), admitted, options));
    }

    private CompletableFuture<HttpResponse> executeAsync(
            PreparedCall departure, BudgetedAttempt admission, RequestOptions options) {
        HttpResponse refusal = admission.refusal();
        if (refusal != null) {
            return CompletableFuture.completedFuture(refusal);
        }
        Attempt attempt = begin(departure, admission.reservation());
        CompletableFuture<HttpResponse> answer;
        try {
            answer = transport.executeAsync(departure.request(), options);
        } catch (Throwable e) {
            failed(attempt, e);
            throw e;
        }
        return answer.whenComplete((response, failure) -> {
                    if (failure != null) {
                        failed(attempt, failure);
                    }
                })
                .thenApply(response -> observed(attempt, response));
    }

    /** Closes nothing: the transport belongs to the client that was wrapped. */
    @Override
    public void close() {}

    /** What goes out, and what is known of it. */
    private record PreparedCall(
            HttpRequest request, MeteredExchange exchange, PreparedRequest prepared, Attribution attribution) {}

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
        String method = request.method().name();
        return PROTOCOL.begin(new RequestHead(
                        method, path, "", Objects.requireNonNullElse(host, ""), request.headers()::values))
                .or(() -> BatchMaking.begin(method, path));
    }

    private PreparedCall prepare(HttpRequest request, MeteredExchange exchange) {
        Attribution owner = metering.ownerOf(attribution, exchange);
        HttpRequestBody body = request.body();
        if (body == null) {
            return new PreparedCall(request, exchange, exchange.prepare(null, new byte[0]), owner);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        body.writeTo(bytes);
        PreparedRequest prepared = prepare(exchange, owner, body.contentType(), bytes.toByteArray());
        HttpRequest departing =
                request.toBuilder().body(new BytesBody(body, prepared.body())).build();
        return new PreparedCall(departing, exchange, prepared, owner);
    }

    /** With the limit on each answer that budgets set for calls whose request sets none. */
    private PreparedRequest prepare(
            MeteredExchange exchange, Attribution owner, @Nullable String contentType, byte[] body) {
        PreparedRequest prepared = exchange.prepare(contentType, body);
        Long limit = outputLimit(BudgetedCall.of(owner, exchange.operation(), Provider.OPENAI, prepared.model()));
        return limit == null ? prepared : exchange.prepare(contentType, exchange.limitOutput(contentType, body, limit));
    }

    private @Nullable Long outputLimit(BudgetedCall call) {
        try {
            return metering.spending().outputLimit(call);
        } catch (RuntimeException e) {
            metering.reporter().failed(e);
            return null;
        }
    }

    /** Budgets that fail hold nobody up. */
    private CompletableFuture<BudgetedAttempt> ask(PreparedCall departure) {
        try {
            return BudgetedAttempt.ask(
                            metering.spending(),
                            departure.attribution(),
                            departure.exchange().operation(),
                            departure.prepared(),
                            metering.clock().instant())
                    .exceptionally(this::letOut)
                    .thenApply(admission -> counted(departure, admission));
        } catch (RuntimeException e) {
            return CompletableFuture.completedFuture(letOut(e));
        }
    }

    /** One that does not go out is a refused call, of a program that needs no key. */
    private BudgetedAttempt counted(PreparedCall departure, BudgetedAttempt admission) {
        RefusalReason reason = admission.reason();
        if (reason != null) {
            Attribution owner = departure.attribution();
            metering.refusals()
                    .refused(new RefusedCall(
                            metering.clock().instant(),
                            reason,
                            RefusedKey.noneOf(owner.organizationId()),
                            null,
                            owner.userId(),
                            Provider.OPENAI,
                            owner.endpoint(),
                            departure.exchange().operation(),
                            departure.prepared().model()));
        }
        return admission;
    }

    private BudgetedAttempt letOut(Throwable cause) {
        metering.reporter().failed(cause);
        return BudgetedAttempt.FREE_TO_GO;
    }

    private Attempt begin(PreparedCall departure, Reservation reservation) {
        return metering.begin(
                departure.exchange(),
                departure.attribution(),
                departure.prepared().model(),
                CallAttempt.told(attempts.incrementAndGet(), call),
                reservation);
    }

    private HttpResponse observed(Attempt attempt, HttpResponse response) {
        try {
            return MeteredResponse.of(response, attempt, metering.reporter());
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
