package io.tokentally.adapter.persistence.audit;

import static io.tokentally.adapter.persistence.audit.AuditFixtures.append;
import static io.tokentally.adapter.persistence.audit.AuditFixtures.verify;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.domain.audit.ChainVerdict.Intact;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The audit log outlasts whom and what it tells of. */
class AuditRetentionIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @BeforeEach
    void fill() {
        AuditFixtures.fillPeople(DATABASE);
        append(DATABASE, "acme", "ada", "member.role_changed");
        append(DATABASE, "globex", "greta", "member.removed");
    }

    @Test
    void aClosedAccountLeavesItsEntriesAndTheirTextUntilItIsErased() {
        DATABASE.inTransaction(() -> {
            DATABASE.asApplication()
                    .sql("SELECT set_config('tokentally.session_token', 'token of oscar', true),"
                            + " set_config('tokentally.organization_id', 'acme', true)")
                    .query()
                    .singleRow();
            return DATABASE.asApplication()
                    .sql("SELECT close_account('ada')")
                    .query()
                    .singleRow();
        });

        assertThat(textsOf("ada")).isPositive();
        assertThat(verify(DATABASE, "acme")).isInstanceOf(Intact.class);

        DATABASE.asOwner().sql("SELECT erase_person_from_audit('ada')").query().singleRow();

        assertThat(textsOf("ada")).isZero();
        assertThat(verify(DATABASE, "acme"))
                .isInstanceOfSatisfying(
                        Intact.class, intact -> assertThat(intact.erased()).isPositive());
        assertThat(entriesOf("acme")).isGreaterThanOrEqualTo(2);
    }

    @Test
    void anOrganizationThatIsRemovedLeavesItsChain() {
        long before = entriesOf("globex");

        DATABASE.asOwner().sql("DELETE FROM organizations WHERE id = 'globex'").update();

        assertThat(entriesOf("globex")).isEqualTo(before).isPositive();
        assertThat(verify(DATABASE, "globex")).isInstanceOf(Intact.class);
    }

    private static long textsOf(String user) {
        return DATABASE.asOwner()
                .sql("SELECT count(*) FROM audit_personal WHERE value = ?")
                .param(user)
                .query(Long.class)
                .single();
    }

    private static long entriesOf(String chain) {
        return DATABASE.asOwner()
                .sql("SELECT count(*) FROM audit_entries WHERE chain = ?")
                .param(chain)
                .query(Long.class)
                .single();
    }
}
