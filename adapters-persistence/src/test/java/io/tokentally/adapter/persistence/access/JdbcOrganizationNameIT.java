package io.tokentally.adapter.persistence.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.application.port.out.access.OrganizationName;
import io.tokentally.domain.access.MembershipRefusedException;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Owners name their organization, whoever else claims to be one. */
class JdbcOrganizationNameIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final Viewer OSCAR = ViewerFixtures.viewer(new UserId("oscar"), ACME, Role.OWNER);
    private static final Viewer ALICE = ViewerFixtures.viewer(new UserId("alice"), ACME, Role.ADMIN);
    private static final Viewer GWEN =
            ViewerFixtures.viewer(new UserId("gwen"), new OrganizationId("globex"), Role.OWNER);

    private final OrganizationName names = DATABASE.bean(OrganizationName.class);

    @BeforeEach
    void fill() {
        List.of(OSCAR, ALICE, GWEN).forEach(DATABASE::addMember);
    }

    private String nameFor(Viewer viewer) {
        return DATABASE.inTransaction(() -> names.find(viewer));
    }

    private void rename(Viewer viewer, String name) {
        DATABASE.inTransaction(() -> {
            names.change(viewer, name);
            return true;
        });
    }

    @Test
    void anOwnerChangesItForEverybodyInItAndTheAuditLogTells() {
        String others = nameFor(GWEN);

        rename(OSCAR, "Acme 🦊 Ltd.");
        rename(OSCAR, "Acme 🦊 Ltd.");

        assertThat(nameFor(ALICE)).isEqualTo("Acme 🦊 Ltd.");
        assertThat(nameFor(GWEN)).isEqualTo(others);
        assertThat(DATABASE.asOwner()
                        .sql(
                                "SELECT count(*) FROM audit_entries WHERE chain = 'acme' AND action = 'organization.renamed'")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void nobodyElseChangesItAndNoNameIsNoName() {
        String before = nameFor(OSCAR);
        Viewer lyingAlice = ViewerFixtures.viewer(ALICE.userId(), ACME, Role.OWNER);
        Viewer stranger = ViewerFixtures.viewer(GWEN.userId(), ACME, Role.OWNER);

        for (Viewer viewer : List.of(ALICE, lyingAlice, stranger)) {
            assertThatExceptionOfType(MembershipRefusedException.class).isThrownBy(() -> rename(viewer, "Mine"));
        }
        assertThatExceptionOfType(MembershipRefusedException.class).isThrownBy(() -> rename(OSCAR, ""));
        assertThatExceptionOfType(MembershipRefusedException.class).isThrownBy(() -> rename(OSCAR, "x".repeat(256)));
        assertThat(nameFor(OSCAR)).isEqualTo(before);
    }
}
