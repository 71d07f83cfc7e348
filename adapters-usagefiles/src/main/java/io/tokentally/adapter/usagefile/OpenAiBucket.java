package io.tokentally.adapter.usagefile;

import io.tokentally.application.port.out.usage.UsageFiles.PastCall;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.metering.Attribution;
import io.tokentally.domain.metering.MeteredCall;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.Tags;
import io.tokentally.domain.metering.Timing;
import io.tokentally.domain.metering.UsagePart;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.domain.usage.SummedUsage;
import io.tokentally.domain.usage.SummedUsage.Width;
import io.tokentally.domain.usage.UsageRecordId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * A bucket of time of OpenAI's usage API, each of whose results is the sum of many calls.
 *
 * @param grouping by what its results are told apart
 */
record OpenAiBucket(OrganizationId organizationId, Instant from, Width width, String grouping) {

    /** Of a time nobody knows how long calls took. */
    private static final Timing UNKNOWN = new Timing(Duration.ZERO, null);

    private static final UserId NOBODY = new UserId("imported");

    /** What begins the tags that keep what OpenAI told a sum by. */
    private static final String TAG = "openai.";

    /** @throws RowRefusedException if it is no whole minute, hour or day */
    static OpenAiBucket of(OrganizationId organizationId, Instant from, Instant until, List<JsonNode> results) {
        Width width = Width.between(from, until)
                .orElseThrow(() -> new RowRefusedException(
                        "it is from %s until %s, and no whole minute, hour or day: begin the query at a whole one"
                                .formatted(from, until)));
        TreeSet<String> grouping = new TreeSet<>();
        for (JsonNode result : results) {
            grouping.addAll(groups(result).keySet());
        }
        return new OpenAiBucket(organizationId, from, width, String.join(",", grouping));
    }

    /** What a result is told apart by: what in it is neither a figure nor absent. */
    private static SortedMap<String, String> groups(JsonNode result) {
        SortedMap<String, String> groups = new TreeMap<>();
        for (Map.Entry<String, JsonNode> field : result.properties()) {
            JsonNode value = field.getValue();
            if ((value.isString() || value.isBoolean()) && !field.getKey().equals("object")) {
                groups.put(field.getKey(), value.asString());
            }
        }
        return groups;
    }

    /** @throws RowRefusedException if nobody could tell what it costs, or its figures contradict each other */
    PastCall call(long line, Fields result, Notes notes) {
        OpenAiUsage usage = OpenAiUsage.of(result.text("object"));
        SortedMap<String, String> groups = groups(result.object());
        String model = result.optionalText("model");
        if (model == null) {
            throw new RowRefusedException("it names no model, so that nobody can price it: group by model");
        }
        SummedUsage sum = new SummedUsage(from, width, grouping, result.number("num_model_requests"));
        MeteredCall call = new MeteredCall(
                from,
                attribution(result, sum, groups),
                new Operation(usage.operation()),
                Provider.OPENAI,
                new ModelName(model),
                null,
                usage.tier(result, notes),
                null,
                reading(usage, result, sum),
                UNKNOWN,
                new Outcome.Success());
        return new PastCall(line, id(usage, groups), call, null, sum);
    }

    private UsageRecordId id(OpenAiUsage usage, SortedMap<String, String> groups) {
        return UsageRecordId.of(
                from, organizationId.value(), usage.operation(), width.word(), grouping, groups.toString());
    }

    private Attribution attribution(Fields result, SummedUsage sum, SortedMap<String, String> groups) {
        Map<String, String> tags = new TreeMap<>(sum.tags());
        groups.forEach((name, value) -> tags.put(TAG + name, value));
        tags.remove(TAG + "model");
        String user = result.optionalText("user_id");
        return new Attribution(
                organizationId,
                user == null ? NOBODY : new UserId(user),
                SummedUsage.ENDPOINT,
                user == null ? Attribution.Source.DEFAULT : Attribution.Source.NON_MEMBER,
                new Tags(tags),
                null);
    }

    /**
     * One part, whose requests are as long as they are on average: rates for long inputs go by the length of each request, which nobody
     * tells. The figures are OpenAI's, and what they cost is near what OpenAI bills and no more.
     */
    private static UsageReading reading(OpenAiUsage usage, Fields result, SummedUsage sum) {
        Quantities quantities = usage.quantities(result);
        long average = sum.requests() == 0 ? 0 : Math.ceilDiv(quantities.inputTokens(), sum.requests());
        return new UsageReading.Estimated(
                quantities, List.of(new UsagePart(usage.part(), null, null, quantities, average, null)));
    }
}
