package io.tokentally.adapter.persistence.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.adapter.persistence.usage.LedgerContents;
import io.tokentally.application.port.out.audit.AuditChains;
import io.tokentally.application.port.out.person.PersonalData;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.domain.access.EmailAddress;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.audit.ChainCheck;
import io.tokentally.domain.audit.ChainHead;
import io.tokentally.domain.audit.ChainVerdict;
import io.tokentally.domain.person.ErasedPerson;
import io.tokentally.domain.person.ErasureRefusal;
import io.tokentally.domain.person.ErasureRefusedException;
import io.tokentally.domain.person.KnownPerson;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What tells who somebody was is in no table any more; all else is as it was. */
class PersonErasureIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final PersonRows ADA =
            new PersonRows("u_00112233445566778899aabb", "ada@acme.example", "Ada \"Byron\" Lovelace");

    /** Of an earlier version, whose ids were addresses. */
    private static final PersonRows CHARLES =
            new PersonRows("charles@acme.example", "charles@acme.example", "Charles Babbage");

    private static final PersonRows BOB = new PersonRows("bob@acme.example", "bob@acme.example", "Bob Boole");

    private final PersonalData data = new JdbcPersonalData(DATABASE.owner());

    static List<PersonRows> people() {
        return List.of(ADA, CHARLES);
    }

    @BeforeEach
    void fill() {
        DATABASE.asOwner()
                .sql("INSERT INTO organizations VALUES ('acme', 'Acme'), ('globex', 'Globex')")
                .update();
        DATABASE.asOwner()
                .sql(
                        "INSERT INTO accounts VALUES ('oscar', 'oscar@acme.example', 'Oscar', '{bcrypt}$2a$10$' || repeat('h', 53), false, 'acme')")
                .update();
        DATABASE.asOwner()
                .sql("INSERT INTO memberships VALUES ('oscar', 'acme', 'OWNER')")
                .update();
        BOB.fill(DATABASE);
    }

    @ParameterizedTest
    @MethodSource("people")
    void nothingInAWholeDumpTellsWhoTheyWere(PersonRows person) {
        person.fill(DATABASE);
        assertThat(WholeDump.of(DATABASE).rowsWith(person.address())).hasSizeGreaterThan(5);

        ErasedPerson erased = data.erase(known(person), true);

        WholeDump dump = WholeDump.of(DATABASE);
        assertThat(dump.rowsWith(person.address())).isEmpty();
        assertThat(dump.rowsWith(person.name())).isEmpty();
        assertThat(dump.rowsWith("Lovelace")).isEmpty();
        assertThat(dump.rowsWith("Babbage")).isEmpty();
        assertThat(data.find(Set.of(person.address(), person.name()))).isEmpty();
        assertThat(erased.knownAs().value()).matches("u_[0-9a-f]{24}");
        assertThat(dump.rowsWith(erased.knownAs().value()))
                .containsKeys("usage_callers", "virtual_keys", "price_versions", "repricings", "audit_personal");
    }

    @ParameterizedTest
    @MethodSource("people")
    void figuresAreWhatTheyWereAndSoIsWhatIsOfOthers(PersonRows person) {
        person.fill(DATABASE);
        WholeDump before = WholeDump.of(DATABASE);

        data.erase(known(person), true);

        WholeDump after = WholeDump.of(DATABASE);
        assertThat(after.figures()).isNotEmpty().isEqualTo(before.figures());
        assertThat(after.rowsWith("bob@acme.example"))
                .hasSizeGreaterThan(20)
                .isEqualTo(before.rowsWith("bob@acme.example"));
        assertThat(after.rowsWith("Bob Boole")).isEqualTo(before.rowsWith("Bob Boole"));
        assertThat(LedgerContents.drift(DATABASE)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("people")
    void auditChainsStayValidAndTellOfItByTheIdThatIsLeft(PersonRows person) {
        person.fill(DATABASE);

        ErasedPerson erased = data.erase(known(person), true);

        AuditChains chains = DATABASE.bean(AuditChains.class);
        assertThat(chains.heads()).extracting(ChainHead::chain).contains("acme", "globex", "");
        for (ChainHead head : chains.heads()) {
            ChainCheck check = new ChainCheck(head, List.of());
            chains.links(head.chain(), 0, 1_000).forEach(check::accept);
            assertThat(check.verdict()).isInstanceOf(ChainVerdict.Intact.class);
            assertThat(DATABASE.asOwner()
                            .sql("""
                                SELECT entry.action || ' ' || subject.value FROM audit_entries entry
                                JOIN audit_personal subject USING (chain, number)
                                WHERE chain = ? AND field = 'subject' ORDER BY number DESC LIMIT 1""")
                            .param(head.chain())
                            .query(String.class)
                            .single())
                    .isEqualTo("person.erased " + erased.knownAs());
        }
    }

    /** A journal elsewhere may have had them for days. */
    @ParameterizedTest
    @MethodSource("people")
    void whatComesLateBringsNobodyBack(PersonRows person) {
        person.fill(DATABASE);
        data.erase(known(person), true);
        int callers = callers();

        DATABASE.bean(UsageLedger.class).post(person.calls());
        DATABASE.bean(UsageLedger.class).post(List.of(person.call(7), person.call(8), person.call(9), BOB.call(9)));

        assertThat(callers()).isEqualTo(callers);
        assertThat(WholeDump.of(DATABASE).rowsWith(person.address())).isEmpty();
        assertThat(WholeDump.of(DATABASE).rowsWith(person.name())).isEmpty();
        assertThat(DATABASE.asOwner()
                        .sql("SELECT count(*) FROM usage_calls WHERE tags ->> 'for' = 'work of Bob Boole'")
                        .query(Integer.class)
                        .single())
                .isEqualTo(3);
    }

    @Test
    void whatSomebodyWasKnownByIsForgottenAfterThirtyDays() {
        CHARLES.fill(DATABASE);
        data.erase(known(CHARLES), true);
        DATABASE.asOwner()
                .sql("UPDATE erased_people SET erased_at = now() - interval '31 days'")
                .update();

        DATABASE.asOwner().sql("SELECT purge_sessions()").query().singleRow();

        assertThat(DATABASE.asOwner()
                        .sql("SELECT count(*) FROM erased_people")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void whoeverIsStillThereIsNotErasedUnlessToldTo() {
        ADA.fill(DATABASE);
        WholeDump before = WholeDump.of(DATABASE);

        assertRefused(known(ADA), false, ErasureRefusal.ACCOUNT_NOT_CLOSED);

        assertThat(WholeDump.of(DATABASE).rowsWith("")).isEqualTo(before.rowsWith(""));
    }

    @Test
    void theLastOwnerStays() {
        ADA.fill(DATABASE);
        DATABASE.asOwner()
                .sql("DELETE FROM memberships WHERE user_id <> ?")
                .param(ADA.id())
                .update();

        assertRefused(known(ADA), true, ErasureRefusal.LAST_OWNER);
    }

    @Test
    void theLastOperatorStays() {
        DATABASE.asOwner().sql("""
                    INSERT INTO accounts (user_id, login, display_name, password_hash, one_time_password, operator)
                    VALUES ('op', 'op@acme.example', 'Op', '{bcrypt}$2a$10$' || repeat('h', 53), false, true)""").update();

        assertRefused(new KnownPerson(new UserId("op"), null), true, ErasureRefusal.LAST_OPERATOR);
    }

    @Test
    void whomNothingIsKnownOfIsNotErased() {
        assertRefused(new KnownPerson(new UserId("nobody"), null), true, ErasureRefusal.NO_SUCH_PERSON);
    }

    @Test
    void whoIsNamedAsAServiceIsNotErased() {
        CHARLES.fill(DATABASE);
        DATABASE.asOwner().sql("""
                    INSERT INTO virtual_keys (id, organization_id, name, prefix, hash, holder_kind, user_id, created_by, created_at, policy)
                    VALUES (gen_random_uuid(), 'globex', 'k', 'tt_', sha256('k'), 'SERVICE', ?, 'oscar', now(), '{"unrestricted": true}')""").param(CHARLES.id()).update();

        assertRefused(known(CHARLES), true, ErasureRefusal.NAMED_AS_SERVICE);
    }

    @Test
    void usageOfAnEarlierVersionIsMovedFirst() {
        CHARLES.fill(DATABASE);
        DATABASE.asOwner().sql("""
                    INSERT INTO rollups_to_move (organization_id, bucket_start, user_id, endpoint, provider, model, requests, failures,
                        input_tokens, output_tokens, total_cost, unpriced, estimated)
                    VALUES ('acme', '2026-01-01Z', ?, 'e', 'openai', 'm', 1, 0, 1, 1, 1, 0, 0)""").param(CHARLES.id()).update();

        assertRefused(known(CHARLES), true, ErasureRefusal.USAGE_NOT_MOVED);
        DATABASE.asOwner().sql("DELETE FROM rollups_to_move").update();
    }

    /** The account is closed by an owner first, and the row forgets the address. */
    @Test
    void whoeverIsGoneIsErasedByTheAddressThatTheyHad() {
        ADA.fill(DATABASE);
        DATABASE.asOwner()
                .sql("DELETE FROM memberships WHERE user_id = ?")
                .param(ADA.id())
                .update();
        DATABASE.asOwner().sql("SELECT shut_account(?)").param(ADA.id()).query().singleRow();

        assertThat(data.withAddress(new EmailAddress(ADA.address()))).containsExactly(new UserId(ADA.id()));
        data.erase(new KnownPerson(new UserId(ADA.id()), null), false);

        assertThat(WholeDump.of(DATABASE).rowsWith(ADA.address())).isEmpty();
    }

    /** A candidate, or somebody who was invited and never came. */
    @Test
    void whoeverHasNoAccountIsErasedByTheAddress() {
        DATABASE.asOwner()
                .sql(
                        "INSERT INTO candidates VALUES ('acme', gen_random_uuid(), 'oscar', now(), 'cv.pdf', '{\"email\": \"Grace@navy.example\"}')")
                .update();

        ErasedPerson erased = data.erase(new KnownPerson(new UserId("grace@navy.example"), null), false);

        assertThat(erased.changed()).containsEntry("candidates", 1L);
        assertThat(WholeDump.of(DATABASE).rowsWith("grace@navy.example")).isEmpty();
    }

    private void assertRefused(KnownPerson person, boolean closing, ErasureRefusal reason) {
        assertThatExceptionOfType(ErasureRefusedException.class)
                .isThrownBy(() -> data.erase(person, closing))
                .returns(reason, ErasureRefusedException::reason);
    }

    private static int callers() {
        return DATABASE.asOwner()
                .sql("SELECT count(*) FROM usage_callers")
                .query(Integer.class)
                .single();
    }

    private static KnownPerson known(PersonRows person) {
        return new KnownPerson(new UserId(person.id()), null);
    }
}
