package io.tokentally.adapter.metrics;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.pricing.PriceBook;
import io.tokentally.domain.usage.UsageRecord;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Metrics of calls under the names that OpenTelemetry gave them: tokens, duration, and the time to the first chunk of a stream.
 *
 * @see <a href="https://github.com/open-telemetry/semantic-conventions-genai/blob/main/docs/gen-ai/gen-ai-metrics.md">the
 *     conventions for generative AI</a>, in development as this was written
 */
final class GenAiMetrics {

    /** Of models times errors: errors come from providers. */
    static final int MAX_SERIES = 2_000;

    private static final double[] TOKENS =
            DoubleStream.iterate(1, bound -> bound * 4).limit(14).toArray();

    private static final Duration[] TIMES = Stream.iterate(Duration.ofMillis(10), bound -> bound.multipliedBy(2))
            .limit(14)
            .toArray(Duration[]::new);

    private final MeterRegistry registry;

    /** No cache: the registry keeps a series for good, and each is registered once. */
    private final Map<Series, Meters> series = new ConcurrentHashMap<>();

    private final ModelLabels models;

    GenAiMetrics(MeterRegistry registry, PriceBook listPrices) {
        this.registry = registry;
        this.models = new ModelLabels(listPrices);
    }

    /** What a call is counted under. */
    private record Series(
            String operation,
            String provider,
            String model,
            String servedModel,
            @Nullable String error) {}

    private static final Series OTHERS =
            new Series(ModelLabels.OTHER, ModelLabels.OTHER, ModelLabels.OTHER, ModelLabels.OTHER, null);

    private record Meters(DistributionSummary input, DistributionSummary output, Timer duration, Timer firstChunk) {}

    /** Calls that no provider bills are none of a model's. */
    void recorded(UsageRecord usageRecord) {
        if (usageRecord.isFree()) {
            return;
        }
        Meters meters = metersOf(usageRecord);
        meters.duration().record(usageRecord.timing().responseTime());
        Duration first = usageRecord.timing().timeToFirstToken();
        if (first != null) {
            meters.firstChunk().record(first);
        }
        Quantities quantities = usageRecord.quantities();
        if (!quantities.isEmpty()) {
            meters.input().record((double) quantities.inputTokens());
            meters.output().record((double) quantities.outputTokens());
        }
    }

    private Meters metersOf(UsageRecord usageRecord) {
        Series of = new Series(
                GenAiOperation.of(usageRecord),
                usageRecord.provider().value(),
                models.asked(usageRecord),
                models.served(usageRecord),
                usageRecord.outcome() instanceof Outcome.Failure failure ? error(failure) : null);
        Meters known = series.get(of);
        if (known != null) {
            return known;
        }
        Series counted = series.size() < MAX_SERIES ? of : OTHERS;
        return series.computeIfAbsent(counted, this::register);
    }

    /** The status of an answer, as the convention has it, or else what went wrong: never the provider's own words. */
    private static String error(Outcome.Failure failure) {
        Integer status = failure.httpStatus();
        return status == null ? failure.kind().name().toLowerCase(Locale.ROOT) : status.toString();
    }

    private Meters register(Series of) {
        Tags tags = Tags.of(
                "gen_ai.operation.name", of.operation(),
                "gen_ai.provider.name", of.provider(),
                "gen_ai.request.model", of.model(),
                "gen_ai.response.model", of.servedModel());
        // Prometheus takes a name with one set of tags only.
        Tags ended = tags.and("error.type", of.error() == null ? "" : of.error());
        return new Meters(
                tokens(tags, "input"),
                tokens(tags, "output"),
                time("gen_ai.client.operation.duration", "Duration of a call", ended),
                time("gen_ai.client.operation.time_to_first_chunk", "Time to the first chunk of a stream", tags));
    }

    private DistributionSummary tokens(Tags tags, String type) {
        return DistributionSummary.builder("gen_ai.client.token.usage")
                .description("Input and output tokens of calls")
                .baseUnit("token")
                .serviceLevelObjectives(TOKENS)
                .tags(tags.and("gen_ai.token.type", type))
                .register(registry);
    }

    private Timer time(String name, String description, Tags tags) {
        return Timer.builder(name)
                .description(description)
                .serviceLevelObjectives(TIMES)
                .tags(tags)
                .register(registry);
    }
}
