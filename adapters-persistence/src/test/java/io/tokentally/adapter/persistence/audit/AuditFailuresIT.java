package io.tokentally.adapter.persistence.audit;

import static io.tokentally.adapter.persistence.audit.AuditFixtures.OSCAR;
import static io.tokentally.adapter.persistence.audit.AuditFixtures.refusal;
import static io.tokentally.adapter.persistence.audit.AuditFixtures.verify;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.application.port.out.access.AuthenticationAudit.Event;
import io.tokentally.application.port.out.audit.AuditLog;
import io.tokentally.domain.audit.AuditEntry;
import io.tokentally.domain.audit.AuditFilter;
import io.tokentally.domain.audit.AuditText;
import io.tokentally.domain.audit.ChainVerdict.Intact;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Somebody floods the door. */
class AuditFailuresIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @BeforeEach
    void fill() {
        AuditFixtures.fillPeople(DATABASE);
    }

    @Test
    void failuresOfAMinuteAndAnAddressAreOneEntry() {
        for (int i = 0; i < 200; i++) {
            authenticate("acme", null, "sign_in.failed", "ada", "203.0.113.7");
        }
        authenticate("acme", null, "sign_in.failed", "ada", "203.0.113.8");
        authenticate("acme", null, "sign_in.failed", "oscar", "203.0.113.8");
        aMinutePasses();

        List<AuditEntry> entries = entries();

        assertThat(entries)
                .extracting(entry -> text(entry.address()) + " " + text(entry.subject()) + " "
                        + text(entry.after().get("attempts")))
                .containsExactlyInAnyOrder("203.0.113.7 ada 200", "203.0.113.8 null 2");
        assertThat(entries()).hasSameSizeAs(entries);
        assertThat(verify(DATABASE, "acme")).isInstanceOf(Intact.class);
    }

    @Test
    void whatSucceedsIsToldAtOnceAndEachTime() {
        authenticate("acme", "ada", "sign_in.succeeded", "ada", "203.0.113.7");
        authenticate("acme", "ada", "sign_in.succeeded", "ada", "203.0.113.7");

        assertThat(entries()).hasSize(2);
    }

    @Test
    void howManyAddressesThereAreRowsStayFew() {
        DATABASE.asOwner().sql("""
                        DO $$
                        BEGIN
                            FOR i IN 1..3000 LOOP
                                PERFORM set_config('tokentally.client_address', '10.0.' || i / 250 || '.' || i % 250, true);
                                PERFORM audit_authentication(NULL, NULL, 'sign_in.failed', 'nobody' || i, NULL);
                            END LOOP;
                        END
                        $$""").update();

        // The loop may see the minute change.
        assertThat(DATABASE.asOwner()
                        .sql("SELECT count(*) FROM audit_failures")
                        .query(Long.class)
                        .single())
                .isBetween(1_000L, 2_002L);
        assertThat(DATABASE.asOwner()
                        .sql("SELECT sum(attempts) FROM audit_failures")
                        .query(Long.class)
                        .single())
                .isEqualTo(3_000L);
    }

    @ParameterizedTest
    @CsvSource({
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:2::/64",
        "2001:db8:1:2::1, 2001:db8:1:2::/64",
        "203.0.113.7, 203.0.113.7",
        "no address, no address"
    })
    void anIpv6NetworkOf64BitsIsOneAddress(String address, String counted) {
        authenticate("acme", null, "sign_in.failed", "ada", address);

        assertThat(DATABASE.asOwner()
                        .sql("SELECT address FROM audit_failures")
                        .query(String.class)
                        .list())
                .containsExactly(counted);
    }

    @ParameterizedTest
    @EnumSource
    void everythingThatHappensAtTheDoorIsTaken(Event event) {
        authenticate("acme", "ada", event.action(), "ada", "203.0.113.7");
        aMinutePasses();

        assertThat(entries())
                .singleElement()
                .satisfies(entry -> assertThat(entry.action().name()).isEqualTo(event.action()));
    }

    /** Nobody fills the log by trying links, either. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = ".*_(FAILED|REFUSED|LOCKED)")
    void whateverFailsIsSummed(Event event) {
        authenticate("acme", "ada", event.action(), "ada", "203.0.113.7");
        authenticate("acme", "ada", event.action(), "ada", "203.0.113.7");
        aMinutePasses();

        assertThat(entries())
                .singleElement()
                .satisfies(
                        entry -> assertThat(text(entry.after().get("attempts"))).isEqualTo("2"));
    }

    @Test
    void authenticationWritesOfAuthenticationOnly() {
        assertThat(refusal(() -> DATABASE.asOwner()
                        .sql("SELECT audit_authentication('acme', 'ada', 'price.added', 'nano', NULL)")
                        .query()
                        .singleRow()))
                .isEqualTo("TT002");
    }

    private static void authenticate(
            @Nullable String organization, @Nullable String actor, String action, String subject, String address) {
        DATABASE.asOwner()
                .sql("""
                        WITH whence AS MATERIALIZED (SELECT set_config('tokentally.client_address', ?, true))
                        SELECT audit_authentication(?, ?, ?, ?, NULL) FROM whence""")
                .param(address)
                .param(organization)
                .param(actor)
                .param(action)
                .param(subject)
                .query()
                .singleRow();
    }

    private static void aMinutePasses() {
        DATABASE.asOwner()
                .sql("UPDATE audit_failures SET minute = minute - interval '1 hour'")
                .update();
    }

    private static List<AuditEntry> entries() {
        AuditLog log = DATABASE.bean(AuditLog.class);
        return DATABASE.inTransaction(() -> {
            log.rollFailures();
            return log.entries(OSCAR, AuditFilter.ALL, null, 100);
        });
    }

    private static @Nullable String text(@Nullable AuditText text) {
        return text == null ? null : text.value();
    }
}
