package io.tokentally.ui.usage.call;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouterLink;
import io.tokentally.application.port.in.pricing.TellShutdownUseCase;
import io.tokentally.application.port.in.usage.ListCallsUseCase;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.ui.usage.frame.ShownUsage;
import io.tokentally.ui.usage.query.UsageAddress;

/** A list of calls each of which opens below its row; what is open stays open. */
final class ExpandingCalls extends CallGrid {

    /** More than the list below an overview shows at once, and half of what a page of nothing but calls asks for. */
    private static final int PAGE_SIZE = 25;

    /** @param onClear shows the calls without a filter */
    ExpandingCalls(ListCallsUseCase calls, TellShutdownUseCase shutdowns, Runnable onClear) {
        super(calls, onClear);
        setPageSize(PAGE_SIZE);
        setItemDetailsRenderer(new ComponentRenderer<>(call -> new Div(
                linkTo(call),
                new CallDetails(
                        call,
                        userOf(call),
                        keyOf(call),
                        shutdowns.before(call).orElse(null),
                        pages().attempts(call),
                        zone()))));
    }

    /** Where it stands beside the list of all, at an address of its own. */
    private RouterLink linkTo(UsageRecord call) {
        RouterLink link = new RouterLink(getTranslation("usage.call.link"), CallsView.class);
        link.addClassName("tt-call-link");
        ShownUsage shown = usage();
        QueryParameters list = shown == null ? QueryParameters.empty() : UsageAddress.of(shown.query());
        link.setQueryParameters(list.merging(CallsView.CALL, call.id().toString()));
        return link;
    }

    @Override
    boolean isOpen(UsageRecord call) {
        return isDetailsVisible(call);
    }

    @Override
    void toggle(UsageRecord call) {
        setDetailsVisible(call, !isDetailsVisible(call));
    }
}
