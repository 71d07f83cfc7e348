package io.tokentally.domain.alert;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How what a rule watches stands in the window that is open, by the ledger.
 *
 * @param state the gravest of all that it watches; {@link AlertState#NO_DATA} where there are no calls, or too few
 * @param subjects how many have it, of those that are watched on their own
 * @param subject one of them; empty where all are watched together
 * @param figures its figures, exact and as they are written
 */
public record AlertRuleStanding(
        AlertRule rule, AlertState state, long subjects, String subject, SortedMap<String, String> figures) {

    public AlertRuleStanding {
        figures = Collections.unmodifiableSortedMap(new TreeMap<>(figures));
    }
}
