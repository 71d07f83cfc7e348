package io.tokentally.adapter.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import io.tokentally.domain.metering.InvalidQuantitiesException;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.Region;
import io.tokentally.domain.metering.UsagePart;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.provider.wire.Counts;
import io.tokentally.provider.wire.Identifiers;
import java.util.EnumMap;
import java.util.List;
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

    /**
     * Where the input or the output has no figure, the usage is missing as a whole: half of it would pass for all. So it is
     * where the answer has output and every figure is zero.
     */
    static UsageReading read(JsonNode usage, DeclinedAttempts declined) {
        if (!hasInput(usage) || Counts.isAbsent(usage.path("output_tokens"))) {
            return new UsageReading.Missing();
        }
        try {
            Quantities quantities = quantities(usage, Counts.of(usage.path("output_tokens")));
            List<UsagePart> parts = Iterations.read(usage, quantities, declined);
            Quantities all = parts.isEmpty() ? quantities : UsagePart.sumOf(parts);
            if (all.isEmpty() && declined.hasOutput()) {
                return new UsageReading.Missing();
            }
            return isCredited(usage, quantities)
                    ? new UsageReading.Estimated(all, parts)
                    : new UsageReading.Reported(all, parts);
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

    /** Whether a figure says that anything went in. */
    static boolean hasPositiveInput(JsonNode usage) {
        return usage.path("input_tokens").asLong() > 0
                || usage.path("cache_read_input_tokens").asLong() > 0
                || usage.path("cache_creation_input_tokens").asLong() > 0;
    }

    /**
     * A credit for an attempt that another model refused was redeemed: what had to be written to the cache once more is billed as
     * if it had been there, and nothing tells how much of it. As it stands it is the most that the call can cost.
     *
     * @see <a href="https://platform.claude.com/docs/en/build-with-claude/fallback-credit">Anthropic: fallback credit</a>
     */
    private static boolean isCredited(JsonNode usage, Quantities quantities) {
        return "redeemed".equals(usage.path("fallback_credit").path("status").textValue())
                && quantities.of(UsageUnit.CACHE_WRITE_TOKENS) + quantities.of(UsageUnit.CACHE_WRITE_1H_TOKENS) > 0;
    }

    static Quantities without(Quantities quantities, UsageUnit unit) {
        Map<UsageUnit, Long> kept = new EnumMap<>(UsageUnit.class);
        kept.putAll(quantities.amounts());
        kept.remove(unit);
        return new Quantities(kept);
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

    static Quantities quantities(JsonNode usage, long output) {
        Quantities.Builder quantities = Quantities.builder()
                .add(UsageUnit.INPUT_TOKENS, Counts.of(usage.path("input_tokens")))
                .add(UsageUnit.CACHED_INPUT_TOKENS, Counts.of(usage.path("cache_read_input_tokens")));
        addCacheWrites(quantities, usage);
        long thinking = Counts.of(usage.path("output_tokens_details").path("thinking_tokens"));
        quantities.addWhole(UsageUnit.OUTPUT_TOKENS, output, Map.of(UsageUnit.REASONING_TOKENS, thinking));
        long searches = Counts.of(usage.path("server_tool_use").path("web_search_requests"));
        return quantities.add(UsageUnit.WEB_SEARCHES, searches).build();
    }

    /**
     * Five minutes, unless the details say that an entry was to be kept for an hour. Details of fewer than the total, as of calls
     * with the server's own tools, tell of some of them; details beside a total of zero are of another pass.
     */
    private static void addCacheWrites(Quantities.Builder quantities, JsonNode usage) {
        JsonNode total = usage.path("cache_creation_input_tokens");
        if (!Counts.isAbsent(total) && Counts.of(total) == 0) {
            return;
        }
        long fiveMinutes = Counts.of(usage.path("cache_creation").path("ephemeral_5m_input_tokens"));
        long hour = Counts.of(usage.path("cache_creation").path("ephemeral_1h_input_tokens"));
        long written = Counts.isAbsent(total) ? fiveMinutes + hour : Counts.of(total);
        if (fiveMinutes + hour > written) {
            throw new InvalidQuantitiesException(
                    "%d and %d cache writes exceed their total of %d".formatted(fiveMinutes, hour, written));
        }
        quantities.addWhole(UsageUnit.CACHE_WRITE_TOKENS, written, Map.of(UsageUnit.CACHE_WRITE_1H_TOKENS, hour));
    }
}
