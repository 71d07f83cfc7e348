package io.tokentally.adapter.persistence.audit;

import static io.tokentally.adapter.persistence.audit.AuditFixtures.ADA;
import static io.tokentally.adapter.persistence.audit.AuditFixtures.ALICE;
import static io.tokentally.adapter.persistence.audit.AuditFixtures.GRETA;
import static io.tokentally.adapter.persistence.audit.AuditFixtures.OSCAR;
import static io.tokentally.adapter.persistence.audit.AuditFixtures.append;
import static io.tokentally.adapter.persistence.audit.AuditFixtures.verify;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.entry;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.application.port.out.audit.AuditChains;
import io.tokentally.application.port.out.audit.AuditLog;
import io.tokentally.domain.access.AccessRefusedException;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.audit.AuditAction;
import io.tokentally.domain.audit.AuditEntry;
import io.tokentally.domain.audit.AuditFilter;
import io.tokentally.domain.audit.AuditText;
import io.tokentally.domain.audit.ChainHead;
import io.tokentally.domain.audit.ChainVerdict.Intact;
import io.tokentally.tck.audit.AuditLogContract;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who reads what of the audit log, and what is in it. */
class AuditLogIT extends AuditLogContract {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private final AuditLog log = DATABASE.bean(AuditLog.class);

    @BeforeEach
    void fill() {
        AuditFixtures.fillPeople(DATABASE);
    }

    @Override
    protected AuditLog log() {
        return log;
    }

    @Override
    protected <T> T inTransaction(Supplier<T> work) {
        return DATABASE.inTransaction(work);
    }

    @Test
    void ownersReadTheirOrganizationAndNobodyElseReadsAnything() {
        append(DATABASE, "acme", "oscar", "member.role_changed");
        append(DATABASE, "globex", "greta", "member.removed");
        append(DATABASE, null, "operator", "organization.created");
        Viewer pretender = ViewerFixtures.viewer(ALICE.userId(), ALICE.organizationId(), Role.OWNER);
        Viewer foreigner = ViewerFixtures.viewer(OSCAR.userId(), GRETA.organizationId(), Role.OWNER);

        assertThat(entries(OSCAR, AuditFilter.ALL))
                .extracting(AuditEntry::chain)
                .containsExactly("acme");
        assertThat(entries(GRETA, AuditFilter.ALL))
                .extracting(AuditEntry::chain)
                .containsExactly("globex");
        assertThat(List.of(ALICE, ADA, pretender, foreigner)).allSatisfy(viewer -> {
            assertThat(entries(viewer, AuditFilter.ALL)).isEmpty();
            assertThat(everythingAs(viewer)).isEmpty();
            assertThat(DATABASE.inTransaction(() -> log.links(viewer, 0, 10))).isEmpty();
            assertThat(DATABASE.inTransaction(() -> log.head(viewer)))
                    .isEqualTo(ChainHead.none(viewer.organizationId().value()));
        });
    }

    /** Whatever chain they ask for. */
    private static List<String> everythingAs(Viewer viewer) {
        return DATABASE.inTransaction(() -> {
            DATABASE.asApplication()
                    .sql(
                            "SELECT set_config('tokentally.session_token', ?, true), set_config('tokentally.organization_id', ?, true)")
                    .params(viewer.token().value(), viewer.organizationId().value())
                    .query()
                    .singleRow();
            return DATABASE.asApplication()
                    .sql(
                            "SELECT chain FROM audit_entries UNION ALL SELECT chain FROM audit_personal UNION ALL SELECT chain FROM audit_heads")
                    .query((row, number) -> row.getString("chain"))
                    .list();
        });
    }

    @Test
    void anEntryTellsWhoDidWhatToWhomFromWhereBeforeAndAfter() {
        Instant begun = Instant.now();
        DATABASE.asOwner().sql("""
                        WITH whence AS (SELECT set_config('tokentally.client_address', '203.0.113.7', true))
                        SELECT append_audit_entry('acme', 'oscar', 'member.role_changed', 'member', 'ada',
                            '{"role": "MEMBER", "login": "ada@acme.example"}',
                            '{"role": "ADMIN", "login": "ada@acme.example", "limits": {"perMinute": 5}}')
                        FROM whence""").query().singleRow();

        AuditEntry entry = only(entries(OSCAR, AuditFilter.ALL));
        assertThat(entry.number()).isEqualTo(1);
        assertThat(entry.at()).isBetween(begun.minusSeconds(60), Instant.now().plusSeconds(60));
        assertThat(entry.action()).isEqualTo(new AuditAction("member.role_changed"));
        assertThat(entry.actor()).isEqualTo(new AuditText("oscar"));
        assertThat(entry.subjectKind()).isEqualTo("member");
        assertThat(entry.subject()).isEqualTo(new AuditText("ada"));
        assertThat(entry.address()).isEqualTo(new AuditText("203.0.113.7"));
        assertThat(entry.before())
                .containsExactly(
                        entry("login", new AuditText("ada@acme.example")), entry("role", new AuditText("MEMBER")));
        assertThat(entry.after())
                .containsExactly(
                        entry("limits", new AuditText("{\"perMinute\":5}")),
                        entry("login", new AuditText("ada@acme.example")),
                        entry("role", new AuditText("ADMIN")));
    }

