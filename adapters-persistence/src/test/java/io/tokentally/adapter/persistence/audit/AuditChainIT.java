package io.tokentally.adapter.persistence.audit;

import static io.tokentally.adapter.persistence.audit.AuditFixtures.append;
import static io.tokentally.adapter.persistence.audit.AuditFixtures.head;
import static io.tokentally.adapter.persistence.audit.AuditFixtures.refusal;
import static io.tokentally.adapter.persistence.audit.AuditFixtures.tamper;
import static io.tokentally.adapter.persistence.audit.AuditFixtures.verify;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.domain.audit.ChainHead;
import io.tokentally.domain.audit.ChainVerdict;
import io.tokentally.domain.audit.ChainVerdict.Broken;
import io.tokentally.domain.audit.ChainVerdict.Fault;
import io.tokentally.domain.audit.ChainVerdict.Intact;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Somebody tries to change what happened. */
class AuditChainIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final String NEVER_CHANGED = "TT002";
    private static final String NOT_ALLOWED = "42501";

    @BeforeEach
    void fill() {
        AuditFixtures.fillPeople(DATABASE);
        List.of("oscar", "alice", "oscar", "ada", "oscar")
                .forEach(actor -> append(DATABASE, "acme", actor, "member.role_changed"));
        append(DATABASE, "globex", "greta", "member.removed");
        append(DATABASE, null, "operator", "organization.created");
    }

    @ParameterizedTest
    @CsvSource({"acme, 5", "globex, 1", "'', 1"})
    void everyOrganizationHasItsChainAndTheInstallationOne(String chain, long entries) {
        assertThat(verify(DATABASE, chain))
                .isInstanceOfSatisfying(
                        Intact.class,
                        intact -> assertThat(intact.head().number()).isEqualTo(entries));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE audit_entries SET action = 'nothing.happened'",
                "DELETE FROM audit_entries",
                "TRUNCATE audit_entries",
                "UPDATE audit_personal SET value = 'somebody else'",
                "DELETE FROM audit_personal",
                "TRUNCATE audit_personal",
                "DELETE FROM audit_heads",
                "TRUNCATE audit_heads",
                "UPDATE audit_heads SET number = number - 1",
                "UPDATE audit_heads SET number = number + 1",
                "UPDATE audit_heads SET hash = sha256('x')"
            })
    void notEvenTheOwnerChangesWhatHappened(String sql) {
        assertThat(refusal(() -> DATABASE.asOwner().sql(sql).update())).isEqualTo(NEVER_CHANGED);
        assertThat(refusal(() -> DATABASE.asApplication().sql(sql).update())).isEqualTo(NOT_ALLOWED);
        assertThat(refusal(() -> DATABASE.asMetering().sql(sql).update())).isEqualTo(NOT_ALLOWED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT append_audit_entry('acme', 'ada', 'a.b', NULL, NULL, NULL, NULL)",
                "SELECT write_audit_entry('acme', 'ada', 'a.b', NULL, NULL, NULL, NULL, NULL)",
                "SELECT audit_authentication('acme', 'ada', 'sign_in.succeeded', 'ada', NULL)",
                "SELECT erase_person_from_audit('ada')",
                "INSERT INTO audit_entries SELECT * FROM audit_entries",
                "SELECT * FROM audit_failures",
                "SELECT * FROM audit_outputs"
            })
    void neitherTheApplicationNorTheMeteringWritesEntriesOfItsOwn(String sql) {
        assertThat(refusal(() -> DATABASE.asApplication().sql(sql).query().listOfRows()))
                .isEqualTo(NOT_ALLOWED);
        assertThat(refusal(() -> DATABASE.asMetering().sql(sql).query().listOfRows()))
                .isEqualTo(NOT_ALLOWED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UPDATE audit_entries SET action = 'a.b' WHERE chain = 'acme' AND number = 3 | 3 | CHANGED",
                "UPDATE audit_entries SET detail = '{}' WHERE chain = 'acme' AND number = 2 | 2 | CHANGED",
                "UPDATE audit_entries SET at = at - interval '1 microsecond' WHERE chain = 'acme' AND number = 5 | 5 | CHANGED",
                "UPDATE audit_entries SET digests = '{}' WHERE chain = 'acme' AND number = 1 | 1 | CHANGED",
                "UPDATE audit_entries SET subject = 'x' WHERE chain = 'acme' AND number = 4 | 4 | CHANGED",
                "UPDATE audit_entries SET previous_hash = sha256('x') WHERE chain = 'acme' AND number = 4 | 4 | OUT_OF_ORDER",
                "DELETE FROM audit_entries WHERE chain = 'acme' AND number = 3 | 3 | MISSING",
                "DELETE FROM audit_entries WHERE chain = 'acme' AND number = 1 | 1 | MISSING",
                "DELETE FROM audit_entries WHERE chain = 'acme' AND number = 5 | 5 | MISSING",
                "UPDATE audit_entries SET number = number + 10 WHERE chain = 'acme' AND number = 5 | 5 | MISSING",
                "INSERT INTO audit_entries SELECT chain, 6, id, at, action, subject_kind, subject, detail, digests,"
                        + " previous_hash, hash FROM audit_entries WHERE chain = 'acme' AND number = 5 | 6 | OUT_OF_ORDER"
            })
    void whateverIsChangedRemovedOrAddedIsFound(String tampering, long where, Fault fault) {
        tamper(DATABASE, "audit_entries", tampering);

        assertThat(verify(DATABASE, "acme")).isEqualTo(new Broken("acme", where, fault));
        assertThat(verify(DATABASE, "globex")).isInstanceOf(Intact.class);
    }

    @Test
    void entriesThatWereSwappedAreFound() {
        tamper(
                DATABASE,
                "audit_entries",
                "UPDATE audit_entries SET number = 99 WHERE chain = 'acme' AND number = 2",
                "UPDATE audit_entries SET number = 2 WHERE chain = 'acme' AND number = 3",
                "UPDATE audit_entries SET number = 3 WHERE chain = 'acme' AND number = 99");

        assertThat(verify(DATABASE, "acme")).isEqualTo(new Broken("acme", 2, Fault.OUT_OF_ORDER));
    }

    @Test
    void aClearTextThatIsNotTheOneWrittenIsFound() {
        tamper(
                DATABASE,
                "audit_personal",
                "UPDATE audit_personal SET value = 'somebody' WHERE chain = 'acme' AND number = 4 AND field = 'actor'");

        assertThat(verify(DATABASE, "acme")).isEqualTo(new Broken("acme", 4, Fault.PERSONAL_TEXT_CHANGED));
    }

    @Test
    void aTailThatWasCutTogetherWithTheHeadIsFoundByASignedHead() {
        ChainHead signed = head(DATABASE, "acme");
        tamper(DATABASE, "audit_entries", "DELETE FROM audit_entries WHERE chain = 'acme' AND number > 3");
        tamper(
                DATABASE,
                "audit_heads",
                "UPDATE audit_heads SET number = 3, hash = (SELECT hash FROM audit_entries WHERE chain = 'acme' AND number = 3)"
                        + " WHERE chain = 'acme'");

        assertThat(verify(DATABASE, "acme")).isInstanceOf(Intact.class);
        assertThat(verify(DATABASE, "acme", signed)).isEqualTo(new Broken("acme", 4, Fault.MISSING));
    }

    @Test
    void aChainWrittenAnewIsFoundByASignedHead() {
        ChainHead signed = head(DATABASE, "globex");
        tamper(DATABASE, "audit_entries", "DELETE FROM audit_entries WHERE chain = 'globex'");
        tamper(DATABASE, "audit_personal", "TRUNCATE audit_personal");
        tamper(DATABASE, "audit_heads", "DELETE FROM audit_heads WHERE chain = 'globex'");
        append(DATABASE, "globex", "greta", "member.role_changed");

        assertThat(verify(DATABASE, "globex")).isInstanceOf(Intact.class);
        assertThat(verify(DATABASE, "globex", signed)).isEqualTo(new Broken("globex", 1, Fault.NOT_AS_SIGNED));
    }

    /** With a gap or a number twice, the chain would be broken. */
    @Test
    void fiftyWhoWriteAtOnceMakeOneChainWithoutGaps() throws Exception {
        int writers = 50;
        int each = 10;
        List<Long> waits = new ArrayList<>();
        try (HikariDataSource pool = DATABASE.ownerPool(writers);
                ExecutorService threads = Executors.newFixedThreadPool(writers)) {
            List<Future<Long>> done = LongStream.range(0, writers)
                    .mapToObj(writer -> threads.submit(() -> appendSome(JdbcClient.create(pool), each)))
                    .toList();
            for (Future<Long> longest : done) {
                waits.add(longest.get());
            }
        }

        ChainVerdict verdict = verify(DATABASE, "acme");
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Intact.class,
                        intact -> assertThat(intact.head().number()).isEqualTo(5 + writers * each));
        assertThat(waits).as("the longest waits in ms: %s", waits).allMatch(wait -> wait < 10_000);
    }

    private static long appendSome(JdbcClient owner, int entries) {
        long longest = 0;
        for (int i = 0; i < entries; i++) {
            Instant begun = Instant.now();
            owner.sql("SELECT append_audit_entry('acme', 'oscar', 'member.added', 'member', 'ada', NULL, NULL)")
                    .query()
                    .singleRow();
            longest = Math.max(longest, Duration.between(begun, Instant.now()).toMillis());
        }
        return longest;
    }

    @Test
    void whatIsRolledBackLeavesNoGap() {
        DATABASE.asOwner().sql("""
                        DO $$
                        BEGIN
                            BEGIN
                                PERFORM append_audit_entry('acme', 'oscar', 'member.added', 'member', 'ada', NULL, NULL);
                                RAISE EXCEPTION 'no';
                            EXCEPTION WHEN raise_exception THEN NULL;
                            END;
                        END
                        $$""").update();
        append(DATABASE, "acme", "oscar", "member.removed");

        assertThat(verify(DATABASE, "acme"))
                .isInstanceOfSatisfying(
                        Intact.class,
                        intact -> assertThat(intact.head().number()).isEqualTo(6));
    }
}
