package io.tokentally.tck.key;

import static io.tokentally.domain.key.KeyFixtures.MADE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.application.port.out.key.KeyPolicies;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.key.KeyPolicy;
import io.tokentally.domain.key.KeyRefusedException;
import io.tokentally.domain.key.OrganizationKeyPolicy;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What keeps organizations' key policies. None is laid down at first; Oscar owns acme, Ada is a member of it, Gwen owns globex. */
public abstract class KeyPoliciesContract {

    private static final Viewer OSCAR = ViewerFixtures.viewer("oscar", "acme", Role.OWNER);
    private static final Viewer ADA = ViewerFixtures.viewer("ada", "acme", Role.MEMBER);
    private static final Viewer GWEN = ViewerFixtures.viewer("gwen", "globex", Role.OWNER);

    /** They say that they are owners, and are not. */
    private static final List<Viewer> PRETENDERS = List.of(
            ViewerFixtures.viewer("ada", "acme", Role.OWNER), ViewerFixtures.viewer("gwen", "acme", Role.OWNER));

    private static final OrganizationKeyPolicy LAID_DOWN =
            new OrganizationKeyPolicy(KeyPolicy.MODELS, KeyPolicy.MODELS, 2);

    protected abstract KeyPolicies policies();

    /** In a transaction, as a service would. */
    protected abstract <T> T inTransaction(Supplier<T> work);

    @Test
    void whatAnOwnerLaysDownHoldsForTheirOrganizationAlone() {
        assertThat(of(ADA)).isEqualTo(OrganizationKeyPolicy.DEFAULT);

        layDown(OSCAR, LAID_DOWN);

        assertThat(of(ADA)).isEqualTo(LAID_DOWN);
        assertThat(of(OSCAR)).isEqualTo(LAID_DOWN);
        assertThat(of(GWEN)).isEqualTo(OrganizationKeyPolicy.DEFAULT);
    }

    @Test
    void whatIsLaidDownLaterCounts() {
        layDown(OSCAR, LAID_DOWN);
        layDown(OSCAR, OrganizationKeyPolicy.DEFAULT);

        assertThat(of(ADA)).isEqualTo(OrganizationKeyPolicy.DEFAULT);
    }

    @Test
    void nobodyButAnOwnerLaysDown() {
        for (Viewer pretender : PRETENDERS) {
            assertThatExceptionOfType(KeyRefusedException.class).isThrownBy(() -> layDown(pretender, LAID_DOWN));
        }
        assertThat(of(OSCAR)).isEqualTo(OrganizationKeyPolicy.DEFAULT);
    }

    private OrganizationKeyPolicy of(Viewer viewer) {
        return inTransaction(() -> policies().of(viewer));
    }

    private void layDown(Viewer viewer, OrganizationKeyPolicy policy) {
        inTransaction(() -> {
            policies().layDown(viewer, policy, MADE);
            return true;
        });
    }
}
