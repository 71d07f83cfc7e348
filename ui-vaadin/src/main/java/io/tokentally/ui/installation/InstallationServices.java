package io.tokentally.ui.installation;

import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.in.access.ManageAccountsUseCase;
import io.tokentally.application.port.in.access.ManageInvitationsUseCase.InvitationNotSentException;
import io.tokentally.application.port.in.access.ManageOrganizationsUseCase;
import io.tokentally.application.port.in.audit.ReadInstallationAuditUseCase;
import io.tokentally.application.port.in.pricing.ManageListPricesUseCase;
import io.tokentally.application.port.in.pricing.ManagePriceBundlesUseCase;
import io.tokentally.domain.access.AccessRefusedException;
import io.tokentally.domain.access.FreshSignInRequiredException;
import io.tokentally.domain.access.MembershipRefusedException;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.pricing.PriceRefusedException;
import io.tokentally.ui.account.FreshSignIn;
import io.tokentally.ui.form.InlineAlert;
import io.tokentally.ui.form.PublicAddress;
import io.tokentally.ui.text.ServerText;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All that an operator works with. */
public record InstallationServices(
        ManageOrganizationsUseCase organizations,
        ManageAccountsUseCase accounts,
        ManageListPricesUseCase listPrices,
        ManagePriceBundlesUseCase bundles,
        ReadInstallationAuditUseCase audit,
        CurrentViewer currentViewer,
        FreshSignIn freshSignIn,
        PublicAddress address,
        Clock clock) {

    private static final Logger LOG = LoggerFactory.getLogger(InstallationServices.class);

    /** @throws AccessRefusedException if the person is no operator */
    Session session() {
        Session session = currentViewer.session();
        session.requireOperator();
        return session;
    }

    /** Does something, and says in the message what went wrong with it: all that the core says, and nothing more. */
    void attempt(InlineAlert message, Runnable action) {
        message.clear();
        try {
            action.run();
        } catch (MembershipRefusedException
                | AccessRefusedException
                | InvitationNotSentException
                | PriceRefusedException
                | FreshSignInRequiredException e) {
            message.show(ServerText.of(e));
        } catch (RuntimeException e) {
            LOG.error("The installation could not be changed", e);
            message.show(message.getTranslation("people.problem"));
        }
    }
}
