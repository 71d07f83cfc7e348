package io.tokentally.domain.alert;

import io.tokentally.domain.access.UserId;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * That a line was crossed, once.
 *
 * @param raisedAt when it was crossed
 * @param windowStart of the window that it was crossed in, where there is one
 * @param user whom it concerns, if it is one person
 * @param subject which usage it is of: dimensions and their values
 * @param figures by which it was crossed, exact and as they are written
 */
public record AlertEvent(
        AlertEventId id,
        AlertKind kind,
        AlertState state,
        Instant raisedAt,
        @Nullable Instant windowStart,
        @Nullable Instant windowEnd,
        @Nullable UserId user,
        SortedMap<String, String> subject,
        SortedMap<String, String> figures) {

    public AlertEvent {
        subject = Collections.unmodifiableSortedMap(new TreeMap<>(subject));
        figures = Collections.unmodifiableSortedMap(new TreeMap<>(figures));
    }

    /** The maps in the order of their names. */
    public static SortedMap<String, String> sorted(Map<String, String> values) {
        return new TreeMap<>(values);
    }
}
