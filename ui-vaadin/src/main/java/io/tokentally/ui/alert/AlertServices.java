package io.tokentally.ui.alert;

import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.in.alert.ManageAlertRulesUseCase;
import io.tokentally.application.port.in.alert.ManageAlertsUseCase;
import io.tokentally.application.port.in.alert.ReadAlertsUseCase;
import io.tokentally.application.port.in.calendar.ManageCalendarUseCase;
import io.tokentally.domain.access.AccessRefusedException;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.alert.AlertRefusedException;
import io.tokentally.domain.usage.TooManyReadingsException;
import io.tokentally.ui.budget.BudgetServices;
import io.tokentally.ui.form.InlineAlert;
import io.tokentally.ui.shell.BackgroundWork;
import io.tokentally.ui.shell.BrowserZone;
import io.tokentally.ui.text.ServerText;
import java.time.Clock;
import java.time.ZoneId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All that the viewer looks at alerts, and says where they are told, with. */
public record AlertServices(
        ReadAlertsUseCase alerts,
        ManageAlertsUseCase management,
        ManageAlertRulesUseCase rules,
        BudgetServices budgets,
        ManageCalendarUseCase calendar,
        CurrentViewer currentViewer,
        BackgroundWork work,
        Clock clock) {

    private static final Logger LOG = LoggerFactory.getLogger(AlertServices.class);

    Viewer viewer() {
        return currentViewer.viewer();
    }

    boolean isOwners() {
        return viewer().role() == Role.OWNER;
    }

    /** By whose clocks times are told. */
    ZoneId zone() {
        return calendar.calendar(viewer()).zoneOr(BrowserZone.current());
    }

    /** Does something, and says in the message what went wrong with it: all that the core says, and nothing more. */
    boolean attempt(InlineAlert message, Runnable action) {
        message.clear();
        try {
            action.run();
            return true;
        } catch (RuntimeException e) {
            show(message, e);
            return false;
        }
    }

    void show(InlineAlert message, Exception failure) {
        if (failure instanceof AlertRefusedException
                || failure instanceof AccessRefusedException
                || failure instanceof TooManyReadingsException
                || failure instanceof IllegalArgumentException) {
            message.show(ServerText.of(failure));
        } else {
            LOG.error("Something with alerts did not work", failure);
            message.show(message.getTranslation("people.problem"));
        }
        message.scrollIntoView();
    }
}
