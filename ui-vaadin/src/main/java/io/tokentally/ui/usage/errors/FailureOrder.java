package io.tokentally.ui.usage.errors;

import io.tokentally.domain.failure.FailedCalls;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** How groups of failures are ordered. Equals stay as they are: by their calls. */
enum FailureOrder {
    CALLS,
    LAST_SEEN,
    FIRST_SEEN,
    COST,
    PEOPLE;

    /** The greatest, or the latest, first. */
    Comparator<FailedCalls> comparator() {
        return least().reversed();
    }

    private Comparator<FailedCalls> least() {
        return switch (this) {
            case CALLS -> Comparator.comparingLong(FailedCalls::calls);
            case LAST_SEEN -> Comparator.comparing(group -> instant(group.lastSeen()));
            case FIRST_SEEN -> Comparator.comparing(group -> instant(group.firstSeen()));
            case COST -> Comparator.comparing(group -> group.cost().amount());
            case PEOPLE -> Comparator.comparingLong(FailedCalls::people);
        };
    }

    private static Instant instant(@Nullable Instant seen) {
        return seen == null ? Instant.MIN : seen;
    }
}