    @Test
    void secretsAreNotKeptWhoeverPassesThem() {
        append(
                DATABASE,
                "acme",
                "oscar",
                "password.reset",
                "member",
                "ada",
                null,
                "{\"password_hash\": \"$2a$zebra\", \"token\": \"zebra\", \"once\": true}");

        assertThat(only(entries(OSCAR, AuditFilter.ALL)).after()).containsExactly(entry("once", new AuditText("true")));
        assertThat(DATABASE.asOwner()
                        .sql("SELECT count(*) FROM audit_entries WHERE detail::text LIKE '%zebra%'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void aPersonCanBeForgottenWhileTheChainsStayValid() {
        append(DATABASE, "acme", "ada", "password.changed", "account", "ada", null, null);
        append(
                DATABASE,
                "acme",
                "oscar",
                "member.added",
                "member",
                "ada",
                null,
                "{\"login\": \"Ada@acme.example\", \"displayName\": \"Ada L.\", \"role\": \"MEMBER\"}");
        append(
                DATABASE,
                "globex",
                "greta",
                "invitation.made",
                "invitation",
                "9f",
                null,
                "{\"email\": \"ada@acme.example\"}");

        long erased = erase("ada");

        assertThat(erased).isEqualTo(6);
        assertThat(verify(DATABASE, "acme")).isInstanceOfSatisfying(Intact.class, intact -> {
            assertThat(intact.head().number()).isEqualTo(3);
            assertThat(intact.erased()).isEqualTo(5);
        });
        assertThat(verify(DATABASE, "globex")).isInstanceOf(Intact.class);
        // Digests and identifiers are hexadecimal, which can spell a name.
        assertThat(everythingKept().replaceAll("[0-9a-f-]{32,}", "…")).doesNotContainIgnoringCase("ada");
        List<AuditEntry> entries = entries(OSCAR, AuditFilter.ALL);
        assertThat(entries.getFirst().action()).isEqualTo(new AuditAction("audit.person_erased"));
        assertThat(entries.get(1).actor()).isEqualTo(new AuditText("oscar"));
        assertThat(entries.get(1).subject()).isEqualTo(AuditText.ERASED);
        assertThat(entries.get(1).after())
                .containsExactly(
                        entry("displayName", AuditText.ERASED),
                        entry("login", AuditText.ERASED),
                        entry("role", new AuditText("MEMBER")));
    }

    private static long erase(String user) {
        return DATABASE.asOwner()
                .sql("SELECT erase_person_from_audit(?)")
                .param(user)
                .query(Long.class)
                .single();
    }

    private static String everythingKept() {
        return DATABASE.asOwner()
                        .sql("SELECT string_agg(entry::text, ' ') FROM audit_entries entry")
                        .query(String.class)
                        .single()
                + DATABASE.asOwner()
                        .sql("SELECT coalesce(string_agg(personal::text, ' '), '') FROM audit_personal personal")
                        .query(String.class)
                        .single();
    }

    @Test
    void entriesAreFoundByActionPersonTimeAndText() {
        append(DATABASE, "acme", "oscar", "member.added", "member", "ada", null, "{\"role\": \"MEMBER\"}");
        append(DATABASE, "acme", "ada", "price.added", "price", "nano-v2", null, "{\"reason\": \"Contract 12\"}");
        append(DATABASE, "acme", "oscar", "price.withdrawn", "price", "nano-v2", null, null);
        Instant now = Instant.now();

        assertThat(numbers(new AuditFilter("price", null, null, null, null, null, null)))
                .containsExactly(3L, 2L);
        assertThat(numbers(new AuditFilter("price.added", null, null, null, null, null, null)))
                .containsExactly(2L);
        assertThat(numbers(new AuditFilter("pric", null, null, null, null, null, null)))
                .isEmpty();
        assertThat(numbers(new AuditFilter(null, "oscar", null, null, null, null, null)))
                .containsExactly(3L, 1L);
        assertThat(numbers(new AuditFilter(null, null, "nano-v2", null, null, null, null)))
                .containsExactly(3L, 2L);
        assertThat(numbers(new AuditFilter(null, null, "ada", null, null, null, null)))
                .containsExactly(1L);
        assertThat(numbers(new AuditFilter(null, null, null, "ada", null, null, null)))
                .containsExactly(2L, 1L);
        assertThat(numbers(new AuditFilter(null, null, null, null, null, null, "contract")))
                .containsExactly(2L);
        assertThat(numbers(new AuditFilter(null, null, null, null, null, null, "OSCAR")))
                .containsExactly(3L, 1L);
        assertThat(numbers(new AuditFilter(null, null, null, null, null, null, "100%")))
                .isEmpty();
        assertThat(numbers(new AuditFilter(null, null, null, null, now.plusSeconds(60), null, null)))
                .isEmpty();
        assertThat(numbers(new AuditFilter(null, null, null, null, now.minusSeconds(60), now.plusSeconds(60), null)))
                .hasSize(3);
        assertThat(DATABASE.inTransaction(() -> log.actions(OSCAR)))
                .extracting(AuditAction::name)
                .containsExactly("member.added", "price.added", "price.withdrawn");
    }

    @Test
    void pagesFollowEachOtherByNumber() {
        List.of("a.one", "a.two", "a.three").forEach(action -> append(DATABASE, "acme", "oscar", action));

        assertThat(DATABASE.inTransaction(() -> log.entries(OSCAR, AuditFilter.ALL, null, 2)))
                .extracting(AuditEntry::number)
                .containsExactly(3L, 2L);
        assertThat(DATABASE.inTransaction(() -> log.entries(OSCAR, AuditFilter.ALL, 2L, 2)))
                .extracting(AuditEntry::number)
                .containsExactly(1L);
    }

    @Test
    void whoeverExportsIsWrittenDownAndWhoeverLooksAtOthersOnceAnHour() {
        for (int i = 0; i < 3; i++) {
            act(ALICE, AuditAction.USAGE_REPORT_OF_OTHERS, "summary");
        }
        act(ALICE, AuditAction.USAGE_REPORT_OF_OTHERS, "calls");
        act(OSCAR, AuditAction.USAGE_REPORT_OF_OTHERS, "summary");
        act(ALICE, AuditAction.USAGE_EXPORTED, "calls");
        act(ALICE, AuditAction.USAGE_EXPORTED, "calls");

        assertThat(entries(OSCAR, AuditFilter.ALL))
                .extracting(entry -> entry.action() + " " + text(entry.actor()) + " " + text(entry.subject()))
                .containsExactly(
                        "usage.exported alice calls",
                        "usage.exported alice calls",
                        "usage.report_of_others oscar summary",
                        "usage.report_of_others alice calls",
                        "usage.report_of_others alice summary");
    }

    @Test
    void nobodyWritesDownWhatIsNotTheirs() {
        Viewer stranger = ViewerFixtures.viewer(GRETA.userId(), new OrganizationId("acme"), Role.OWNER);

        assertThatIllegalArgumentException().isThrownBy(() -> act(OSCAR, new AuditAction("price.added"), "nano"));
        assertThatExceptionOfType(AccessRefusedException.class)
                .isThrownBy(() -> act(stranger, AuditAction.USAGE_EXPORTED, "calls"));
        assertThat(DATABASE.bean(AuditChains.class).heads()).isEmpty();
    }

    @Test
    void whatIsPassedOnComesInOrderAndOnce() {
        AuditChains chains = DATABASE.bean(AuditChains.class);
        append(DATABASE, "acme", "oscar", "a.one");
        append(DATABASE, null, "operator", "a.two");
        List<String> passed = new ArrayList<>();

        chains.passOn("test", page -> page.forEach(entry -> passed.add(entry.chain() + entry.number())));
        append(DATABASE, "acme", "oscar", "a.three");
        chains.passOn("test", page -> page.forEach(entry -> passed.add(entry.chain() + entry.number())));
        chains.passOn("test", page -> page.forEach(entry -> passed.add(entry.chain() + entry.number())));

        assertThat(passed).containsExactly("1", "acme1", "acme2");
    }

    @Test
    void whatTheOutputDidNotTakeIsPassedOnAgain() {
        AuditChains chains = DATABASE.bean(AuditChains.class);
        append(DATABASE, "acme", "oscar", "a.one");
        List<Long> passed = new ArrayList<>();

        assertThatIllegalStateException()
                .isThrownBy(() -> chains.passOn("test", page -> {
                    throw new IllegalStateException("disk full");
                }));
        chains.passOn("test", page -> page.forEach(entry -> passed.add(entry.number())));

        assertThat(passed).containsExactly(1L);
    }

    private void act(Viewer viewer, AuditAction action, String subject) {
        DATABASE.inTransaction(() -> {
            log.ownAct(viewer, action, "report", subject, Map.of());
            return subject;
        });
    }

    private List<AuditEntry> entries(Viewer viewer, AuditFilter filter) {
        return DATABASE.inTransaction(() -> log.entries(viewer, filter, null, 100));
    }

    private List<Long> numbers(AuditFilter filter) {
        return entries(OSCAR, filter).stream().map(AuditEntry::number).toList();
    }

    private static AuditEntry only(List<AuditEntry> entries) {
        assertThat(entries).hasSize(1);
        return entries.getFirst();
    }

    private static @Nullable String text(@Nullable AuditText text) {
        return text == null ? null : text.value();
    }
}
