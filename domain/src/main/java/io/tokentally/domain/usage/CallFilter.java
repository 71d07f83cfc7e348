package io.tokentally.domain.usage;

import io.tokentally.domain.access.UserId;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.report.Attribute;
import io.tokentally.domain.report.Dimension;
import io.tokentally.domain.report.Tag;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which calls are looked for: those that have a value of each of these dimensions. Of a model, the one that served or else was asked
 * for, all snapshots are meant, of a snapshot its own. Of virtual keys there may be several, between commas: the value of any of them.
 * The empty text stands for calls that have none of a dimension.
 */
public record CallFilter(Map<Dimension, String> values) {

    public static final CallFilter ALL = new CallFilter(Map.of());

    /** In the order of dimensions, so that equal filters read the same. */
    public CallFilter {
        Map<Dimension, String> ordered = new TreeMap<>(Dimension.ORDER);
        ordered.putAll(values);
        values = Collections.unmodifiableMap(ordered);
    }

    /** How a call ended, as far as a list cares. */
    public enum Status {
        SUCCEEDED,
        FAILED
    }

    /** What attributes calls have. */
    public Map<Dimension, String> attributes() {
        return values.entrySet().stream()
                .filter(value -> value.getKey() instanceof Attribute)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** What tags calls have, by their names. */
    public Map<String, String> tags() {
        Map<String, String> tags = new TreeMap<>();
        values.forEach((dimension, value) -> {
            if (dimension instanceof Tag tag) {
                tags.put(tag.name(), value);
            }
        });
        return tags;
    }

    public @Nullable Endpoint endpoint() {
        String value = values.get(Attribute.ENDPOINT);
        return value == null ? null : new Endpoint(value);
    }

    public @Nullable ModelName model() {
        String value = values.get(Attribute.MODEL);
        return value == null ? null : new ModelName(value);
    }

    public @Nullable Status status() {
        String value = values.get(Attribute.STATUS);
        return value == null ? null : Status.valueOf(value);
    }

    public @Nullable UserId userId() {
        String value = values.get(Attribute.USER);
        return value == null ? null : new UserId(value);
    }

    public CallFilter withEndpoint(@Nullable Endpoint wanted) {
        return with(Attribute.ENDPOINT, wanted == null ? null : wanted.value());
    }

    public CallFilter withModel(@Nullable ModelName wanted) {
        return with(Attribute.MODEL, wanted == null ? null : wanted.value());
    }

    public CallFilter withStatus(@Nullable Status wanted) {
        return with(Attribute.STATUS, wanted == null ? null : wanted.name());
    }

    public CallFilter withUserId(@Nullable UserId wanted) {
        return with(Attribute.USER, wanted == null ? null : wanted.value());
    }

    /**
     * Calls that have none of it.
     *
     * @throws IllegalArgumentException if every call has one
     */
    public CallFilter without(Attribute attribute) {
        if (!attribute.mayBeMissing()) {
            throw new IllegalArgumentException(
                    "every call has a " + attribute.name().toLowerCase(Locale.ROOT));
        }
        return with(attribute, "");
    }

    /** @param value none for any */
    public CallFilter with(Dimension dimension, @Nullable String value) {
        Map<Dimension, String> changed = new HashMap<>(values);
        if (value == null) {
            changed.remove(dimension);
        } else {
            changed.put(dimension, value);
        }
        return new CallFilter(changed);
    }
}
