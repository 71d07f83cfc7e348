package io.tokentally.adapter.persistence.key;

import static io.tokentally.domain.key.KeyFixtures.MADE;
import static io.tokentally.domain.key.KeyFixtures.hashOf;
import static io.tokentally.domain.key.KeyFixtures.keyOf;
import static io.tokentally.domain.key.KeyFixtures.keyOfService;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.application.port.out.key.KeyDirectory;
import io.tokentally.application.port.out.key.VirtualKeys;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.key.VirtualKey;
import io.tokentally.tck.key.VirtualKeysContract;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JpaVirtualKeysIT extends VirtualKeysContract {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @Override
    protected VirtualKeys virtualKeys() {
        return DATABASE.bean(VirtualKeys.class);
    }

    @Override
    protected void givenMember(Viewer viewer) {
        DATABASE.addMember(viewer);
    }

    @Override
    protected void putOut(Viewer viewer) {
        DATABASE.asOwner()
                .sql("DELETE FROM memberships WHERE user_id = ? AND organization_id = ?")
                .params(viewer.userId().value(), viewer.organizationId().value())
                .update();
    }

    @Override
    protected <T> T working(Supplier<T> work) {
        return DATABASE.inTransaction(work);
    }

    @Test
    void theDirectoryTakesOverAtOnceWhatIsMadeAndRevoked() {
        KeyDirectory directory = DATABASE.bean(KeyDirectory.class);
        VirtualKey key = keyOf(ADA, "laptop");

        add(ADA, key);
        assertThat(directory.find(hashOf(key))).contains(key);

        revoke(ADA, key.id());
        assertThat(directory.find(hashOf(key)))
                .hasValueSatisfying(known -> assertThat(known.revokedAt()).isNotNull());
    }

    @Test
    void theDirectoryTakesOverAtOnceWhenAReplacedKeyEnds() {
        KeyDirectory directory = DATABASE.bean(KeyDirectory.class);
        VirtualKey key = keyOf(ADA, "laptop");
        add(ADA, key);

        rotate(ADA, key.id(), new VirtualKeyId(new UUID(9, 1)), MADE.plusSeconds(1), MADE.plusSeconds(1));

        assertThat(directory.find(hashOf(key)))
                .hasValueSatisfying(
                        known -> assertThat(known.statusAt(MADE.plusSeconds(1))).isEqualTo(VirtualKey.Status.EXPIRED));
    }

    @Test
    void theAuditLogTellsOfNewNamesAndSuccessors() {
        VirtualKey key = keyOf(ADA, "laptop");
        add(ADA, key);
        VirtualKeyId successor = new VirtualKeyId(new UUID(9, 1));
        rename(ADA, key.id(), "desk");
        rename(ADA, key.id(), "desk");
        rotate(ADA, key.id(), successor, MADE, MADE.plusSeconds(60));

        assertThat(DATABASE.asOwner()
                        .sql("SELECT action || ' ' || subject FROM audit_entries WHERE chain = 'acme' ORDER BY number")
                        .query(String.class)
                        .list())
                .containsExactly(
                        "key.created " + key.id(),
                        "key.renamed " + key.id(),
                        "key.rotated " + key.id(),
                        "key.created " + successor);
    }

    @Test
    void anOrganizationThatIsGoneHasNoKeys() {
        add(OSCAR, keyOfService(OSCAR, "import"));
        add(GWEN, keyOf(GWEN, "elsewhere"));
        DATABASE.asOwner()
                .sql("INSERT INTO provider_keys VALUES ('acme', 'openai', 'c2VhbGVk', 'aled', 'oscar', now())")
                .update();

        DATABASE.asOwner().sql("DELETE FROM organizations WHERE id = 'acme'").update();

        assertThat(DATABASE.asOwner()
                        .sql("SELECT organization_id FROM virtual_keys WHERE revoked_at IS NULL")
                        .query(String.class)
                        .list())
                .containsExactly("globex");
        assertThat(DATABASE.asOwner()
                        .sql("SELECT count(*) FROM provider_keys")
                        .query(Long.class)
                        .single())
                .isZero();
    }
}
