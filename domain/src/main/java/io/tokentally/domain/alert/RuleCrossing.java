package io.tokentally.domain.alert;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * That a rule would have been crossed.
 *
 * @param window when it began
 * @param subject whose it is; empty where all are watched together
 */
public record RuleCrossing(Instant window, String subject, SortedMap<String, String> figures) {

    public RuleCrossing {
        figures = Collections.unmodifiableSortedMap(new TreeMap<>(figures));
    }
}
