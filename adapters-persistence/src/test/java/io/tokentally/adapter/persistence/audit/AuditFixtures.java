package io.tokentally.adapter.persistence.audit;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.application.port.out.audit.AuditChains;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.audit.ChainCheck;
import io.tokentally.domain.audit.ChainHead;
import io.tokentally.domain.audit.ChainVerdict;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/** People, entries and checks of the audit log's tests. */
final class AuditFixtures {

    static final OrganizationId ACME = new OrganizationId("acme");
    static final OrganizationId GLOBEX = new OrganizationId("globex");

    static final Viewer OSCAR = ViewerFixtures.viewer(new UserId("oscar"), ACME, Role.OWNER);
    static final Viewer ALICE = ViewerFixtures.viewer(new UserId("alice"), ACME, Role.ADMIN);
    static final Viewer ADA = ViewerFixtures.viewer(new UserId("ada"), ACME, Role.MEMBER);
    static final Viewer GRETA = ViewerFixtures.viewer(new UserId("greta"), GLOBEX, Role.OWNER);

    private AuditFixtures() {}

    static void fillPeople(TestDatabase database) {
        List.of(OSCAR, ALICE, ADA, GRETA).forEach(database::addMember);
    }

    /** As the owner's functions do. */
    static void append(TestDatabase database, @Nullable String organization, String actor, String action) {
        append(database, organization, actor, action, "member", "ada", null, "{\"role\": \"ADMIN\"}");
    }

    static void append(
            TestDatabase database,
            @Nullable String organization,
            @Nullable String actor,
            String action,
            String kind,
            @Nullable String subject,
            @Nullable String before,
            @Nullable String after) {
        database.asOwner()
                .sql("SELECT append_audit_entry(?, ?, ?, ?, ?, CAST(? AS jsonb), CAST(? AS jsonb))")
                .param(organization)
                .param(actor)
                .param(action)
                .param(kind)
                .param(subject)
                .param(before)
                .param(after)
                .query()
                .singleRow();
    }

    static ChainVerdict verify(TestDatabase database, String chain, ChainHead... signed) {
        AuditChains chains = database.bean(AuditChains.class);
        ChainHead head = chains.heads().stream()
                .filter(known -> known.chain().equals(chain))
                .findFirst()
                .orElseGet(() -> ChainHead.none(chain));
        ChainCheck check = new ChainCheck(head, List.of(signed));
        chains.links(chain, 0, 100_000).forEach(check::accept);
        return check.verdict();
    }

    static ChainHead head(TestDatabase database, String chain) {
        return database.bean(AuditChains.class).heads().stream()
                .filter(known -> known.chain().equals(chain))
                .findFirst()
                .orElseThrow();
    }

    /** What only somebody with all rights can do, who has taken the triggers away. */
    static void tamper(TestDatabase database, String table, String... statements) {
        database.asOwner()
                .sql("ALTER TABLE %s DISABLE TRIGGER USER".formatted(table))
                .update();
        for (String statement : statements) {
            database.asOwner().sql(statement).update();
        }
        database.asOwner()
                .sql("ALTER TABLE %s ENABLE TRIGGER USER".formatted(table))
                .update();
    }

    /** The SQLSTATE that something is refused with. */
    static String refusal(Supplier<?> work) {
        try {
            var unused = work.get();
        } catch (DataAccessException e) {
            return ((SQLException) e.getMostSpecificCause()).getSQLState();
        }
        throw new AssertionError("Not refused");
    }
}
