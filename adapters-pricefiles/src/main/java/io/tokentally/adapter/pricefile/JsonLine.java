package io.tokentally.adapter.pricefile;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A value of a JSON file, with the line that it begins on, for messages.
 *
 * @param content a {@code Map<String, JsonLine>}, a {@code List<JsonLine>}, a {@code String}, a {@code BigDecimal}, a
 *     {@code Boolean}, or absent for {@code null}
 */
record JsonLine(int line, @Nullable Object content) {

    /** Longer exponents are no price, and would fill the memory once written out. */
    private static final int MAX_SCALE = 100;

    boolean isObject() {
        return content instanceof Map;
    }

    boolean isText() {
        return content instanceof String;
    }

    boolean isNumber() {
        return content instanceof BigDecimal;
    }

    /** The fields of an object, in their order. */
    Map<String, JsonLine> fields() {
        if (content instanceof Map<?, ?> fields) {
            @SuppressWarnings("unchecked") // JsonFile puts nothing else into a map.
            Map<String, JsonLine> typed = (Map<String, JsonLine>) fields;
            return typed;
        }
        throw flaw("there must be an object, not " + this);
    }

    /** The elements of a list. */
    List<JsonLine> elements() {
        if (content instanceof List<?> elements) {
            @SuppressWarnings("unchecked") // JsonFile puts nothing else into a list.
            List<JsonLine> typed = (List<JsonLine>) elements;
            return typed;
        }
        throw flaw("there must be a list, not " + this);
    }

    String text() {
        if (content instanceof String text) {
            return text;
        }
        throw flaw("there must be a text, not " + this);
    }

    /** A number, or a text that says one, to the last digit. */
    BigDecimal decimal() {
        BigDecimal decimal = null;
        if (content instanceof BigDecimal number) {
            decimal = number;
        } else if (content instanceof String text) {
            decimal = parse(text);
        }
        if (decimal == null) {
            throw flaw("there must be a decimal, not " + this);
        }
        if (Math.abs((long) decimal.scale()) > MAX_SCALE || decimal.precision() > MAX_SCALE) {
            throw flaw("a number has at most %d digits on either side of its point".formatted(MAX_SCALE));
        }
        return decimal;
    }

    long wholeNumber() {
        BigDecimal decimal = decimal();
        try {
            return decimal.longValueExact();
        } catch (ArithmeticException e) {
            throw flaw("there must be a whole number, not " + this);
        }
    }

    @Nullable
    JsonLine find(String field) {
        return fields().get(field);
    }

    JsonLine require(String field) {
        JsonLine value = find(field);
        if (value == null) {
            throw flaw("the field %s is missing".formatted(field));
        }
        return value;
    }

    void requireOnly(Set<String> known) {
        fields().forEach((name, value) -> {
            if (!known.contains(name)) {
                throw value.flaw("there is no field %s; there are %s"
                        .formatted(
                                JsonFile.shown(name),
                                String.join(", ", known.stream().sorted().toList())));
            }
        });
    }

    PriceFileFormatException flaw(String reason) {
        return new PriceFileFormatException(line, reason);
    }

    private @Nullable BigDecimal parse(String text) {
        if (text.length() > MAX_SCALE) {
            return null;
        }
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    @Override
    public String toString() {
        return switch (content) {
            case null -> "null";
            case Map<?, ?> fields -> "an object";
            case List<?> elements -> "a list";
            case String text -> "\"" + JsonFile.shown(text) + "\"";
            default -> JsonFile.shown(content.toString());
        };
    }
}
