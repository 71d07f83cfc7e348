package io.tokentally.ui.account;

import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.in.access.ManageApiTokensUseCase;
import io.tokentally.domain.access.AccessRefusedException;
import io.tokentally.domain.access.ApiTokenRefusedException;
import io.tokentally.domain.access.FreshSignInRequiredException;
import io.tokentally.domain.access.Membership;
import io.tokentally.domain.access.OrganizationNotNamedException;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.access.Session.Scope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.ui.form.InlineAlert;
import io.tokentally.ui.text.ServerText;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the panels of API tokens work with. */
record TokenServices(ManageApiTokensUseCase tokens, CurrentViewer currentViewer, FreshSignIn freshSignIn, Clock clock) {

    private static final Logger LOG = LoggerFactory.getLogger(TokenServices.class);

    Session session() {
        return currentViewer.session();
    }

    /** The person in the organization looked at; empty for who belongs to none, or has left it and not chosen another. */
    Optional<Viewer> viewer() {
        try {
            return session().memberships().isEmpty() ? Optional.empty() : Optional.of(currentViewer.viewer());
        } catch (OrganizationNotNamedException e) {
            return Optional.empty();
        }
    }

    /** What the organization looked at is called. */
    Optional<String> organizationName() {
        return viewer().flatMap(viewer -> session().membershipIn(viewer.organizationId()))
                .map(Membership::organizationName);
    }

    /** What a token of this person can be for. */
    List<Scope> scopes() {
        List<Scope> scopes = new ArrayList<>();
        viewer().ifPresent(viewer -> {
            scopes.add(Scope.OWN_USAGE);
            if (viewer.seesOrganization()) {
                scopes.add(Scope.ORGANIZATION_USAGE);
            }
            scopes.add(Scope.PRICES);
            scopes.add(Scope.KEYS);
            if (viewer.role() == Role.OWNER) {
                scopes.add(Scope.MEMBERS);
                scopes.add(Scope.BUDGETS);
            }
        });
        if (session().operator()) {
            scopes.add(Scope.METRICS);
        }
        return scopes;
    }

    /** Does it, or says at the message why not; whoever has to show anew who they are is asked by the caller. */
    void attempt(InlineAlert message, Runnable action) {
        message.clear();
        try {
            action.run();
        } catch (FreshSignInRequiredException e) {
            throw e;
        } catch (ApiTokenRefusedException | AccessRefusedException e) {
            message.show(ServerText.of(e));
        } catch (RuntimeException e) {
            LOG.error("Something with API tokens did not work", e);
            message.show(message.getTranslation("people.problem"));
        }
    }
}
