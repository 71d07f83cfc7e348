package io.tokentally.ui.usage;

import static io.tokentally.ui.format.CostFormat.formatCost;

import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.SvgIcon;
import com.vaadin.flow.router.RouterLink;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.pricing.EndingModel;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.summary.UsageTotals;
import io.tokentally.domain.text.VisibleText;
import io.tokentally.ui.asset.Assets;
import io.tokentally.ui.pricing.EndingText;
import io.tokentally.ui.pricing.PricesView;
import java.time.Instant;
import java.util.List;

/** Says where the figures cannot be taken at face value. */
class UsageWarnings extends Div {

    UsageWarnings() {
        addClassName("tt-warnings");
        getElement().setAttribute("role", "status");
    }

    /** @param hasOthers whether some endpoints are told together */
    void show(UsageTotals totals, boolean hasOthers, List<EndingModel> ending, Instant now) {
        removeAll();
        if (!ending.isEmpty()) {
            add(ending(ending, now));
        }
        if (totals.unpriced() > 0) {
            add(warning("unpriced", getTranslation("usage.warning.unpriced", totals.unpriced())));
        }
        if (totals.estimated() > 0) {
            add(warning("estimated", getTranslation("usage.warning.estimated", totals.estimated())));
        }
        if (hasOthers) {
            add(warning("others", getTranslation("usage.warning.others", Endpoint.OTHER.value())));
        }
        setVisible(getChildren().findAny().isPresent());
    }

    /** Of several the one that ends first; the page of prices has them all. */
    private Div ending(List<EndingModel> ending, Instant now) {
        EndingModel first = ending.getFirst();
        Money replacementCost = first.replacementCost();
        ModelName replacement = first.lifecycle().replacement();
        String text = replacement == null || replacementCost == null
                ? getTranslation(
                        "usage.warning.ending", VisibleText.of(first.model().value()), EndingText.of(first, now))
                : getTranslation(
                        "usage.warning.ending.replacement",
                        VisibleText.of(first.model().value()),
                        EndingText.of(first, now),
                        VisibleText.of(replacement.value()),
                        formatCost(replacementCost),
                        formatCost(first.cost()));
        RouterLink all = new RouterLink(
                ending.size() == 1
                        ? getTranslation("usage.warning.ending.link")
                        : getTranslation("usage.warning.ending.more", ending.size() - 1),
                PricesView.class);
        return warning("ending", new Span(new Text(text + " "), all));
    }

    private Div warning(String kind, String text) {
        return warning(kind, new Span(text));
    }

    private Div warning(String kind, Span text) {
        SvgIcon icon = Assets.icon("warning");
        Div warning = new Div(icon, text);
        warning.addClassNames("tt-warning", "tt-warning-" + kind);
        return warning;
    }
}
