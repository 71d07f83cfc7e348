package io.tokentally.demo;

import io.tokentally.application.port.out.access.Sessions.NewSession;
import io.tokentally.application.service.access.SignInService;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import java.time.Duration;
import java.util.function.Consumer;

/** People of Acme who are signed in as long as something is installed in their name. */
final class DemoViewers {

    private static final Duration WHILE_INSTALLING = Duration.ofMinutes(5);

    private final SignInService signIn;

    DemoViewers(SignInService signIn) {
        this.signIn = signIn;
    }

    void as(UserId userId, Role role, Consumer<Viewer> action) {
        Viewer viewer = new Viewer(
                userId,
                DemoPeople.ACME,
                role,
                signIn.open(
                        new NewSession(Session.Kind.BASIC, userId, false, WHILE_INSTALLING, null, null, "demo mode")));
        try {
            action.accept(viewer);
        } finally {
            signIn.end(viewer.token());
        }
    }
}
