package io.tokentally.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Reads the fields that both APIs have in common, and refuses wrong ones by name. */
final class RequestFields {

    private static final int REASONING_STEP_TOKENS = 64;

    private RequestFields() {}

    static String model(JsonNode body) {
        JsonNode model = body.path("model");
        if (isAbsent(model)) {
            throw ApiException.missing("model");
        }
        if (!model.isString()) {
            throw ApiException.wrongType("model", "a string");
        }
        String name = model.stringValue();
        Models.served(name);
        return name;
    }

    static boolean isAbsent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    static int integer(JsonNode body, String name, int minimum, int whenAbsent) {
        JsonNode value = body.path(name);
        if (isAbsent(value)) {
            return whenAbsent;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw ApiException.wrongType(name, "an integer");
        }
        if (value.intValue() < minimum) {
            throw ApiException.invalid(
                    name,
                    "integer_below_min_value",
                    "Invalid '" + name + "': expected a value >= " + minimum + ", but got " + value.intValue() + ".");
        }
        return value.intValue();
    }

    static boolean flag(JsonNode body, String name) {
        JsonNode value = body.path(name);
        if (isAbsent(value)) {
            return false;
        }
        if (!value.isBoolean()) {
            throw ApiException.wrongType(name, "a boolean");
        }
        return value.booleanValue();
    }

    static List<String> stops(JsonNode body) {
        JsonNode stop = body.path("stop");
        List<String> stops = new ArrayList<>();
        if (stop.isString()) {
            stops.add(stop.stringValue());
        }
        for (JsonNode one : stop) {
            if (!one.isString()) {
                throw ApiException.wrongType("stop", "a string or an array of strings");
            }
            stops.add(one.stringValue());
        }
        stops.removeIf(String::isEmpty);
        return stops;
    }

    /** The tier that serves a request for this tier. */
    static String servedTier(JsonNode body) {
        String asked = body.path("service_tier").asString("auto").toLowerCase(Locale.ROOT);
        return switch (asked) {
            case "auto", "default", "scale", "" -> "default";
            case "flex" -> "flex";
            case "priority", "fast" -> "priority";
            default -> throw ApiException.invalid("service_tier", "invalid_value", "Invalid value: '" + asked + "'.");
        };
    }

    /** Tokens for one step of reasoning at this effort; none for models that do not reason. */
    static int reasoningTokens(String model, JsonNode effort) {
        if (!Models.reasons(model)) {
            return 0;
        }
        return switch (effort.asString("medium")) {
            case "none", "minimal" -> 0;
            case "low" -> REASONING_STEP_TOKENS / 2;
            case "high", "xhigh" -> REASONING_STEP_TOKENS * 2;
            default -> REASONING_STEP_TOKENS;
        };
    }

    /** The text of a message's content: a string, or an array of parts of which some have text. */
    static String text(JsonNode content) {
        if (content.isString()) {
            return content.stringValue();
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode part : content) {
            JsonNode partText = part.path("text");
            if (partText.isString()) {
                text.append(text.isEmpty() ? "" : "\n").append(partText.stringValue());
            }
        }
        return text.toString();
    }

    static String schemaDefinition(JsonNode schema) {
        return isAbsent(schema) ? "" : schema.toString();
    }

    /** A schema that must be there. */
    static JsonNode schema(JsonNode holder, String param) {
        JsonNode schema = holder.path("schema");
        if (isAbsent(schema)) {
            throw ApiException.missing(param);
        }
        if (!schema.isObject()) {
            throw ApiException.wrongType(param, "an object");
        }
        return schema;
    }
}
