package io.tokentally.demo.generate;

import io.tokentally.demo.FailedReading;
import io.tokentally.domain.metering.Attribution;
import io.tokentally.domain.metering.CallTrace;
import io.tokentally.domain.metering.MeteredCall;
import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.metering.Outcome.Failure;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.Timing;
import io.tokentally.domain.metering.UsagePart;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.domain.metering.UsageUnit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Makes calls of features: most go well, some are slow, one or two in a hundred fail, and a few are counted here or free. */
final class Calls {

    private static final Operation MESSAGES = new Operation("messages");
    private static final Operation COUNT_TOKENS = new Operation("messages.count_tokens");
    private static final int FAILED_PER_THOUSAND = 15;
    private static final int SLOW_PER_THOUSAND = 25;
    private static final int ESTIMATED_PER_THOUSAND = 3;
    private static final int FREE_PER_THOUSAND = 12;
    private static final int CACHED_PERCENT = 60;
    private static final long CACHE_BLOCK = 128;
    private static final long TIMEOUT_MS = 60_000;
    private static final char[] SIGNS = "0123456789abcdefghijklmnopqrstuvwxyz".toCharArray();
    private static final int SIGNS_OF_REQUEST_IDS = 20;
    private static final Outcome SUCCESS = new Outcome.Success();

    private static final Spread TOKENS = new Spread(0.55);
    private static final Spread TIMES = new Spread(0.4);
    private final RandomGenerator random;

    Calls(RandomGenerator random) {
        this.random = random;
    }

    MeteredCall next(Instant startedAt, Attribution attribution, Feature feature, ModelLine.Use model) {
        boolean ofAnthropic = model.provider().equals(Provider.ANTHROPIC);
        if (ofAnthropic && chance(FREE_PER_THOUSAND)) {
            return free(startedAt, attribution, model);
        }
        boolean streamed = percent(feature.streamedPercent());
        Failure failure =
                chance(FAILED_PER_THOUSAND) ? Failures.of(model.provider()).next(streamed, random) : null;
        return new MeteredCall(
                startedAt,
                attribution,
                ofAnthropic ? MESSAGES : feature.operation(),
                model.provider(),
                model.requested(),
                failure == null ? model.served() : null,
                tier(feature, ofAnthropic),
                null,
                failure == null
                        ? reading(feature, ofAnthropic)
                        : FailedReading.of(failure.kind(), () -> quantities(feature, ofAnthropic)),
                timing(feature, failure, streamed),
                failure == null ? SUCCESS : failure,
                null,
                List.of(),
                false,
                trace(model.provider(), failure));
    }

    /** Asks how long a message is, which costs nothing. */
    private MeteredCall free(Instant startedAt, Attribution attribution, ModelLine.Use model) {
        return new MeteredCall(
                startedAt,
                attribution,
                COUNT_TOKENS,
                model.provider(),
                model.requested(),
                null,
                ServiceTier.STANDARD,
                null,
                new UsageReading.NotBilled(),
                new Timing(Duration.ofMillis(TIMES.around(120, random)), null),
                SUCCESS,
                null,
                List.of(),
                true,
                trace(model.provider(), null));
    }

    /** Anthropic sells no tier of these but batches. */
    private ServiceTier tier(Feature feature, boolean ofAnthropic) {
        boolean sold = !ofAnthropic || feature.tier().equals(ServiceTier.BATCH);
        return sold && percent(feature.tierPercent()) ? feature.tier() : ServiceTier.STANDARD;
    }

    private UsageReading reading(Feature feature, boolean ofAnthropic) {
        Quantities used = quantities(feature, ofAnthropic);
        if (chance(ESTIMATED_PER_THOUSAND)) {
            return new UsageReading.Estimated(used);
        }
        if (ofAnthropic && percent(feature.partsPercent())) {
            return UsageReading.Reported.inParts(List.of(
                    UsagePart.of("compaction", null, quantities(feature, true)), UsagePart.of("message", null, used)));
        }
        return new UsageReading.Reported(used);
    }

    private Quantities quantities(Feature feature, boolean ofAnthropic) {
        Quantities.Builder used = Quantities.builder();
        long input = TOKENS.around(feature.inputTokens(), random);
        long cached = percent(CACHED_PERCENT) ? input * feature.cachedPercent() / 100 / CACHE_BLOCK * CACHE_BLOCK : 0;
        long written = ofAnthropic ? cached / 8 : 0;
        used.add(UsageUnit.INPUT_TOKENS, input - cached);
        used.add(UsageUnit.CACHED_INPUT_TOKENS, cached - written);
        used.add(UsageUnit.CACHE_WRITE_TOKENS, written);
        if (feature.outputTokens() > 0) {
            long output = TOKENS.around(feature.outputTokens(), random);
            long reasoning = ofAnthropic ? 0 : output * feature.reasoningPercent() / 100;
            used.add(UsageUnit.OUTPUT_TOKENS, output - reasoning);
            used.add(UsageUnit.REASONING_TOKENS, reasoning);
        }
        return used.build();
    }

    private Timing timing(Feature feature, @Nullable Failure failure, boolean streamed) {
        long ms = TIMES.around(feature.typicalMs(), random);
        if (failure != null) {
            return switch (failure.kind()) {
                case TIMEOUT -> new Timing(Duration.ofMillis(TIMEOUT_MS), null);
                case STREAM_INTERRUPTED, CANCELLED -> streamed(ms / 2 + 1);
                default -> new Timing(Duration.ofMillis(40 + random.nextInt(400)), null);
            };
        }
        long taken = chance(SLOW_PER_THOUSAND) ? ms * (4 + random.nextInt(6)) : ms;
        return streamed ? streamed(taken) : new Timing(Duration.ofMillis(taken), null);
    }

    private Timing streamed(long ms) {
        long first = Math.min(ms, TIMES.around(180 + ms / 10.0, random));
        return new Timing(Duration.ofMillis(ms), Duration.ofMillis(first));
    }

    /** Whoever got no answer has no identifier of it. */
    private CallTrace trace(Provider provider, @Nullable Failure failure) {
        if (failure != null && failure.httpStatus() == null) {
            return CallTrace.NONE;
        }
        char[] id = new char[SIGNS_OF_REQUEST_IDS];
        long bits = 0;
        for (int i = 0; i < id.length; i++) {
            bits = i % 10 == 0 ? random.nextLong() : bits / SIGNS.length;
            id[i] = SIGNS[(int) Long.remainderUnsigned(bits, SIGNS.length)];
        }
        String front = provider.equals(Provider.ANTHROPIC) ? "req_011C" : "req_";
        return new CallTrace(Map.of(), front.concat(new String(id)));
    }

    private boolean chance(int perThousand) {
        return random.nextInt(1_000) < perThousand;
    }

    private boolean percent(int percent) {
        return random.nextInt(100) < percent;
    }
}
