package io.tokentally.adapter.openai.usage;

import io.tokentally.application.port.in.budget.Reservation;
import io.tokentally.domain.budget.WorkAhead;
import io.tokentally.domain.metering.Attribution;
import io.tokentally.domain.metering.CallAttempt;
import io.tokentally.domain.metering.CallTrace;
import io.tokentally.domain.metering.MeteredCall;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.Timing;
import io.tokentally.provider.MeteredExchange;
import io.tokentally.provider.ProviderResponse;
import io.tokentally.provider.ResponseHead;
import io.tokentally.provider.ResponseReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One request that goes out. However it ends and however often that is told, it becomes one usage record. */
final class Attempt {

    private final MeteredExchange exchange;
    private final Attribution attribution;
    private final ModelName requestedModel;
    private final CallAttempt number;
    private final Reservation reservation;
    private final UsageReporter reporter;
    private final LongSupplier ticker;
    private final Instant startedAt;
    private final long startedNanos;
    private final AtomicBoolean reported = new AtomicBoolean();
    private volatile @Nullable Duration timeToFirstToken;
    private volatile @Nullable ResponseReader reader;
    private volatile @Nullable String requestId;

    Attempt(
            MeteredExchange exchange,
            Attribution attribution,
            ModelName requestedModel,
            CallAttempt number,
            Reservation reservation,
            Instant startedAt,
            LongSupplier ticker,
            UsageReporter reporter) {
        this.exchange = exchange;
        this.attribution = attribution;
        this.requestedModel = requestedModel;
        this.number = number;
        this.reservation = reservation;
        this.startedAt = startedAt;
        this.ticker = ticker;
        this.startedNanos = ticker.getAsLong();
        this.reporter = reporter;
    }

    /** An answer has begun. */
    ResponseReader answered(ResponseHead head) {
        requestId = head.headers().first(OpenAiProtocol.REQUEST_ID);
        ResponseReader begun = exchange.answer(head);
        reader = begun;
        return begun;
    }

    /** The first content of a stream is here. */
    void sawContent() {
        if (timeToFirstToken == null) {
            timeToFirstToken = elapsed();
        }
    }

    /** No answer came. */
    void failed(Throwable cause) {
        TransportFailure failure = TransportFailure.of(cause);
        ended(() -> exchange.unanswered(failure.kind(), failure.mayHaveArrived()));
    }

    /** This is how it ended. What the answer was is asked aside, for it may take a while to tell. */
    void ended(Supplier<ProviderResponse> answer) {
        if (reported.compareAndSet(false, true)) {
            Timing timing = new Timing(elapsed(), timeToFirstToken);
            reporter.report(() -> calls(answer.get(), timing), reservation);
        }
    }

    /** What it used that is billed for others as well, and then the call. */
    private List<MeteredCall> calls(ProviderResponse answer, Timing timing) {
        MeteredCall call = call(answer, timing);
        ResponseReader begun = reader;
        List<MeteredCall> all = new ArrayList<>();
        if (begun != null) {
            begun.sessions().forEach(session -> all.add(session.toldBy(call)));
            String work = begun.begun();
            if (work != null) {
                reservation.goesOn(new WorkAhead(Provider.OPENAI, work));
            }
        }
        all.add(call);
        return all;
    }

    boolean isReported() {
        return reported.get();
    }

    private MeteredCall call(ProviderResponse answer, Timing timing) {
        return new MeteredCall(
                startedAt,
                attribution,
                exchange.operation(),
                Provider.OPENAI,
                requestedModel,
                answer.servedModel(),
                answer.serviceTier(),
                answer.region(),
                answer.reading(),
                timing,
                answer.outcome(),
                answer.billedOnce(),
                List.of(),
                answer.isFree(),
                new CallTrace(Map.of(), null, number).ended(answer.outcome(), requestId));
    }

    private Duration elapsed() {
        return Duration.ofNanos(Math.max(0, ticker.getAsLong() - startedNanos));
    }
}
