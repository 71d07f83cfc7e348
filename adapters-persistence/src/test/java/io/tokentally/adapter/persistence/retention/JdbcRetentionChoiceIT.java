package io.tokentally.adapter.persistence.retention;

import static io.tokentally.domain.usage.UsageRecordFixtures.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.application.port.out.retention.RetentionChoice;
import io.tokentally.domain.access.AccessRefusedException;
import io.tokentally.domain.access.FreshSignInRequiredException;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.retention.CallRetention;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Owners decide, everybody in the organization sees it, and the audit log has it. */
class JdbcRetentionChoiceIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Viewer OWNER = ViewerFixtures.viewer(new UserId("owner@acme"), ACME, Role.OWNER);
    private static final Viewer ADMIN = ViewerFixtures.viewer(new UserId("admin@acme"), ACME, Role.ADMIN);
    private static final Viewer MEMBER = ViewerFixtures.viewer(new UserId("member@acme"), ACME, Role.MEMBER);
    private static final Viewer OTHER =
            ViewerFixtures.viewer(new UserId("owner@globex"), new OrganizationId("globex"), Role.OWNER);
    private static final CallRetention FOR_EVER = new CallRetention(null, null, null);

    private final RetentionChoice choice = DATABASE.bean(RetentionChoice.class);

    @BeforeEach
    void fill() {
        List.of(OWNER, ADMIN, MEMBER, OTHER).forEach(DATABASE::addMember);
    }

    @Test
    void callsAreKeptForEverUntilAnOwnerDecidesOtherwise() {
        assertThat(find(MEMBER)).isEqualTo(FOR_EVER);

        keepFor(OWNER, 6);
        assertThat(find(MEMBER)).isEqualTo(new CallRetention(6, null, null));
        assertThat(find(OTHER)).isEqualTo(FOR_EVER);

        keepFor(OWNER, null);
        assertThat(find(MEMBER)).isEqualTo(FOR_EVER);
    }

    @Test
    void whatCameOfItIsTold() {
        DATABASE.asOwner().sql("""
                        UPDATE organizations SET sealed_until = '2026-10-01Z', calls_removed_until = '2026-09-01Z'
                        WHERE id = 'acme'""").update();

        assertThat(find(MEMBER))
                .isEqualTo(new CallRetention(
                        null, Instant.parse("2026-10-01T00:00:00Z"), Instant.parse("2026-09-01T00:00:00Z")));
    }

    @Test
    void nobodyElseDecides() {
        for (Viewer viewer : List.of(ADMIN, MEMBER)) {
            assertThatExceptionOfType(AccessRefusedException.class)
                    .isThrownBy(() -> keepFor(viewer, 1))
                    .withMessageContaining("Only owners say how long calls are kept");
        }
        assertThat(find(OWNER)).isEqualTo(FOR_EVER);
    }

    @Test
    void whoeverDecidesHasShownWhoTheyAreALittleWhileAgo() {
        DATABASE.asOwner()
                .sql("UPDATE sessions SET authenticated_at = now() - interval '16 minutes'")
                .update();

        assertThatExceptionOfType(FreshSignInRequiredException.class).isThrownBy(() -> keepFor(OWNER, 1));
        assertThat(find(OWNER)).isEqualTo(FOR_EVER);
    }

    @Test
    void everyChangeIsInTheAuditLogOnce() {
        keepFor(OWNER, 6);
        keepFor(OWNER, 6);
        keepFor(OWNER, 3);

        assertThat(DATABASE.asOwner()
                        .sql(
                                "SELECT detail::jsonb::text FROM audit_entries WHERE action = 'retention.changed' ORDER BY number")
                        .query(String.class)
                        .list())
                .containsExactly(
                        "{\"after\": {\"months\": 6}, \"before\": {\"months\": null}}",
                        "{\"after\": {\"months\": 3}, \"before\": {\"months\": 6}}");
    }

    private CallRetention find(Viewer viewer) {
        return DATABASE.inTransaction(() -> choice.find(viewer));
    }

    private void keepFor(Viewer viewer, @Nullable Integer months) {
        DATABASE.inTransaction(() -> {
            choice.keepFor(viewer, months);
            return viewer;
        });
    }
}
