package io.tokentally.domain.budget;

import io.tokentally.domain.calendar.ReportingCalendar;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How one amount of a budget stands: what is used of it, and what that means.
 *
 * @param reserved set aside for calls and for work that goes on, or spent by calls that the ledger does not have yet or has no price for
 * @param unpriced how much of what is reserved is for calls and work that the ledger has without a price
 */
public record BudgetStanding(
        BudgetTerms terms, BudgetSubject subject, BigDecimal spent, BigDecimal reserved, BigDecimal unpriced) {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    public static BudgetStanding of(BudgetTerms terms, BudgetUse use) {
        return new BudgetStanding(terms, use.subject(), use.spent(), use.reserved(), use.unpriced());
    }

    /** Of an amount that nothing is used of. */
    static BudgetStanding unused(BudgetTerms terms, BudgetSubject subject) {
        return new BudgetStanding(terms, subject, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);
    }

    /**
     * Of each amount that something is used of, the most used first. The amount of a budget that is for all together is there
     * though nothing is.
     *
     * @param uses of any budgets
     */
    public static List<BudgetStanding> of(Budget budget, Collection<BudgetUse> uses) {
        List<BudgetStanding> standings = uses.stream()
                .filter(use -> use.budget().equals(budget.id()))
                .map(use -> of(budget.terms(), use))
                .sorted(Comparator.comparing(BudgetStanding::used).reversed().thenComparing(BudgetStanding::subject))
                .toList();
        return standings.isEmpty() && !budget.terms().isEachOnesOwn()
                ? List.of(unused(budget.terms(), BudgetSubject.ALL))
                : standings;
    }

    public BigDecimal used() {
        return spent.add(reserved);
    }

    /** What may still be used; never below 0. */
    public BigDecimal left() {
        return terms.amount().subtract(used()).max(BigDecimal.ZERO);
    }

    /** How much of the amount is spent, in whole percent, rounded down; 100 of a budget that allows nothing. */
    public int percentSpent() {
        return percent(spent);
    }

    /** How much of the amount is spent or set aside, likewise. */
    public int percentUsed() {
        return percent(used());
    }

    private int percent(BigDecimal part) {
        return terms.amount().signum() == 0
                ? 100
                : part.multiply(HUNDRED)
                        .divide(terms.amount(), 0, RoundingMode.DOWN)
                        .min(BigDecimal.valueOf(Integer.MAX_VALUE))
                        .intValue();
    }

    public BudgetState state() {
        if (spent.compareTo(terms.amount()) >= 0) {
            return BudgetState.OVER;
        }
        boolean warned =
                terms.thresholds().stream().anyMatch(threshold -> spent.compareTo(threshold.of(terms.amount())) >= 0);
        return warned ? BudgetState.WARNING : BudgetState.OK;
    }

    /** When the window ends that an instant is in; empty where it moves on with time, or is over. */
    public static Optional<Instant> resetsAt(BudgetTerms terms, Instant now, ReportingCalendar calendar) {
        return Optional.ofNullable(end(terms.window(), now, calendar)).filter(end -> end.isAfter(now));
    }

    private static @Nullable Instant end(BudgetWindow window, Instant now, ReportingCalendar calendar) {
        return window instanceof BudgetWindow.Rolling
                ? null
                : window.at(now, calendar).until();
    }
}
