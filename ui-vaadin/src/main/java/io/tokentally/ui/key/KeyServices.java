package io.tokentally.ui.key;

import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.in.access.ListPeopleUseCase;
import io.tokentally.application.port.in.key.ManageKeyPolicyUseCase;
import io.tokentally.application.port.in.key.ManageKeysUseCase;
import io.tokentally.application.port.in.key.ManageProviderKeysUseCase;
import io.tokentally.application.port.in.key.TestProviderKeyUseCase;
import io.tokentally.domain.access.AccessRefusedException;
import io.tokentally.domain.access.FreshSignInRequiredException;
import io.tokentally.domain.access.Person;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.key.KeyRefusedException;
import io.tokentally.ui.account.FreshSignIn;
import io.tokentally.ui.budget.BudgetServices;
import io.tokentally.ui.form.InlineAlert;
import io.tokentally.ui.report.FirstCallServices;
import io.tokentally.ui.report.RecentUsage;
import io.tokentally.ui.shell.BackgroundWork;
import io.tokentally.ui.text.ServerText;
import java.time.Clock;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All that the viewer works on keys with. */
public record KeyServices(
        ManageKeysUseCase keys,
        ManageProviderKeysUseCase providerKeys,
        TestProviderKeyUseCase testProviderKey,
        ManageKeyPolicyUseCase policies,
        ListPeopleUseCase people,
        CurrentViewer currentViewer,
        FreshSignIn freshSignIn,
        GatewayAddress gateway,
        RecentUsage recentUsage,
        FirstCallServices firstCall,
        BudgetServices budgets,
        BackgroundWork work,
        Clock clock) {

    private static final Logger LOG = LoggerFactory.getLogger(KeyServices.class);

    Viewer viewer() {
        return currentViewer.viewer();
    }

    boolean isOwners() {
        return viewer().role() == Role.OWNER;
    }

    /** The names of those whom the viewer may know of. */
    Map<UserId, String> names() {
        return people.people(viewer()).stream().collect(Collectors.toMap(Person::userId, Person::displayName));
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
        if (failure instanceof KeyRefusedException
                || failure instanceof AccessRefusedException
                || failure instanceof FreshSignInRequiredException) {
            message.show(ServerText.of(failure));
        } else {
            LOG.error("Something with keys did not work", failure);
            message.show(message.getTranslation("people.problem"));
        }
        message.scrollIntoView();
    }
}
