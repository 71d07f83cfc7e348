package io.tokentally.ui.change;

import io.tokentally.domain.change.CostChange;
import io.tokentally.domain.change.ExplainedPart;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the bars of a bridge lie: the earlier cost, what each cause adds to it or takes from it, and the later cost.
 *
 * @param low where the bars' axis begins; more than 0 where the costs are large beside what changed
 * @param high where it ends
 */
record BridgeBars(List<Step> steps, BigDecimal low, BigDecimal high) {

    private static final MathContext DIGITS = MathContext.DECIMAL32;
    private static final BigDecimal HALF = new BigDecimal("0.5");
    private static final BigDecimal MARGIN = new BigDecimal("0.15");

    /** What a cause leads from and to. */
    record Step(ExplainedPart part, BigDecimal start, BigDecimal end) {}

    BridgeBars {
        steps = List.copyOf(steps);
    }

    /** Of the causes that changed something. */
    static BridgeBars of(CostChange change) {
        BigDecimal reached = change.from().totals().cost().amount();
        BigDecimal least = reached;
        BigDecimal most = reached;
        List<Step> steps = new ArrayList<>();
        for (ExplainedPart part : change.parts()) {
            if (!part.amount().isZero()) {
                BigDecimal next = reached.add(part.amount().amount());
                steps.add(new Step(part, reached, next));
                reached = next;
                least = least.min(next);
                most = most.max(next);
            }
        }
        boolean isCut = !steps.isEmpty() && least.compareTo(most.multiply(HALF)) > 0;
        BigDecimal margin = most.subtract(least).multiply(MARGIN);
        return new BridgeBars(
                steps, isCut ? least.subtract(margin) : least.min(BigDecimal.ZERO), most.max(BigDecimal.ZERO));
    }

    boolean isCut() {
        return low.signum() > 0;
    }

    /** How far from the start of the axis, from 0 to 1. */
    BigDecimal place(BigDecimal value) {
        BigDecimal length = high.subtract(low);
        return length.signum() == 0
                ? BigDecimal.ZERO
                : value.subtract(low).divide(length, DIGITS).max(BigDecimal.ZERO);
    }
}
