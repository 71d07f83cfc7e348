package io.tokentally.adapter.openai.usage;

import io.tokentally.domain.metering.Attribution;
import io.tokentally.domain.metering.MeteredCall;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.Timing;
import io.tokentally.domain.metering.UsageReading;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One request that goes out. However it ends and however often that is told, it becomes one usage record. */
final class Attempt {

    private final MeteredApi api;
    private final Attribution attribution;
    private final ModelName requestedModel;
    private final UsageReporter reporter;
    private final LongSupplier ticker;
    private final Instant startedAt;
    private final long startedNanos;
    private final AtomicBoolean reported = new AtomicBoolean();
    private volatile @Nullable Duration timeToFirstToken;

    Attempt(
            MeteredApi api,
            Attribution attribution,
            ModelName requestedModel,
            Instant startedAt,
            LongSupplier ticker,
            UsageReporter reporter) {
        this.api = api;
        this.attribution = attribution;
        this.requestedModel = requestedModel;
        this.startedAt = startedAt;
        this.ticker = ticker;
        this.startedNanos = ticker.getAsLong();
        this.reporter = reporter;
    }

    MeteredApi api() {
        return api;
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
        report(null, ServiceTier.STANDARD, failure.reading(), Outcome.Failure.of(failure.kind()));
    }

    /** An answer came, and this is how it ended. */
    void ended(AnswerFacts facts, Outcome outcome) {
        report(facts.servedModel(), facts.serviceTier(), facts.reading(), outcome);
    }

    /** The provider refused, and bills nothing. */
    void refused(Outcome.Failure failure) {
        report(null, ServiceTier.STANDARD, new UsageReading.NotBilled(), failure);
    }

    boolean isReported() {
        return reported.get();
    }

    private void report(
            @Nullable ModelName servedModel, ServiceTier serviceTier, UsageReading reading, Outcome outcome) {
        if (reported.compareAndSet(false, true)) {
            reporter.report(new MeteredCall(
                    startedAt,
                    attribution,
                    Provider.OPENAI,
                    requestedModel,
                    servedModel,
                    serviceTier,
                    null,
                    reading,
                    new Timing(elapsed(), timeToFirstToken),
                    outcome));
        }
    }

    private Duration elapsed() {
        return Duration.ofNanos(Math.max(0, ticker.getAsLong() - startedNanos));
    }
}
