package io.tokentally.ui.format;

import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.summary.UsageTotals;
import java.util.function.Function;

/**
 * What calls cost together; where the cost of some is not known, it says that it is at least that much;
 * where some were estimated, that it is about that much.
 */
public final class TotalCost {

    private TotalCost() {}

    public static String inShort(UsageTotals totals) {
        return text(totals, CostFormat::formatCost);
    }

    public static String exactly(UsageTotals totals) {
        return text(totals, CostFormat::formatExactly);
    }

    private static String text(UsageTotals totals, Function<Money, String> format) {
        return told(totals, format.apply(totals.cost()));
    }

    /** @param cost as it is written there, for instance rounded */
    public static String told(UsageTotals totals, String cost) {
        if (totals.unpriced() == 0) {
            return totals.estimated() == 0 ? cost : I18NProvider.translate("usage.cost.ESTIMATED", cost);
        }
        if (totals.cost().isZero()) {
            return I18NProvider.translate("usage.cost.UNPRICED");
        }
        return I18NProvider.translate("usage.cost.incomplete", cost);
    }
}
