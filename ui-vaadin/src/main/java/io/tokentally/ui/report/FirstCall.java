package io.tokentally.ui.report;

import static io.tokentally.ui.format.CostFormat.formatCost;
import static io.tokentally.ui.format.CountFormat.formatCount;
import static io.tokentally.ui.format.DurationFormat.formatDuration;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.shared.Registration;
import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.text.VisibleText;
import io.tokentally.domain.usage.CallFilter;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.ui.shell.MainLayout;
import io.tokentally.ui.shell.Polling;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for a first call, and tells of it as soon as it is recorded. */
public final class FirstCall extends Section {

    private static final Logger LOG = LoggerFactory.getLogger(FirstCall.class);

    /** Where no connection stays open by which it would be told. */
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);

    private final transient FirstCallServices services;
    private final CallFilter filter;
    private final QueryParameters address;
    private final Span heading = new Span();
    private final Paragraph text = new Paragraph();
    private final Anchor link = new Anchor();
    private boolean hasArrived;
    private transient @Nullable Runnable watching;
    private transient @Nullable Registration polling;

    /**
     * @param filter which calls are waited for
     * @param address what the overview shows of them
     */
    public FirstCall(FirstCallServices services, CallFilter filter, QueryParameters address) {
        this.services = services;
        this.filter = filter;
        this.address = address;
        addClassName("tt-first-call");
        heading.addClassName("tt-first-call-heading");
        Div told = new Div(heading, text);
        told.getElement().setAttribute("role", "status");
        link.setText(getTranslation("first-call.link"));
        add(told, link);
        showWaiting();
    }

    public boolean hasArrived() {
        return hasArrived;
    }

    private void showWaiting() {
        getElement().setAttribute("data-arrived", "false");
        heading.setText(getTranslation("first-call.waiting"));
        text.setText(getTranslation("first-call.waiting.text"));
        link.setVisible(false);
    }

    @Override
    protected void onAttach(AttachEvent attachEvent) {
        super.onAttach(attachEvent);
        if (hasArrived) {
            return;
        }
        UI ui = attachEvent.getUI();
        watching = services.watch(() -> hear(ui));
        polling = Polling.every(ui, BETWEEN_LOOKS, this::look);
        look();
    }

    @Override
    protected void onDetach(DetachEvent detachEvent) {
        stopWaiting();
        super.onDetach(detachEvent);
    }

    private void stopWaiting() {
        if (watching != null) {
            watching.run();
            watching = null;
        }
        if (polling != null) {
            polling.remove();
            polling = null;
        }
    }

    /** By a thread that is nobody's. */
    private void hear(UI ui) {
        try {
            var unused = ui.access(this::look);
        } catch (UIDetachedException e) {
            LOG.debug("A page is gone that waited for a first call", e);
        }
    }

    /** Looks whether it is there. A failure leaves the page waiting. */
    public void look() {
        if (hasArrived) {
            return;
        }
        try {
            Optional<UsageRecord> call = services.newest(filter);
            call.ifPresent(this::showArrived);
        } catch (RuntimeException e) {
            LOG.warn("Whether the first call is there could not be read", e);
        }
    }

    private void showArrived(UsageRecord call) {
        hasArrived = true;
        stopWaiting();
        boolean failed = call.outcome() instanceof Outcome.Failure;
        getElement().setAttribute("data-arrived", failed ? "failed" : "true");
        heading.setText(getTranslation(failed ? "first-call.failed" : "first-call.arrived"));
        text.setText(getTranslation(
                failed ? "first-call.failed.text" : "first-call.arrived.text",
                VisibleText.of(call.billedModel().value()),
                formatCount(call.quantities().totalTokens()),
                call.quantities().totalTokens(),
                costOf(call),
                formatDuration(call.timing().responseTime())));
        String query = address.getQueryString();
        link.setHref(MainLayout.USAGE + (query.isEmpty() ? "" : "?" + query));
        link.setVisible(true);
    }

    private String costOf(UsageRecord call) {
        return call.cost().unpricedReason() == null
                ? formatCost(call.cost().total())
                : getTranslation("first-call.unpriced");
    }
}
