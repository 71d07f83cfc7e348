package io.tokentally.domain.budget;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a budget would have done in a past window, had it been in force.
 *
 * @param spent what its calls came to
 * @param passedAt the quarter-hour, or the day, in which they passed its amount
 * @param callsAfter how many calls came from then on
 * @param spentAfter what they came to beyond the amount
 */
public record TriedWindow(
        BudgetSubject subject,
        Instant window,
        BigDecimal spent,
        @Nullable Instant passedAt,
        long callsAfter,
        BigDecimal spentAfter) {}
