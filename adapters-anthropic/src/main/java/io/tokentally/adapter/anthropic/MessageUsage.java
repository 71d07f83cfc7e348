package io.tokentally.adapter.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import io.tokentally.domain.metering.InvalidQuantitiesException;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.Region;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.provider.wire.Counts;
import io.tokentally.provider.wire.Identifiers;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the {@code usage} of a message. Fresh, cached and cache-written input add up: none is part of another. Thinking is
 * part of the output.
 *
 * @see <a href="https://docs.anthropic.com/en/api/messages#response-usage">Anthropic: usage</a>
 */
final class MessageUsage {

    /** What stands in place of a region where none was chosen. */
    private static final Set<String> NO_REGION = Set.of("global", "not_available");

    private MessageUsage() {}

    /** Where the input or the output has no figure, the usage is missing as a whole: half of it would pass for all. */
    static UsageReading read(JsonNode usage) {
        if (!hasInput(usage) || Counts.isAbsent(usage.path("output_tokens"))) {
            return new UsageReading.Missing();
        }
        try {
            return new UsageReading.Reported(quantities(usage, Counts.of(usage.path("output_tokens"))));
        } catch (InvalidQuantitiesException e) {
            return new UsageReading.Invalid();
        }
    }

    /** The input as reported, and the output as counted, but no less than what was reported of it. */
    static UsageReading estimate(JsonNode usage, long outputTokens) {
        try {
            long reported = Counts.of(usage.path("output_tokens"));
            return new UsageReading.Estimated(quantities(usage, Math.max(reported, outputTokens)));
        } catch (InvalidQuantitiesException e) {
            return new UsageReading.Invalid();
        }
    }

    static boolean hasInput(JsonNode usage) {
        return !Counts.isAbsent(usage.path("input_tokens"));
    }

    /**
     * Where Anthropic says that it was processed.
     *
     * @see <a href="https://docs.anthropic.com/en/docs/build-with-claude/data-residency">Anthropic: data residency</a>
     */
    static Optional<Region> region(JsonNode usage) {
        return Optional.ofNullable(
                        Identifiers.region(usage.path("inference_geo").textValue()))
                .filter(region -> !NO_REGION.contains(region.value()));
    }

    private static Quantities quantities(JsonNode usage, long output) {
        Quantities.Builder quantities = Quantities.builder()
                .add(UsageUnit.INPUT_TOKENS, Counts.of(usage.path("input_tokens")))
                .add(UsageUnit.CACHED_INPUT_TOKENS, Counts.of(usage.path("cache_read_input_tokens")));
        addCacheWrites(quantities, usage);
        long thinking = Counts.of(usage.path("output_tokens_details").path("thinking_tokens"));
        quantities.addWhole(UsageUnit.OUTPUT_TOKENS, output, Map.of(UsageUnit.REASONING_TOKENS, thinking));
        long searches = Counts.of(usage.path("server_tool_use").path("web_search_requests"));
        return quantities.add(UsageUnit.WEB_SEARCHES, searches).build();
    }

    /** Five minutes, unless the details say that an entry was to be kept for an hour. */
    private static void addCacheWrites(Quantities.Builder quantities, JsonNode usage) {
        long fiveMinutes = Counts.of(usage.path("cache_creation").path("ephemeral_5m_input_tokens"));
        long hour = Counts.of(usage.path("cache_creation").path("ephemeral_1h_input_tokens"));
        JsonNode total = usage.path("cache_creation_input_tokens");
        long written = Counts.isAbsent(total) ? fiveMinutes + hour : Counts.of(total);
        if (fiveMinutes + hour > written) {
            throw new InvalidQuantitiesException(
                    "%d and %d cache writes exceed their total of %d".formatted(fiveMinutes, hour, written));
        }
        quantities.addWhole(UsageUnit.CACHE_WRITE_TOKENS, written, Map.of(UsageUnit.CACHE_WRITE_1H_TOKENS, hour));
    }
}
