package io.tokentally.ui.usage.call;

import static io.tokentally.ui.format.CostFormat.formatCost;
import static io.tokentally.ui.format.CostFormat.formatExactly;

import com.vaadin.flow.component.html.Span;
import io.tokentally.domain.pricing.Cost;
import io.tokentally.domain.pricing.CostStatus;
import io.tokentally.domain.pricing.Money;

/** What a call cost; where that is not known it says so and never shows a zero. */
class CostText extends Span {

    /** As many digits as most costs have at most after the decimal point. */
    private static final int MAX_DIGITS = 7;

    CostText(Cost cost) {
        addClassName("tt-cost");
        getStyle().set("--tt-missing-digits", Integer.toString(missingDigits(cost.total())));
        getElement().setAttribute("data-cost", cost.status().name());
        if (cost.unpricedReason() != null) {
            setText(getTranslation("usage.cost." + cost.unpricedReason()));
            setTitle(getTranslation("usage.detail.cost." + cost.unpricedReason()));
            return;
        }
        String amount = formatCost(cost.total());
        setText(cost.status() == CostStatus.ESTIMATED ? getTranslation("usage.cost.ESTIMATED", amount) : amount);
        setTitle(formatExactly(cost.total()));
    }

    private static int missingDigits(Money total) {
        if (total.isZero()) {
            return 0;
        }
        String shown = formatCost(total);
        return Math.max(0, MAX_DIGITS - (shown.length() - 1 - shown.indexOf('.')));
    }
}
