package io.tokentally.ui.usage;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouterLink;
import io.tokentally.domain.usage.CallFilter;
import io.tokentally.ui.form.CopyableCode;
import io.tokentally.ui.key.GatewayAddress;
import io.tokentally.ui.key.KeysView;
import io.tokentally.ui.report.FirstCall;
import io.tokentally.ui.report.FirstCallServices;
import io.tokentally.ui.shortlist.AiShortlistView;
import io.tokentally.ui.usage.frame.MatchingCalls;
import io.tokentally.ui.usage.frame.ShownUsage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** While there never was a call: how to make one, and that it has arrived as soon as it has. */
class WaitingForCalls extends Div {

    private static final Logger LOG = LoggerFactory.getLogger(WaitingForCalls.class);

    private final transient FirstCallServices services;
    private final Div howTo = new Div();
    private @Nullable FirstCall firstCall;

    WaitingForCalls(FirstCallServices services, GatewayAddress gateway) {
        this.services = services;
        addClassName("tt-waiting");
        H2 heading = new H2(getTranslation("first-call.how-to"));
        Paragraph key = new Paragraph(getTranslation("first-call.how-to.key") + " ");
        key.add(new RouterLink(getTranslation("usage.empty.gateway.keys"), KeysView.class));
        howTo.add(heading, key);
        gateway.exampleCall("tt_…")
                .ifPresent(call -> howTo.add(new CopyableCode(getTranslation("first-call.how-to.shell"), call)));
        Paragraph others = new Paragraph(getTranslation("first-call.how-to.shortlist") + " ");
        others.add(new RouterLink(getTranslation("usage.empty.shortlist"), AiShortlistView.class));
        howTo.add(others);
        howTo.addClassName("tt-waiting-how-to");
        add(howTo);
        setVisible(false);
    }

    /** Whether there is nothing to show but this. */
    boolean isWaiting() {
        return isVisible() && firstCall != null && !firstCall.hasArrived();
    }

    void show(ShownUsage usage, MatchingCalls found) {
        if (firstCall != null) {
            // The page heard of the call, and so did this, or does now.
            firstCall.look();
        } else if (found.isEmpty() && usage.query().filter().equals(CallFilter.ALL) && neverWasACall()) {
            firstCall = new FirstCall(services, CallFilter.ALL, QueryParameters.empty());
            addComponentAsFirst(firstCall);
        }
        setVisible(firstCall != null);
        howTo.setVisible(isWaiting());
    }

    private boolean neverWasACall() {
        try {
            return services.newest(CallFilter.ALL).isEmpty();
        } catch (RuntimeException e) {
            LOG.warn("Whether there ever was a call could not be read", e);
            return false;
        }
    }
}
