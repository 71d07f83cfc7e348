package io.tokentally.application.port.out.budget;

import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.budget.BudgetId;
import io.tokentally.domain.budget.BudgetSubject;
import java.time.Instant;
import java.util.Comparator;

/**
 * One amount of a budget's: whose it is, and of which window.
 *
 * @param bucket when the window begins; 1970 for one that moves on
 */
public record LeaseKey(OrganizationId organization, BudgetId budget, BudgetSubject subject, Instant bucket)
        implements Comparable<LeaseKey> {

    private static final Comparator<LeaseKey> ORDER = Comparator.comparing(
                    (LeaseKey key) -> key.organization().value())
            .thenComparing(LeaseKey::budget)
            .thenComparing(LeaseKey::subject)
            .thenComparing(LeaseKey::bucket);

    @Override
    public int compareTo(LeaseKey other) {
        return ORDER.compare(this, other);
    }
}
