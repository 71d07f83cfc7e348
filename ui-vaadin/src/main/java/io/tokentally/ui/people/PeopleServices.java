package io.tokentally.ui.people;

import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.in.access.ManageInvitationsUseCase;
import io.tokentally.application.port.in.access.ManageInvitationsUseCase.InvitationNotSentException;
import io.tokentally.application.port.in.access.ManageMemberAccountsUseCase;
import io.tokentally.application.port.in.access.ManageMembersUseCase;
import io.tokentally.application.port.in.access.ReviewKeysUseCase;
import io.tokentally.application.port.in.key.ManageKeysUseCase;
import io.tokentally.domain.access.AccessRefusedException;
import io.tokentally.domain.access.FreshSignInRequiredException;
import io.tokentally.domain.access.MembershipRefusedException;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.key.KeyRefusedException;
import io.tokentally.ui.account.FreshSignIn;
import io.tokentally.ui.budget.BudgetServices;
import io.tokentally.ui.form.InlineAlert;
import io.tokentally.ui.form.PublicAddress;
import io.tokentally.ui.report.RecentUsage;
import io.tokentally.ui.text.ServerText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All that an owner works on people with. */
public record PeopleServices(
        ManageMembersUseCase members,
        ManageMemberAccountsUseCase accounts,
        ReviewKeysUseCase keyReview,
        ManageInvitationsUseCase invitations,
        ManageKeysUseCase keys,
        RecentUsage recentUsage,
        BudgetServices budgets,
        CurrentViewer currentViewer,
        FreshSignIn freshSignIn,
        PublicAddress address) {

    private static final Logger LOG = LoggerFactory.getLogger(PeopleServices.class);

    Viewer viewer() {
        return currentViewer.viewer();
    }

    /** Does something, and says in the message what went wrong with it: all that the core says, and nothing more. */
    boolean attempt(InlineAlert message, Runnable action) {
        message.clear();
        try {
            action.run();
            return true;
        } catch (MembershipRefusedException
                | KeyRefusedException
                | AccessRefusedException
                | InvitationNotSentException
                | FreshSignInRequiredException e) {
            message.show(ServerText.of(e));
        } catch (RuntimeException e) {
            LOG.error("The members could not be changed", e);
            message.show(message.getTranslation("people.problem"));
        }
        message.scrollIntoView();
        return false;
    }
}
