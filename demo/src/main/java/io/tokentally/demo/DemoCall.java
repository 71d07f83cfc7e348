package io.tokentally.demo;

import io.tokentally.domain.access.UserId;
import io.tokentally.domain.metering.Attribution;
import io.tokentally.domain.metering.MeteredCall;
import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.metering.Outcome.Failure;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.Timing;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.domain.metering.UsageUnit;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Makes one call of the demo's history: most go well, some are slow, a few fail. */
final class DemoCall {

    private static final int FAILURES_PER_THOUSAND = 22;
    private static final int SLOW_PER_THOUSAND = 25;

    private DemoCall() {}

    static MeteredCall make(DemoFeature feature, UserId user, Instant instant, Random random) {
        boolean fails = random.nextInt(1_000) < FAILURES_PER_THOUSAND;
        Failure failure = fails ? failure(feature, random) : null;
        UsageReading reading = failure == null
                ? new UsageReading.Reported(quantities(feature, random))
                : FailedReading.of(failure.kind(), () -> quantities(feature, random));
        return new MeteredCall(
                instant,
                Attribution.of(feature.organizationId(), user, feature.endpoint()),
                feature.operation(),
                Provider.OPENAI,
                feature.model(),
                failure == null ? feature.servedModel() : null,
                ServiceTier.STANDARD,
                null,
                reading,
                timing(feature, failure, random),
                failure == null ? new Outcome.Success() : failure);
    }

    private static Failure failure(DemoFeature feature, Random random) {
        return switch (random.nextInt(10)) {
            case 0, 1, 2, 3, 4 -> new Failure(Failure.Kind.PROVIDER_ERROR, 429, "requests", "rate_limit_exceeded");
            case 5, 6 -> new Failure(Failure.Kind.PROVIDER_ERROR, 500, "server_error", null);
            case 7 -> new Failure(Failure.Kind.PROVIDER_ERROR, 400, "invalid_request_error", "context_length_exceeded");
            // Their cost is not known. One organization shows what that looks like, the other what it is like without.
            case 8 ->
                Failure.of(
                        feature.organizationId().equals(DemoPeople.GLOBEX)
                                ? Failure.Kind.TIMEOUT
                                : Failure.Kind.CONNECTION_FAILED);
            default ->
                Failure.of(
                        feature.answer() == DemoFeature.Answer.STREAMED
                                ? Failure.Kind.STREAM_INTERRUPTED
                                : Failure.Kind.CONNECTION_FAILED);
        };
    }

    private static Quantities quantities(DemoFeature feature, Random random) {
        long input = around(feature.inputTokens(), random);
        long cached = random.nextBoolean() ? input * feature.cachedPercent() / 100 / 128 * 128 : 0;
        Quantities.Builder quantities = Quantities.builder()
                .addWhole(UsageUnit.INPUT_TOKENS, input, Map.of(UsageUnit.CACHED_INPUT_TOKENS, cached));
        if (feature.outputTokens() > 0) {
            long output = around(feature.outputTokens(), random);
            long reasoning = output * feature.reasoningPercent() / 100;
            quantities.addWhole(UsageUnit.OUTPUT_TOKENS, output, Map.of(UsageUnit.REASONING_TOKENS, reasoning));
        }
        return quantities.build();
    }

    private static Timing timing(DemoFeature feature, @Nullable Failure failure, Random random) {
        long typical = around(feature.typicalMs(), random);
        if (failure != null) {
            boolean waited = failure.kind() == Failure.Kind.TIMEOUT;
            return new Timing(waited ? Duration.ofSeconds(60) : Duration.ofMillis(40 + random.nextInt(400)), null);
        }
        long ms = random.nextInt(1_000) < SLOW_PER_THOUSAND ? typical * (4 + random.nextInt(6)) : typical;
        boolean streamed = feature.answer() == DemoFeature.Answer.STREAMED;
        return new Timing(Duration.ofMillis(ms), streamed ? Duration.ofMillis(Math.min(ms, 180 + ms / 8)) : null);
    }

    /** Spread as such figures are: by a log-normal distribution about the typical one. */
    private static long around(int typical, Random random) {
        return Math.max(1, Math.round(typical * Math.exp(0.4 * random.nextGaussian())));
    }
}
