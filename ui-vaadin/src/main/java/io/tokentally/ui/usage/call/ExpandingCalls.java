package io.tokentally.ui.usage.call;

import com.vaadin.flow.data.renderer.ComponentRenderer;
import io.tokentally.application.port.in.pricing.TellShutdownUseCase;
import io.tokentally.application.port.in.usage.ListCallsUseCase;
import io.tokentally.domain.usage.UsageRecord;

/** A list of calls each of which opens below its row; what is open stays open. */
final class ExpandingCalls extends CallGrid {

    /** @param onClear shows the calls without a filter */
    ExpandingCalls(ListCallsUseCase calls, TellShutdownUseCase shutdowns, Runnable onClear) {
        super(calls, onClear);
        setItemDetailsRenderer(new ComponentRenderer<>(call -> new CallDetails(
                call,
                userOf(call),
                keyOf(call),
                shutdowns.before(call).orElse(null),
                pages().attempts(call),
                zone())));
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
