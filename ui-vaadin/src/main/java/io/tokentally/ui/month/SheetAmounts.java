package io.tokentally.ui.month;

import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.WholeCents;
import io.tokentally.domain.summary.UsageTotals;
import io.tokentally.ui.format.CostFormat;
import io.tokentally.ui.format.TotalCost;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Writes the amounts of a sheet so that what is shown adds up: in whole cents where a dollar or more was spent, and else with all
 * digits.
 */
record SheetAmounts(boolean isInCents) {

    static SheetAmounts of(Money cost, Money costBefore) {
        return new SheetAmounts(cost.amount().max(costBefore.amount()).compareTo(BigDecimal.ONE) >= 0);
    }

    /** As its sum is shown: in whole cents, or as it is. */
    Money shown(Money amount) {
        return isInCents ? WholeCents.rounded(amount) : amount;
    }

    /** Amounts that add up to the sum as it is shown. */
    List<Money> shares(Money shownSum, List<Money> amounts) {
        return isInCents ? WholeCents.addingUpTo(shownSum, amounts) : amounts;
    }

    String text(Money shown) {
        return CostFormat.formatExactly(shown);
    }

    /** More with a plus. */
    String signed(Money shown) {
        return (shown.isZero() || shown.isNegative() ? "" : "+") + text(shown);
    }

    /** What calls cost together, with a sign where that is not known for certain. */
    String text(UsageTotals totals) {
        return text(totals, shown(totals.cost()));
    }

    /** Of each group, so that they add up to what all of them together cost. */
    List<String> texts(List<UsageTotals> groups, Money sum) {
        List<Money> shares =
                shares(shown(sum), groups.stream().map(UsageTotals::cost).toList());
        return IntStream.range(0, groups.size())
                .mapToObj(place -> text(groups.get(place), shares.get(place)))
                .toList();
    }

    private static String text(UsageTotals totals, Money shown) {
        return TotalCost.told(totals, CostFormat.formatExactly(shown));
    }
}
