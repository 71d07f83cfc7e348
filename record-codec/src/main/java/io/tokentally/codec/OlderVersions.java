package io.tokentally.codec;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Brings records of older versions to the present one. */
final class OlderVersions {

    /** What version 1 called the fields that have another name now. */
    private static final Map<String, String> NAMES_SINCE_1 = Map.ofEntries(
            Map.entry("organization", "organization_id"),
            Map.entry("user", "user_id"),
            Map.entry("source", "attribution"),
            Map.entry("key", "virtual_key_id"),
            Map.entry("served", "served_model"),
            Map.entry("tier", "service_tier"),
            Map.entry("reading", "usage_reading"),
            Map.entry("cost", "cost_status"),
            Map.entry("price", "price_version"),
            Map.entry("unpriced", "unpriced_reason"),
            Map.entry("lines", "cost_lines"),
            Map.entry("nanos", "response_time_ns"),
            Map.entry("first", "time_to_first_token_ns"),
            Map.entry("failure", "failure_kind"),
            Map.entry("status", "http_status"),
            Map.entry("error", "error_type"),
            Map.entry("code", "error_code"));

    /**
     * The operations that were metered in version 1, which kept an operation as the endpoint of a call that named no feature. The
     * ledger's rows of that time got theirs by the same list, in change set 0028.
     */
    private static final Set<String> OPERATIONS_OF_1 = Set.of(
            "audio.speech",
            "audio.transcriptions",
            "audio.translations",
            "batches",
            "batches.cancel",
            "chat.completions",
            "completions",
            "embeddings",
            "images.edits",
            "images.generations",
            "images.variations",
            "messages",
            "messages.count_tokens",
            "moderations",
            "responses",
            "responses.cancel",
            "responses.compact",
            "responses.retrieve");

    /** The operations of which a call is one of a model's even if it was refused. The ledger's rows go by the same list, in 0034. */
    private static final Set<String> CALLS_OF_MODELS = Set.of(
            "audio.speech",
            "audio.transcriptions",
            "audio.translations",
            "chat.completions",
            "completions",
            "decisions",
            "embeddings",
            "images.edits",
            "images.generations",
            "images.variations",
            "messages",
            "responses",
            "responses.compact",
            "videos");

    private static final int ADJUSTMENTS_FROM = 4;
    private static final int ADJUSTMENT_PARTS = 3;

    private OlderVersions() {}

    /** @param json of version 1 */
    static JsonNode upgraded(JsonNode json) {
        ObjectNode upgraded = JsonNodeFactory.instance.objectNode();
        json.properties()
                .forEach(field ->
                        upgraded.set(NAMES_SINCE_1.getOrDefault(field.getKey(), field.getKey()), field.getValue()));
        upgraded.put("attribution", json.required("source").stringValue().toLowerCase(Locale.ROOT));
        String endpoint = json.required("endpoint").stringValue();
        if (OPERATIONS_OF_1.contains(endpoint)) {
            upgraded.put("operation", endpoint);
        }
        ArrayNode lines = upgraded.putArray("cost_lines");
        json.path("lines").forEach(line -> lines.add(line(line)));
        return upgraded;
    }

    /** Whether a call was free of charge whose record does not tell, in the names of today. */
    static boolean isFree(JsonNode json) {
        if (!json.required("usage_reading").stringValue().equals("NOT_BILLED")) {
            return false;
        }
        if (!json.has("failure_kind")) {
            return true;
        }
        return json.has("operation")
                ? !CALLS_OF_MODELS.contains(json.required("operation").stringValue())
                : json.required("model").stringValue().equals("unknown");
    }

    /** Of unit, quantity, price, per how many, and then kind, basis and percentage of each adjustment. */
    private static ObjectNode line(JsonNode parts) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.set("unit", parts.required(0));
        line.set("quantity", parts.required(1));
        line.set("price", parts.required(2));
        line.set("per", parts.required(3));
        ArrayNode adjustments = line.putArray("adjustments");
        for (int part = ADJUSTMENTS_FROM; part < parts.size(); part += ADJUSTMENT_PARTS) {
            ObjectNode adjustment = adjustments.addObject();
            adjustment.set("kind", parts.required(part));
            adjustment.set("basis", parts.required(part + 1));
            adjustment.set("percentage", parts.required(part + 2));
        }
        return line;
    }
}
