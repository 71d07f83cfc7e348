package io.tokentally.domain.budget;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/** What a budget would have seen and refused in its past windows, had it been in force. */
public record TriedBudget(BudgetMeasure measure, List<TriedWindow> windows) {

    private static final MathContext TWO_DIGITS = new MathContext(2, RoundingMode.CEILING);
    private static final BigDecimal ROOM = new BigDecimal("1.2");

    public TriedBudget {
        windows = List.copyOf(windows);
    }

    /** Whether none of its calls were made in them. */
    public boolean matchesNothing() {
        return windows.isEmpty();
    }

    public BigDecimal spent() {
        return windows.stream().map(TriedWindow::spent).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    public long callsRefused() {
        return windows.stream().mapToLong(TriedWindow::callsAfter).sum();
    }

    public BigDecimal refused() {
        return windows.stream().map(TriedWindow::spentAfter).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /**
     * A fifth more than was spent in the dearest window, rounded up to two digits, and to what an amount may be; empty where nothing was.
     */
    public Optional<BigDecimal> suggestedAmount() {
        return windows.stream()
                .map(TriedWindow::spent)
                .max(BigDecimal::compareTo)
                .filter(most -> most.signum() > 0)
                .map(most -> settable(most.multiply(ROOM).round(TWO_DIGITS)));
    }

    private BigDecimal settable(BigDecimal amount) {
        return amount.setScale(Math.clamp(amount.scale(), 0, measure.scale()), RoundingMode.CEILING);
    }
}
