package io.tokentally.ui.shell;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.SvgIcon;
import io.tokentally.ui.asset.Assets;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leads to the alerts, and says how many of them whoever looks has not seen. It looks anew with each page, and while a page polls; screen
 * readers are told of another number.
 */
final class AlertBell extends Div {

    private static final Logger LOG = LoggerFactory.getLogger(AlertBell.class);

    /** More are not told apart. */
    private static final long MOST = 99;

    private final Anchor link = new Anchor(MainLayout.ALERTS);
    private final Span count = new Span();
    private final Span status = new Span();
    private final transient LongSupplier unseen;
    private long shown = -1;

    AlertBell(LongSupplier unseen) {
        this.unseen = unseen;
        addClassName("tt-bell");
        count.addClassName("tt-bell-count");
        count.getElement().setAttribute("aria-hidden", "true");
        status.addClassName("tt-only-spoken");
        status.getElement().setAttribute("role", "status");
        link.add(new SvgIcon(Assets.address("icons/bell.svg")), count);
        add(link, status);
    }

    @Override
    protected void onAttach(AttachEvent event) {
        event.getUI().addPollListener(polled -> refresh());
    }

    /** Looks how many there are. Where that cannot be found out, it stays as it is. */
    void refresh() {
        try {
            show(unseen.getAsLong());
        } catch (RuntimeException e) {
            LOG.debug("How many alerts there are could not be read", e);
        }
    }

    private void show(long number) {
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
