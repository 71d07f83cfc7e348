package io.tokentally.ui.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.key.KeyFixtures;
import io.tokentally.domain.key.VirtualKey;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeySuccessionTest {

    private static final Viewer OSCAR = new Viewer(new UserId("oscar"), new OrganizationId("acme"), Role.OWNER);

    private final VirtualKey oldest = KeyFixtures.keyOf(OSCAR, "oldest");
    private final VirtualKey middle = KeyFixtures.keyOf(OSCAR, "middle");
    private final VirtualKey newest = KeyFixtures.keyOf(OSCAR, "newest");
    private final VirtualKey other = KeyFixtures.keyOf(OSCAR, "other");

    @Test
    void eachIsPlacedBehindTheOneThatReplacedIt() {
        KeySuccession succession = new KeySuccession(
                List.of(oldest, other, newest, middle), Map.of(newest.id(), middle.id(), middle.id(), oldest.id()));

        assertThat(succession.together(List.of(oldest, other, newest, middle)))
                .containsExactly(newest, middle, oldest, other);
        assertThat(succession.line(middle)).containsExactly(oldest, middle, newest);
        assertThat(succession.line(other)).containsExactly(other);
    }

    /** Members do not see the keys of others. */
    @Test
    void oneThatIsNotToBeSeenEndsTheLine() {
        KeySuccession succession = new KeySuccession(List.of(newest), Map.of(newest.id(), middle.id()));

        assertThat(succession.predecessor(newest)).isNull();
        assertThat(succession.line(newest)).containsExactly(newest);
    }
}
