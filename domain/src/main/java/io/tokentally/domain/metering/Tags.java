package io.tokentally.domain.metering;

import io.tokentally.domain.text.PlainText;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a caller wants to find its calls by: names with values, for instance {@code team=search}.
 *
 * @param values by name, sorted; at most 16, names of at most 64 and values of at most 256 characters
 */
public record Tags(Map<String, String> values) {

    public static final int MOST = 16;
    public static final int MAX_NAME_LENGTH = 64;
    public static final int MAX_VALUE_LENGTH = 256;

    public static final Tags NONE = new Tags(Map.of());

    public Tags {
        if (values.size() > MOST) {
            throw new IllegalArgumentException("A call has at most %d tags, not %d".formatted(MOST, values.size()));
        }
        TreeMap<String, String> kept = new TreeMap<>();
        values.forEach((name, value) -> kept.put(
                PlainText.require("tag name", name, MAX_NAME_LENGTH),
                PlainText.require("tag value", value, MAX_VALUE_LENGTH)));
        values = Collections.unmodifiableMap(kept);
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }
}
