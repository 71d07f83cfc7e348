package io.tokentally.adapter.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.text.CsvText;
import io.tokentally.domain.usage.UsageRecord;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a row of CSV holds as JSON, in the form of JSON Lines, so that a call can be read in again to the last digit and letter. It is
 * ASCII alone, so that nothing in it is hidden, and no formula. Nothing where there is nothing to tell.
 */
final class CallCellJson {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .changeDefaultPropertyInclusion(defaults -> defaults.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    private CallCellJson() {}

    static @Nullable String usageParts(UsageRecord call) {
        return call.reading().parts().isEmpty()
                ? null
                : cell(call.reading().parts().stream()
                        .map(UsagePartResponse::of)
                        .toList());
    }

    static @Nullable String costLines(UsageRecord call) {
        return call.cost().lines().isEmpty()
                ? null
                : cell(call.cost().lines().stream().map(CostLineResponse::of).toList());
    }

    /** The fields of JSON Lines that other columns show otherwise than they were recorded, since they show them harmless. */
    static @Nullable String textsAsRecorded(UsageRecord call) {
        Map<String, Object> texts = new TreeMap<>();
        add(texts, "userId", call.attribution().userId());
        add(texts, "endpoint", call.attribution().endpoint());
        add(texts, "operation", call.operation());
        add(texts, "provider", call.provider());
        add(texts, "servedModel", call.servedModel());
        add(texts, "serviceTier", call.serviceTier());
        add(texts, "region", call.region());
        add(texts, "priceVersion", call.cost().priceVersion());
        add(texts, "providerRequestId", call.trace().providerRequestId());
        String model = call.model().value();
        if (!CsvText.harmless(CallColumn.namedModel(call)).equals(model)) {
            texts.put("model", model);
        }
        if (call.outcome() instanceof Outcome.Failure failure
                && (isChanged(failure.errorType()) || isChanged(failure.errorCode()))) {
            texts.put("error", CallResponse.CallError.of(failure));
        }
        add(texts, "tags", call.attribution().tags().values());
        add(texts, "clientIds", call.trace().clientIds());
        return texts.isEmpty() ? null : cell(texts);
    }

    private static void add(Map<String, Object> texts, String field, @Nullable Object value) {
        if (value != null && isChanged(value.toString())) {
            texts.put(field, value.toString());
        }
    }

    private static void add(Map<String, Object> texts, String field, Map<String, String> values) {
        if (isChanged(CallColumn.text(values))) {
            texts.put(field, values);
        }
    }

    private static boolean isChanged(@Nullable String text) {
        return text != null && !CsvText.harmless(text).equals(text);
    }

    private static String cell(Object value) {
        return CsvText.harmlessJson(JSON.writeValueAsString(value));
    }
}
