package io.tokentally.ui.usage.call;

import com.vaadin.flow.component.badge.Badge;
import com.vaadin.flow.component.badge.BadgeVariant;
import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.usage.UsageRecord;

/** How a call ended. */
class StatusBadge extends Badge {

    StatusBadge(UsageRecord call) {
        addThemeVariants(BadgeVariant.SMALL, call.outcome().isSuccess() ? BadgeVariant.SUCCESS : BadgeVariant.ERROR);
        setText(
                switch (call.outcome()) {
                    case Outcome.Success ignored -> getTranslation("usage.status.SUCCEEDED");
                    case Outcome.Failure failure
                    when failure.httpStatus() != null ->
                        getTranslation("usage.status.http", failure.httpStatus().toString());
                    case Outcome.Failure failure -> getTranslation("usage.status." + failure.kind());
                });
    }
}
