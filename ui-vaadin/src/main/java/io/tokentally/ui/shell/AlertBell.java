package io.tokentally.ui.shell;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.tokentally.ui.asset.Assets;

/** Leads to the alerts, and says how many of them whoever looks has not seen; screen readers are told where there are more. */
final class AlertBell extends Div {

    /** More are not told apart. */
    private static final long MOST = 99;

    private final Anchor link = new Anchor(MainLayout.ALERTS);
    private final Span count = new Span();
    private final Span status = new Span();
    private long shown = -1;

    AlertBell() {
        addClassName("tt-bell");
        count.addClassName("tt-bell-count");
        count.getElement().setAttribute("aria-hidden", "true");
        status.addClassName("tt-only-spoken");
        status.getElement().setAttribute("role", "status");
        link.add(Assets.icon("bell"), count);
        add(link, status);
    }

    void show(long number) {
        if (number == shown) {
            return;
        }
        String text = number == 0 ? getTranslation("alerts.bell") : getTranslation("alerts.bell.unseen", number);
        link.setAriaLabel(text);
        link.setTitle(text);
        count.setText(number > MOST ? MOST + "+" : Long.toString(number));
        count.setVisible(number > 0);
        // Nothing is said of what was there when the page was opened.
        if (shown >= 0 && number > shown) {
            status.setText(text);
        }
        shown = number;
    }
}
