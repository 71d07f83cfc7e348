package io.tokentally.ui.usage.call;

import com.vaadin.flow.component.html.Span;
import io.tokentally.domain.metering.Outcome.Failure;
import io.tokentally.domain.usage.UsageRecord;

/** How a call ended and, where the status alone does not say it, of which kind its failure was. */
final class StatusText extends Span {

    StatusText(UsageRecord call) {
        addClassName("tt-status");
        add(new StatusBadge(call));
        if (call.outcome() instanceof Failure failure) {
            setTitle(getTranslation(FailureExplanation.keyOf(failure)));
            if (failure.httpStatus() != null) {
                Span kind = new Span(getTranslation(FailureExplanation.shortKeyOf(failure)));
                kind.addClassName("tt-status-kind");
                add(kind);
            }
        }
    }
}
