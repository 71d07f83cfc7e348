package io.tokentally.adapter.usagefile;

import io.tokentally.domain.text.Excerpt;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The fields of an object, each of the type that it must have. What is null is absent. */
record Fields(JsonNode object) {

    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]+([.][0-9]+)?");
    private static final int MAX_DIGITS = 200;

    Fields {
        if (!object.isObject()) {
            throw new RowRefusedException("there is no object where one must be");
        }
    }

    String text(String name) {
        return required(name, optionalText(name));
    }

    @Nullable
    String optionalText(String name) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        if (!value.isString()) {
            throw new RowRefusedException("%s must be a text".formatted(name));
        }
        return value.stringValue();
    }

    /** What is made of a text; absent where there is none. */
    <T> @Nullable T optional(String name, Function<String, T> value) {
        String text = optionalText(name);
        return text == null ? null : value.apply(text);
    }

    long number(String name) {
        return required(name, optionalNumber(name));
    }

    long numberOrZero(String name) {
        Long number = optionalNumber(name);
        return number == null ? 0 : number;
    }

    @Nullable
    Long optionalNumber(String name) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new RowRefusedException("%s must be a whole number".formatted(name));
        }
        return value.longValue();
    }

    boolean truth(String name) {
        return required(name, optionalTruth(name));
    }

    @Nullable
    Boolean optionalTruth(String name) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        if (!value.isBoolean()) {
            throw new RowRefusedException("%s must be true or false".formatted(name));
        }
        return value.booleanValue();
    }

    /** An exact decimal in a text, without an exponent: {@code 1e999999999} would take all memory. */
    BigDecimal decimal(String name) {
        String text = text(name);
        if (text.length() > MAX_DIGITS || !DECIMAL.matcher(text).matches()) {
            throw new RowRefusedException("%s is no decimal number: '%s'".formatted(name, shortened(text)));
        }
        return new BigDecimal(text);
    }

    <E extends Enum<E>> E word(String name, Class<E> type) {
        return word(name, text(name), type);
    }

    <E extends Enum<E>> @Nullable E optionalWord(String name, Class<E> type) {
        String text = optionalText(name);
        return text == null ? null : word(name, text, type);
    }

    /** The constant that the API calls so. */
    static <E extends Enum<E>> E word(String name, String text, Class<E> type) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(text)) {
                return constant;
            }
        }
        throw new RowRefusedException(
                "%s cannot be '%s': this version does not know it".formatted(name, shortened(text)));
    }

    /** Texts by name; none where there is no such field. */
    Map<String, String> texts(String name) {
        Map<String, String> texts = new TreeMap<>();
        JsonNode value = value(name);
        if (value != null) {
            Fields fields = new Fields(value);
            value.propertyNames().forEach(key -> texts.put(key, fields.text(key)));
        }
        return texts;
    }

    /** The objects of an array; none where there is no such field. */
    Iterable<JsonNode> objects(String name) {
        JsonNode value = value(name);
        if (value == null) {
            return List.of();
        }
        if (!value.isArray()) {
            throw new RowRefusedException("%s must be an array".formatted(name));
        }
        return value;
    }

    @Nullable
    JsonNode value(String name) {
        JsonNode value = object.get(name);
        return value == null || value.isNull() ? null : value;
    }

    private static <T> T required(String name, @Nullable T value) {
        if (value == null) {
            throw new RowRefusedException("%s is missing".formatted(name));
        }
        return value;
    }

    static String shortened(String text) {
        return Excerpt.of(text, 60);
    }
}
