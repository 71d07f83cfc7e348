package io.tokentally.ui.fake;

import io.tokentally.application.port.in.access.NameOrganizationUseCase;
import io.tokentally.application.port.in.view.FollowFirstStepsUseCase;
import io.tokentally.domain.access.MembershipRefusedException;
import io.tokentally.domain.access.MembershipRefusedException.Reason;
import io.tokentally.domain.access.OwnerAction;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.view.FirstStep;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An organization's name, and how far it is; nobody sees that unless a test says how far. */
public final class FakeOrganization implements NameOrganizationUseCase, FollowFirstStepsUseCase {

    private String name = "Acme";
    private @Nullable Set<FirstStep> done;

    public void reset() {
        name = "Acme";
        done = null;
    }

    public void hasDone(FirstStep... steps) {
        done = Set.of(steps);
    }

    @Override
    public String name(Viewer viewer) {
        return name;
    }

    @Override
    public void rename(Viewer viewer, String wanted) {
        viewer.requireOwner(OwnerAction.NAME_ORGANIZATION);
        if (wanted.isBlank()) {
            throw new MembershipRefusedException(Reason.NAME_NOT_POSSIBLE);
        }
        name = wanted;
    }

    @Override
    public Optional<Set<FirstStep>> done(Viewer viewer) {
        return viewer.role() == Role.OWNER ? Optional.ofNullable(done) : Optional.empty();
    }

    @Override
    public void hide(Viewer viewer) {
        done = null;
    }
}
