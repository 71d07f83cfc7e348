package io.tokentally.application.service.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tokentally.application.port.out.view.UsageViews;
import io.tokentally.domain.access.AccessRefusedException;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.view.UsageView;
import io.tokentally.domain.view.UsageViewId;
import io.tokentally.domain.view.UsageViewState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ManageUsageViewsServiceTest {

    private static final Viewer ADMIN = new Viewer(new UserId("admin@acme"), new OrganizationId("acme"), Role.ADMIN);
    private static final Viewer MEMBER = new Viewer(new UserId("member@acme"), new OrganizationId("acme"), Role.MEMBER);
    private static final UsageViewState MINE = new UsageViewState("api-usage", false);
    private static final UsageViewState OURS = new UsageViewState("api-usage?scope=organization", true);

    private final Kept kept = new Kept();
    private final ManageUsageViewsService service = new ManageUsageViewsService(kept);

    @Test
    void whoSeesTheOrganizationKeepsViewsOfIt() {
        service.keep(ADMIN, "ours", true, OURS);
        service.store(ADMIN, OURS);
        service.sawLast(ADMIN, OURS);
        service.keep(MEMBER, " mine ", false, MINE);

        assertThat(kept.told).containsExactly("save ours", "store", "saw", "save mine");
    }

    @Test
    void whoDoesNotKeepsNone() {
        assertRefused(() -> service.keep(MEMBER, "ours", false, OURS));
        assertRefused(() -> service.store(MEMBER, OURS));
        assertRefused(() -> service.sawLast(MEMBER, OURS));
        assertThat(kept.told).isEmpty();
    }

    private static void assertRefused(Runnable keeping) {
        assertThatExceptionOfType(AccessRefusedException.class).isThrownBy(keeping::run);
    }

    @Test
    void aViewHasAName() {
        assertThatIllegalArgumentException().isThrownBy(() -> service.keep(MEMBER, " ", false, MINE));
        assertThat(kept.told).isEmpty();
    }

    /** Tells what it was told to keep. */
    private static final class Kept implements UsageViews {

        private static final UsageViewId ID = new UsageViewId(new UUID(0, 1));

        private final List<String> told = new ArrayList<>();

        @Override
        public List<UsageView> findNamed(Viewer viewer) {
            return List.of();
        }

        @Override
        public Optional<UsageView> find(Viewer viewer, UsageViewId id) {
            return Optional.empty();
        }

        @Override
        public boolean areFirstStepsHidden(Viewer viewer) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void hideFirstSteps(Viewer viewer) {
            throw new UnsupportedOperationException();
        }

        @Override
        public UsageViewId save(Viewer viewer, String name, boolean shared, UsageViewState state) {
            told.add("save " + name);
            return ID;
        }

        @Override
        public UsageViewId store(Viewer viewer, UsageViewState state) {
            told.add("store");
            return ID;
        }

        @Override
        public void remove(Viewer viewer, UsageViewId id) {
            told.add("remove");
        }

        @Override
        public void chooseStart(Viewer viewer, @Nullable UsageViewId id) {
            told.add("start");
        }

        @Override
        public Optional<UsageView> findStart(Viewer viewer) {
            return Optional.empty();
        }

        @Override
        public Optional<UsageViewState> lastSeen(Viewer viewer) {
            return Optional.empty();
        }

        @Override
        public void sawLast(Viewer viewer, UsageViewState state) {
            told.add("saw");
        }
    }
}
