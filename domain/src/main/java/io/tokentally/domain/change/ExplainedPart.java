package io.tokentally.domain.change;

import io.tokentally.domain.pricing.Money;
import java.util.List;

/**
 * What of the difference one cause makes.
 *
 * @param cells that have something in it, the largest first, whether they make it larger or smaller. They add up to the amount, but for
 *     what is not attributed
 */
public record ExplainedPart(ChangeCause cause, Money amount, List<CellChange> cells) {

    public ExplainedPart {
        cells = List.copyOf(cells);
    }

    /** The largest ones. */
    public List<CellChange> top(int most) {
        return cells.subList(0, Math.min(most, cells.size()));
    }

    /** What of the amount is not that of these. */
    public Money beyond(int most) {
        return top(most).stream().map(CellChange::amount).reduce(amount, Money::minus);
    }
}
