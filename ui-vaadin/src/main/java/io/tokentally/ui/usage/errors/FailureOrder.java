package io.tokentally.ui.usage.errors;

import io.tokentally.domain.failure.FailedCalls;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** How groups of failures are ordered. Equals stay as they are: by their calls. */
enum FailureOrder {
    CALLS(Comparator.comparingLong(FailedCalls::calls)),
    LAST_SEEN(Comparator.comparing(group -> instant(group.lastSeen()))),
    FIRST_SEEN(Comparator.comparing(group -> instant(group.firstSeen()))),
    COST(Comparator.comparing(group -> group.cost().amount())),
    PEOPLE(Comparator.comparingLong(FailedCalls::people));

    private final Comparator<FailedCalls> least;

    FailureOrder(Comparator<FailedCalls> least) {
        this.least = least;
    }

    /** The greatest, or the latest, first. */
    Comparator<FailedCalls> comparator() {
        return least.reversed();
    }

    private static Instant instant(@Nullable Instant seen) {
        return seen == null ? Instant.MIN : seen;
    }
}
