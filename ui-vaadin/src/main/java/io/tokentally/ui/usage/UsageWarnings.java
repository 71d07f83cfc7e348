package io.tokentally.ui.usage;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.SvgIcon;
import io.tokentally.domain.summary.UsageTotals;
import io.tokentally.ui.asset.Assets;

/** Says where the figures cannot be taken at face value. */
class UsageWarnings extends Div {

    UsageWarnings() {
        addClassName("tt-warnings");
        getElement().setAttribute("role", "status");
    }

    void show(UsageTotals totals) {
        removeAll();
        if (totals.unpriced() > 0) {
            add(warning("unpriced", getTranslation("usage.warning.unpriced", totals.unpriced())));
        }
        if (totals.estimated() > 0) {
            add(warning("estimated", getTranslation("usage.warning.estimated", totals.estimated())));
        }
        setVisible(getChildren().findAny().isPresent());
    }

    private Div warning(String kind, String text) {
        SvgIcon icon = new SvgIcon(Assets.address("icons/warning.svg"));
        icon.getElement().setAttribute("aria-hidden", "true");
        Div warning = new Div(icon, new Span(text));
        warning.addClassNames("tt-warning", "tt-warning-" + kind);
        return warning;
    }
}
