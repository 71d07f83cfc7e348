package io.tokentally.domain.usage;

import io.tokentally.domain.access.UserId;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.report.Dimension;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which calls are looked for: those that have a value of each of these dimensions. Of a model, the one that served or else was asked
 * for, all snapshots are meant, of a snapshot its own.
 */
public record CallFilter(Map<Dimension, String> values) {

    public static final CallFilter ALL = new CallFilter(Map.of());

    /** In the order of dimensions, so that equal filters read the same. */
    public CallFilter {
        Map<Dimension, String> ordered = new EnumMap<>(Dimension.class);
        ordered.putAll(values);
        values = Collections.unmodifiableMap(ordered);
    }

    /** How a call ended, as far as a list cares. */
    public enum Status {
        SUCCEEDED,
        FAILED
    }

    public @Nullable Endpoint endpoint() {
        String value = values.get(Dimension.ENDPOINT);
        return value == null ? null : new Endpoint(value);
    }

    public @Nullable ModelName model() {
        String value = values.get(Dimension.MODEL);
        return value == null ? null : new ModelName(value);
    }

    public @Nullable Status status() {
        String value = values.get(Dimension.STATUS);
        return value == null ? null : Status.valueOf(value);
    }

    public @Nullable UserId userId() {
        String value = values.get(Dimension.USER);
        return value == null ? null : new UserId(value);
    }

    public CallFilter withEndpoint(@Nullable Endpoint wanted) {
        return with(Dimension.ENDPOINT, wanted == null ? null : wanted.value());
    }

    public CallFilter withModel(@Nullable ModelName wanted) {
        return with(Dimension.MODEL, wanted == null ? null : wanted.value());
    }

    public CallFilter withStatus(@Nullable Status wanted) {
        return with(Dimension.STATUS, wanted == null ? null : wanted.name());
    }

    public CallFilter withUserId(@Nullable UserId wanted) {
        return with(Dimension.USER, wanted == null ? null : wanted.value());
    }

    /** @param value none for any */
    public CallFilter with(Dimension dimension, @Nullable String value) {
        Map<Dimension, String> changed = new EnumMap<>(Dimension.class);
        changed.putAll(values);
        if (value == null) {
            changed.remove(dimension);
        } else {
            changed.put(dimension, value);
        }
        return new CallFilter(changed);
    }
}
