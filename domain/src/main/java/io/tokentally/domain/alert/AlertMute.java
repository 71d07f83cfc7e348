package io.tokentally.domain.alert;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * That nobody is told of some alerts until then.
 *
 * @param kind of all kinds, where there is none
 * @param subject of all whose subject has these values; of all, where it is empty
 */
public record AlertMute(AlertMuteId id, @Nullable AlertKind kind, SortedMap<String, String> subject, Instant until) {

    public AlertMute {
        subject = Collections.unmodifiableSortedMap(new TreeMap<>(subject));
    }
}
