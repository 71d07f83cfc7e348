package io.tokentally.domain.change;

import io.tokentally.domain.change.ShapleyShares.Factor;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What leads from the number of all calls to the cost of a cell, level by level: each is the one before times a factor, and the first is a
 * factor itself.
 */
record CellLevels(List<Level> levels) {

    /**
     * A quantity in both periods.
     *
     * @param cause what makes its ratio to the one before another
     */
    record Level(ChangeCause cause, BigDecimal from, BigDecimal to) {}

    /**
     * Their product is the cost in both periods. A level that is zero though something follows has no ratio that could lead
     * on: it is passed over, and the next one's factor is by the one before it. Where the calls themselves are, nothing tells why the next one
     * is another. A ratio to nothing is what it is in the other period, since nothing tells that it was another.
     */
    List<Factor> factors() {
        List<Factor> factors = new ArrayList<>();
        Level before = null;
        for (int i = 0; i < levels.size(); i++) {
            Level level = levels.get(i);
            if (!isPassedOver(i)) {
                ChangeCause cause = before == null && i > 0 ? ChangeCause.NOT_ATTRIBUTED : level.cause();
                factors.add(factor(cause, level, before));
                before = level;
            }
        }
        return factors;
    }

    private boolean isPassedOver(int place) {
        Level level = levels.get(place);
        List<Level> deeper = levels.subList(place + 1, levels.size());
        return (level.from().signum() == 0
                        && deeper.stream().anyMatch(next -> next.from().signum() != 0))
                || (level.to().signum() == 0
                        && deeper.stream().anyMatch(next -> next.to().signum() != 0));
    }

    private static Factor factor(ChangeCause cause, Level level, @Nullable Level before) {
        if (before == null) {
            return new Factor(cause, Fraction.of(level.from()), Fraction.of(level.to()));
        }
        Fraction from = ratio(level.from(), before.from());
        Fraction to = ratio(level.to(), before.to());
        Fraction either = from == null ? to : from;
        Fraction known = either == null ? Fraction.ONE : either;
        return new Factor(cause, from == null ? known : from, to == null ? known : to);
    }

    private static @Nullable Fraction ratio(BigDecimal value, BigDecimal before) {
        return before.signum() == 0 ? null : Fraction.of(value).dividedBy(Fraction.of(before));
    }
}
