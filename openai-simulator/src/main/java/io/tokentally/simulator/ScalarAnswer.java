package io.tokentally.simulator;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Converts a draft's value to a string, a number or a boolean within the bounds that a schema sets. */
final class ScalarAnswer {

    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}(?:\\.\\d{1,9})?");
    private static final Pattern YEAR_AND_MONTH = Pattern.compile("\\d{4}(?:-\\d{2})?(?:-\\d{2})?");
    /** A draft's score is out of so many. */
    private static final BigDecimal FULL_SCORE = BigDecimal.valueOf(100);

    private ScalarAnswer() {}

    static JsonNode string(JsonNode schema, @Nullable JsonNode value) {
        String text = ofFormat(schema.path("format").asString(""), value == null ? "" : text(value));
        int shortest = schema.path("minLength").asInt(0);
        int longest = schema.path("maxLength").asInt(Integer.MAX_VALUE);
        if (text.codePointCount(0, text.length()) > longest) {
            text = text.substring(0, text.offsetByCodePoints(0, longest));
        }
        int missing = shortest - text.codePointCount(0, text.length());
        return Json.text(missing > 0 ? text + "-".repeat(missing) : text);
    }

    private static String text(JsonNode value) {
        if (!value.isArray()) {
            return value.isObject() ? value.toString() : value.asString("");
        }
        StringBuilder text = new StringBuilder();
        value.forEach(item -> text.append(text.isEmpty() ? "" : ", ").append(text(item)));
        return text.toString();
    }

    private static String ofFormat(String format, String text) {
        return switch (format) {
            case "date" -> date(text);
            case "date-time" -> date(text) + "T00:00:00Z";
            case "time" -> "00:00:00Z";
            case "duration" -> "PT0S";
            case "email" -> text.contains("@") ? text : "unknown@example.com";
            case "uuid" -> "00000000-0000-4000-8000-000000000000";
            case "uri" -> text.contains("://") ? text : "https://example.com/";
            case "hostname" -> "example.com";
            case "ipv4" -> "192.0.2.1";
            case "ipv6" -> "2001:db8::1";
            default -> text;
        };
    }

    private static String date(String text) {
        Matcher matcher = YEAR_AND_MONTH.matcher(text);
        String date = matcher.find() ? matcher.group() : "2025";
        return switch (date.length()) {
            case 4 -> date + "-01-01";
            case 7 -> date + "-01";
            default -> date;
        };
    }

    static JsonNode integer(JsonNode schema, @Nullable JsonNode value, String property) {
        BigDecimal number = within(schema, decimal(schema, value, property), BigDecimal.ONE);
        return JsonNodeFactory.instance.numberNode(
                number.setScale(0, RoundingMode.HALF_UP).toBigInteger());
    }

    static JsonNode number(JsonNode schema, @Nullable JsonNode value, String property) {
        return JsonNodeFactory.instance.numberNode(
                within(schema, decimal(schema, value, property), new BigDecimal("0.01")));
    }

    static JsonNode bool(@Nullable JsonNode value) {
        return BooleanNode.valueOf(value != null && value.asBoolean(false));
    }

    private static BigDecimal decimal(JsonNode schema, @Nullable JsonNode value, String property) {
        if (value == null) {
            return BigDecimal.ZERO;
        }
        Matcher matcher = NUMBER.matcher(text(value));
        BigDecimal number = matcher.find() ? new BigDecimal(matcher.group()) : BigDecimal.ZERO;
        BigDecimal maximum = schema.path("maximum").asDecimal(FULL_SCORE);
        // A score out of 10, or out of 1.
        boolean scaled = PropertyNames.isScore(property) && maximum.signum() > 0 && maximum.compareTo(FULL_SCORE) < 0;
        return scaled ? number.multiply(maximum).divide(FULL_SCORE, 4, RoundingMode.HALF_UP) : number;
    }

    private static BigDecimal within(JsonNode schema, BigDecimal number, BigDecimal step) {
        BigDecimal result = number;
        JsonNode multiple = schema.path("multipleOf");
        if (multiple.isNumber() && multiple.decimalValue().signum() > 0) {
            BigDecimal of = multiple.decimalValue();
            result = result.divide(of, 0, RoundingMode.HALF_UP).multiply(of);
        }
        for (Bound bound : List.of(
                new Bound("maximum", -1, false),
                new Bound("exclusiveMaximum", -1, true),
                new Bound("minimum", 1, false),
                new Bound("exclusiveMinimum", 1, true))) {
            result = bound.apply(schema.path(bound.keyword()), result, step);
        }
        return result;
    }

    /** A limit of a number: on this side of it (1 above, -1 below), and whether the limit itself is out. */
    private record Bound(String keyword, int side, boolean exclusive) {

        BigDecimal apply(JsonNode limit, BigDecimal number, BigDecimal step) {
            if (!limit.isNumber()) {
                return number;
            }
            BigDecimal at = limit.decimalValue();
            int where = Integer.signum(number.compareTo(at)) * side;
            boolean inside = exclusive ? where > 0 : where >= 0;
            BigDecimal nearest = exclusive ? at.add(step.multiply(BigDecimal.valueOf(side))) : at;
            return inside ? number : nearest;
        }
    }
}
