package io.tokentally.ui.organization;

import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.in.access.ManageMemberAccountsUseCase;
import io.tokentally.application.port.in.access.NameOrganizationUseCase;
import io.tokentally.application.port.in.calendar.ManageCalendarUseCase;
import io.tokentally.application.port.in.report.ManageTagDimensionsUseCase;
import io.tokentally.application.port.in.retention.ManageRetentionUseCase;
import io.tokentally.domain.access.AccessRefusedException;
import io.tokentally.domain.access.FreshSignInRequiredException;
import io.tokentally.domain.access.MembershipRefusedException;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.Viewer;
import io.tokentally.ui.account.FreshSignIn;
import io.tokentally.ui.form.InlineAlert;
import io.tokentally.ui.text.ServerText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All that an owner sets an organization up with, and an admin sees. */
public record OrganizationServices(
        NameOrganizationUseCase name,
        ManageMemberAccountsUseCase accounts,
        ManageCalendarUseCase calendar,
        ManageRetentionUseCase retention,
        ManageTagDimensionsUseCase tags,
        CurrentViewer currentViewer,
        FreshSignIn freshSignIn) {

    private static final Logger LOG = LoggerFactory.getLogger(OrganizationServices.class);

    Viewer viewer() {
        return currentViewer.viewer();
    }

    boolean isOwners() {
        return viewer().role() == Role.OWNER;
    }

    /** Does something, and says in the message what went wrong with it: all that the core says, and nothing more. */
    boolean attempt(InlineAlert message, Runnable action) {
        message.clear();
        try {
            action.run();
            return true;
        } catch (MembershipRefusedException | AccessRefusedException | FreshSignInRequiredException e) {
            message.show(ServerText.of(e));
        } catch (RuntimeException e) {
            LOG.error("The organization's settings could not be read or changed", e);
            message.show(message.getTranslation("people.problem"));
        }
        message.scrollIntoView();
        return false;
    }
}
