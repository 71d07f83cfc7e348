package io.tokentally.adapter.persistence.access;

import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import java.io.IOException;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Somebody speaks SQL as the application's role and tries to see, or do, more than the viewer may. */
class RowLevelSecurityIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final OrganizationId GLOBEX = new OrganizationId("globex");

    private static final Viewer ADA = viewer("ada", ACME, Role.MEMBER);
    private static final Viewer ALICE = viewer("alice", ACME, Role.ADMIN);
    private static final Viewer OSCAR = viewer("oscar", ACME, Role.OWNER);
    private static final Viewer TOM_AT_ACME = viewer("tom", ACME, Role.MEMBER);
    private static final Viewer TOM_AT_GLOBEX = viewer("tom", GLOBEX, Role.ADMIN);
    private static final Viewer GWEN = viewer("gwen", GLOBEX, Role.MEMBER);

    private static final String OWNERS = "SELECT organization_id || '/' || user_id FROM %s ORDER BY 1";

    private static final UUID REPRICING = UUID.fromString("00000000-0000-4000-8000-000000000001");

    private final SqlSession application = new SqlSession(DATABASE.application());

    @BeforeEach
    void fill() {
        List<Viewer> people = List.of(ADA, ALICE, OSCAR, TOM_AT_ACME, TOM_AT_GLOBEX, GWEN);
        people.forEach(DATABASE::addMember);
        DATABASE.bean(UsageLedger.class)
                .post(people.stream()
                        .map(person -> aUsageRecord()
                                .of(person.organizationId(), person.userId())
                                .withSeed(person.hashCode())
                                .build())
                        .toList());
        DATABASE.asOwner().sql("""
            INSERT INTO candidates
            SELECT organization_id, gen_random_uuid(), user_id, now(), 'cv.pdf', '{}' FROM memberships\
            """).update();
        DATABASE.asOwner()
                .sql("INSERT INTO tag_dimensions (organization_id, name) SELECT id, 'tag of ' || id FROM organizations")
                .update();
        DATABASE.asOwner().sql("""
            INSERT INTO usage_views (organization_id, user_id, name, shared, address, of_organization)
            SELECT organization_id, user_id, user_id, user_id = 'alice', 'api-usage', user_id = 'alice' FROM memberships\
            """).update();
        DATABASE.asOwner()
                .sql(
                        "INSERT INTO usage_view_choices (organization_id, user_id) SELECT organization_id, user_id FROM memberships")
                .update();
        DATABASE.asOwner().sql("""
            INSERT INTO usage_mail_choices (organization_id, user_id, rhythm, language)
            SELECT organization_id, user_id, 'weekly', 'en' FROM memberships\
            """).update();
        fillPricesAndRepricings();
        fillKeys();
        fillAlerts();
        fillBudgets();
    }

    private static void fillBudgets() {
        JdbcClient owner = DATABASE.asOwner();
        owner.sql("""
            INSERT INTO budgets (
                organization_id, id, name, user_id, measure, amount, window_kind, action, bound, unbounded, unpriced, strict,
                when_unknown, changed_by)
            SELECT organization_id, md5(user_id)::uuid, user_id, user_id, 'COST', 1, 'DAY', 'BLOCK', 'EXPECTED', 'PASS', 'PASS', false,
                'OPEN', 'oscar'
            FROM memberships\
            """).update();
        owner.sql("INSERT INTO budget_versions SELECT organization_id, id, 1, '{}', 'oscar', now() FROM budgets")
                .update();
        owner.sql("INSERT INTO budget_sums SELECT organization_id, id, '', now(), 1 FROM budgets")
                .update();
        owner.sql("INSERT INTO budget_leases SELECT organization_id, id, '', now(), id, id, 1, now() FROM budgets")
                .update();
        owner.sql("INSERT INTO budget_holds SELECT organization_id, id, '', now(), now(), id, 1 FROM budgets")
                .update();
    }

    private static void fillAlerts() {
        JdbcClient owner = DATABASE.asOwner();
        owner.sql("""
            INSERT INTO alert_events (organization_id, id, kind, dedupe, state, raised_at, user_id, quiet)
            SELECT organization_id, md5(user_id)::uuid, 'cost', sha256(convert_to(user_id, 'UTF8')), 'over', now(), user_id, false
            FROM memberships\
            """).update();
        owner.sql("""
            INSERT INTO alert_channels (organization_id, id, name, kind, address, sealed, enabled, minimum_state, changed_at)
            SELECT id, md5('channel')::uuid, 'hook of ' || id, 'webhook', 'example.org', 'c2VhbGVk', true, 'ok', now()
            FROM organizations\
            """).update();
        owner.sql("""
            INSERT INTO alert_deliveries (organization_id, event_id, channel_id, round, created_at, next_attempt_at)
            SELECT organization_id, id, md5('channel')::uuid, 1, now(), now() FROM alert_events\
            """).update();
        owner.sql("INSERT INTO alert_mutes (organization_id, kind, until) SELECT id, 'cost', now() FROM organizations")
                .update();
        owner.sql("INSERT INTO alert_reads SELECT organization_id, user_id, id FROM alert_events")
                .update();
        owner.sql("""
            INSERT INTO alert_rules (organization_id, name, kind, severity, window_kind, enabled, changed_by)
            SELECT id, 'rule of ' || id, 'unpriced', 'over', 'DAY', true, 'oscar' FROM organizations\
            """).update();
        owner.sql("INSERT INTO alert_rule_clocks SELECT id, now() FROM organizations")
                .update();
        owner.sql("INSERT INTO alert_late_times (organization_id, quarter_hour) SELECT id, now() FROM organizations")
                .update();
    }

    private static void fillKeys() {
        JdbcClient owner = DATABASE.asOwner();
        owner.sql("""
            INSERT INTO virtual_keys (id, organization_id, name, prefix, hash, holder_kind, user_id, created_by,
                created_at, policy)
            SELECT gen_random_uuid(), organization_id, 'key', 'tt_', sha256(convert_to(user_id || organization_id,
                'UTF8')), 'USER', user_id, user_id, now(), '{"unrestricted": true}'
            FROM memberships\
            """).update();
        owner.sql("INSERT INTO virtual_key_uses SELECT id, now() FROM virtual_keys")
                .update();
        owner.sql("""
            INSERT INTO refused_calls
            SELECT now(), 1, id, organization_id, 'key_revoked', user_id FROM virtual_keys
            UNION ALL SELECT now(), 1, gen_random_uuid(), '', 'unknown_key', ''\
            """).update();
        owner.sql("""
            INSERT INTO refused_call_samples (refused_at, virtual_key_id, organization_id, reason, user_id)
            SELECT hour, virtual_key_id, organization_id, reason, user_id FROM refused_calls\
            """).update();
        owner.sql("""
            INSERT INTO provider_keys
            SELECT id, 'openai', 'c2VhbGVk', 'aled', 'oscar', now() FROM organizations\
            """).update();
    }

    private static void fillPricesAndRepricings() {
        JdbcClient owner = DATABASE.asOwner();
        for (String organization : List.of("acme", "globex")) {
            owner.sql("INSERT INTO price_versions VALUES (?, 'v', 1, '{}', 'OWN', 'a', 'b', 'c', now(), 'd')")
                    .param(organization)
                    .update();
            owner.sql("INSERT INTO price_discounts VALUES (?, 'd', 2, '{}', 'OWN', 'a', 'b', 'c', now(), 'd')")
                    .param(organization)
                    .update();
            owner.sql("INSERT INTO price_withdrawals VALUES (?, 'v', 3, 'a', 'b', now(), 'd')")
                    .param(organization)
                    .update();
            owner.sql("""
                INSERT INTO repricings
                VALUES (?, ?, DEFAULT, now(), now(), NULL, NULL, false, 'why', 'who', now(), 'APPLYING', 0, 0, NULL, '[]')\
                """).params(organization, REPRICING).update();
        }
        owner.sql("""
            INSERT INTO repriced_calls (organization_id, repricing_id, created_at, call_id, old_cost_status,
                old_cost_lines, new_cost_status, new_cost_lines)
            SELECT organization_id, ?, created_at, id, cost_status, cost_lines, cost_status, cost_lines
            FROM api_usage_logs\
            """).param(REPRICING).update();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api_usage_logs",
                "usage_callers",
                "usage_calls JOIN usage_callers USING (organization_id) WHERE number = caller",
                "usage_days JOIN usage_callers USING (organization_id) WHERE number = caller",
                "usage_quarter_hours JOIN usage_callers USING (organization_id) WHERE number = caller",
                "usage_caller_days JOIN usage_callers USING (organization_id) WHERE number = caller",
                "refused_calls",
                "refused_call_samples",
                "memberships",
                "virtual_keys",
                "alert_events",
                "budgets"
            })
    void membersSeeThemselvesAndAdminsAndOwnersTheirOrganization(String table) {
        String owners = OWNERS.formatted(table);
        List<String> acme = List.of("acme/ada", "acme/alice", "acme/oscar", "acme/tom");

        assertThat(application.read(ADA, owners)).containsExactly("acme/ada");
        assertThat(application.read(ALICE, owners)).isEqualTo(acme);
        assertThat(application.read(OSCAR, owners)).isEqualTo(acme);
        assertThat(application.read(GWEN, owners)).containsExactly("globex/gwen");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api_usage_logs",
                "usage_callers",
                "usage_calls JOIN usage_callers USING (organization_id) WHERE number = caller",
                "usage_days JOIN usage_callers USING (organization_id) WHERE number = caller",
                "usage_quarter_hours JOIN usage_callers USING (organization_id) WHERE number = caller",
                "usage_caller_days JOIN usage_callers USING (organization_id) WHERE number = caller",
                "refused_calls",
                "refused_call_samples",
                "memberships",
                "virtual_keys",
                "alert_events",
                "budgets"
            })
    void whoeverIsInTwoOrganizationsSeesEachInTheirRoleThere(String table) {
        String owners = OWNERS.formatted(table);

        assertThat(application.read(TOM_AT_ACME, owners)).containsExactly("acme/tom");
        assertThat(application.read(TOM_AT_GLOBEX, owners)).containsExactly("globex/gwen", "globex/tom");
    }

    @Test
    void candidatesBelongToTheWholeOrganizationAndToNoOther() {
        String organizations = "SELECT organization_id FROM candidates";

        assertThat(application.read(ADA, organizations)).hasSize(4).containsOnly("acme");
        assertThat(application.read(GWEN, organizations)).hasSize(2).containsOnly("globex");
    }

    @ParameterizedTest
    @ValueSource(strings = {"price_versions", "price_discounts", "price_withdrawals"})
    void everyMemberKnowsWhatTheOrganizationPaysAndNobodyElseDoes(String table) {
        String organizations = "SELECT organization_id FROM " + table;

        assertThat(List.of(ADA, ALICE, OSCAR, TOM_AT_ACME))
                .allSatisfy(viewer ->
                        assertThat(application.read(viewer, organizations)).containsExactly("acme"));
        assertThat(application.read(GWEN, organizations)).containsExactly("globex");
    }

    @Test
    void everyMemberKnowsWhatTheOrganizationDeclaredAndNobodyElseDoes() {
        for (String query : List.of("SELECT name FROM tag_dimensions", "SELECT name FROM tag_values_of_month()")) {
            assertThat(List.of(ADA, ALICE, OSCAR, TOM_AT_ACME))
                    .allSatisfy(viewer ->
                            assertThat(application.read(viewer, query)).containsExactly("tag of acme"));
            assertThat(application.read(GWEN, query)).containsExactly("tag of globex");
        }
    }

    @Test
    void viewsAreTheirOwnersAndWhatIsSharedTheirsWhoMaySeeWhatIsInIt() {
        String views = "SELECT name FROM usage_views";

        assertThat(application.read(ADA, views)).containsExactly("ada");
        assertThat(application.read(ALICE, views)).containsExactly("alice");
        assertThat(application.read(OSCAR, views)).containsExactlyInAnyOrder("alice", "oscar");
        assertThat(application.read(GWEN, views)).containsExactly("gwen");
        assertThat(application.read(OSCAR, "SELECT user_id FROM usage_view_choices"))
                .containsExactly("oscar");
    }

    @Test
    void whatIsToldByMailIsEachOnesOwn() {
        String choices = "SELECT organization_id || '/' || user_id FROM usage_mail_choices";

        assertThat(application.read(ADA, choices)).containsExactly("acme/ada");
        assertThat(application.read(OSCAR, choices)).containsExactly("acme/oscar");
        assertThat(application.read(TOM_AT_GLOBEX, choices)).containsExactly("globex/tom");
    }

    @ParameterizedTest
    @ValueSource(strings = {"budget_sums", "budget_leases"})
    void whatIsSpentIsSeenWithItsBudget(String table) {
        String budgets = "SELECT organization_id || '/' || budget_id FROM " + table;

        assertThat(application.read(ADA, budgets))
                .containsExactlyInAnyOrderElementsOf(
                        application.read(ADA, "SELECT organization_id || '/' || id FROM budgets"))
                .hasSize(1);
        assertThat(application.read(ALICE, budgets))
                .containsExactlyInAnyOrderElementsOf(
                        application.read(ALICE, "SELECT organization_id || '/' || id FROM budgets"))
                .hasSizeGreaterThan(1);
    }

    /** Its function asks no policy. */
    @Test
    void whatIsOnHoldIsSeenWithItsBudget() {
        for (Viewer viewer : List.of(ADA, ALICE, OSCAR, TOM_AT_ACME, TOM_AT_GLOBEX, GWEN)) {
            assertThat(application.read(viewer, "SELECT budget_id::text FROM amounts_on_hold()"))
                    .as(viewer.userId().value())
                    .containsExactlyInAnyOrderElementsOf(application.read(viewer, "SELECT id::text FROM budgets"))
                    .isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "budget_versions",
                "budget_holds",
                "alert_channels",
                "alert_deliveries",
                "alert_mutes",
                "alert_rules"
            })
    void adminsAndOwnersSeeWhereAlertsAreToldAndMembersDoNot(String table) {
        String organizations = "SELECT DISTINCT organization_id FROM " + table;

        assertThat(application.read(ALICE, organizations)).containsExactly("acme");
        assertThat(application.read(OSCAR, organizations)).containsExactly("acme");
        assertThat(application.read(TOM_AT_GLOBEX, organizations)).containsExactly("globex");
        assertThat(application.read(ADA, organizations)).isEmpty();
        assertThat(application.read(GWEN, organizations)).isEmpty();
    }

    @Test
    void whatSomebodyHasSeenIsTheirsAlone() {
        String readers = "SELECT organization_id || '/' || user_id FROM alert_reads";

        assertThat(application.read(OSCAR, readers)).containsExactly("acme/oscar");
        assertThat(application.read(ADA, readers)).containsExactly("acme/ada");
        assertThat(application.refusal(OSCAR, "INSERT INTO alert_reads VALUES ('acme', 'ada', gen_random_uuid())"))
                .isEqualTo("42501");
    }

    @ParameterizedTest
    @ValueSource(strings = {"repricings", "repriced_calls"})
    void adminsAndOwnersSeeWhatWasPricedAgainAndMembersDoNot(String table) {
        String organizations = "SELECT DISTINCT organization_id FROM " + table;

        assertThat(application.read(ALICE, organizations)).containsExactly("acme");
        assertThat(application.read(OSCAR, organizations)).containsExactly("acme");
        assertThat(application.read(TOM_AT_GLOBEX, organizations)).containsExactly("globex");
        assertThat(application.read(ADA, organizations)).isEmpty();
        assertThat(application.read(TOM_AT_ACME, organizations)).isEmpty();
        assertThat(application.read(GWEN, organizations)).isEmpty();
    }

    @Test
    void whenAKeyWasUsedIsKnownToThoseWhoKnowTheKey() {
        String used = "SELECT virtual_key_id::text FROM virtual_key_uses";

        assertThat(application.read(ADA, used)).hasSize(1);
        assertThat(application.read(OSCAR, used)).hasSize(4);
        assertThat(application.read(GWEN, used)).hasSize(1);
    }

    @Test
    void onlyOwnersKnowWhichProvidersKeysThereAre() {
        String organizations = "SELECT organization_id FROM provider_keys";

        assertThat(application.read(OSCAR, organizations)).containsExactly("acme");
        assertThat(application.read(ALICE, organizations)).isEmpty();
        assertThat(application.read(ADA, organizations)).isEmpty();
        assertThat(application.read(TOM_AT_GLOBEX, organizations)).isEmpty();
    }

    @Test
    void theTablesHoldMoreThanAnyOfThemSees() {
        assertThat(DATABASE.asOwner()
                        .sql(OWNERS.formatted("api_usage_logs"))
                        .query(String.class)
                        .list())
                .hasSize(6);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT id::text FROM api_usage_logs",
                "SELECT id::text FROM usage_calls",
                "SELECT user_id FROM usage_callers",
                "SELECT endpoint FROM usage_series",
                "SELECT name FROM tag_dimensions",
                "SELECT name FROM tag_values_of_month()",
                "SELECT name FROM usage_views",
                "SELECT user_id FROM usage_view_choices",
                "SELECT user_id FROM usage_mail_choices",
                "SELECT number::text FROM usage_rates",
                "SELECT number::text FROM usage_unit_rates",
                "SELECT caller::text FROM usage_quarter_hours",
                "SELECT caller::text FROM usage_days",
                "SELECT series::text FROM usage_series_quarter_hours",
                "SELECT series::text FROM usage_series_days",
                "SELECT caller::text FROM usage_caller_days",
                "SELECT reason FROM refused_calls",
                "SELECT reason FROM refused_call_samples",
                "SELECT id::text FROM candidates",
                "SELECT user_id FROM memberships",
                "SELECT id FROM organizations",
                "SELECT login FROM accounts",
                "SELECT version FROM price_versions",
                "SELECT id FROM price_discounts",
                "SELECT withdrawn FROM price_withdrawals",
                "SELECT id::text FROM repricings",
                "SELECT call_id::text FROM repriced_calls",
                "SELECT prefix FROM virtual_keys",
                "SELECT virtual_key_id::text FROM virtual_key_uses",
                "SELECT hint FROM provider_keys",
                "SELECT id::text FROM alert_events",
                "SELECT name FROM alert_channels",
                "SELECT name FROM alert_rules",
                "SELECT id::text FROM alert_deliveries",
                "SELECT id::text FROM alert_mutes",
                "SELECT user_id FROM alert_reads",
                "SELECT name FROM budgets",
                "SELECT terms FROM budget_versions",
                "SELECT subject FROM budget_sums",
                "SELECT subject FROM budget_leases",
                "SELECT subject FROM budget_holds",
                "SELECT subject FROM amounts_on_hold()"
            })
    void withoutAnIdentityThereIsNothing(String query) throws SQLException {
        assertThat(application.read(query)).isEmpty();
        assertThat(application.read("SET LOCAL tokentally.session_token = 'token of alice'", query))
                .isEmpty();
        assertThat(application.read("SET LOCAL tokentally.organization_id = 'acme'", query))
                .isEmpty();
        assertThat(application.read(
                        "SET LOCAL tokentally.session_token = ''; SET LOCAL tokentally.organization_id = ''", query))
                .isEmpty();
        assertThat(application.read(
                        "SET LOCAL tokentally.user_id = 'alice'; SET LOCAL tokentally.organization_id = 'acme'", query))
                .isEmpty();
        assertThat(application.read(viewer("nobody", ACME, Role.OWNER), query)).isEmpty();
    }

    /** As it would be without {@code security_invoker}: a view asks as its owner, whom no policy holds. */
    @Test
    void aViewThatDidNotAskAsItsReaderWouldShowEveryOrganization() {
        DATABASE.asOwner()
                .sql("ALTER VIEW api_usage_logs SET (security_invoker = false)")
                .update();
        try {
            assertThat(application.read(ADA, OWNERS.formatted("api_usage_logs")))
                    .contains("globex/gwen");
        } finally {
            DATABASE.asOwner()
                    .sql("ALTER VIEW api_usage_logs SET (security_invoker = true)")
                    .update();
        }
        assertThat(application.read(ADA, OWNERS.formatted("api_usage_logs"))).containsExactly("acme/ada");
    }

    /** Names of features and models that nobody but others use tell what these do. */
    @Test
    void membersLearnNoSeriesButThoseOfTheirOwnCalls() {
        DATABASE.bean(UsageLedger.class)
                .post(List.of(aUsageRecord()
                        .of(ACME, OSCAR.userId())
                        .withEndpoint("secret_project")
                        .build()));

        assertThat(application.read(ADA, "SELECT endpoint FROM usage_series"))
                .isNotEmpty()
                .doesNotContain("secret_project");
        assertThat(application.read(OSCAR, "SELECT endpoint FROM usage_series")).contains("secret_project");
    }

    @ParameterizedTest
    @ValueSource(strings = {"usage_series_days", "usage_series_quarter_hours"})
    void sumsOfAllCallersAreForAdminsAndOwners(String table) {
        String organizations = "SELECT DISTINCT organization_id FROM " + table;

        assertThat(application.read(ADA, organizations)).isEmpty();
        assertThat(application.read(TOM_AT_ACME, organizations)).isEmpty();
        assertThat(application.read(ALICE, organizations)).containsExactly("acme");
        assertThat(application.read(TOM_AT_GLOBEX, organizations)).containsExactly("globex");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT organization_id FROM api_usage_logs WHERE organization_id = 'globex'",
                "SELECT organization_id FROM api_usage_logs WHERE true OR organization_id = 'globex'",
                "SELECT organization_id FROM api_usage_logs UNION ALL SELECT organization_id FROM usage_days",
                "SELECT organization_id FROM api_usage_logs EXCEPT SELECT 'acme'",
                "WITH everything AS MATERIALIZED (TABLE api_usage_logs) SELECT organization_id FROM everything",
                "SELECT organization_id FROM usage_calls TABLESAMPLE SYSTEM (100)",
                "SELECT log.organization_id FROM memberships RIGHT JOIN api_usage_logs log ON true",
                "SELECT max(log.organization_id) FROM generate_series(1, 3) i, LATERAL (TABLE api_usage_logs) log",
                "SELECT query_to_xml('TABLE api_usage_logs', true, false, '')::text",
                "SELECT table_to_xml('usage_days', true, false, '')::text",
                "SELECT json_agg(row_to_json(log))::text FROM api_usage_logs log",
                "SELECT organization_id FROM candidates UNION SELECT user_id FROM memberships UNION SELECT id FROM"
                        + " organizations",
                "SELECT login FROM accounts",
                "SELECT coalesce(viewer_organization_id(), '')"
            })
    void noQueryReachesAnotherOrganization(String query) {
        assertThat(application.read(ADA, query)).noneMatch(value -> value.contains("globex") || value.contains("gwen"));
        assertThat(application.read(OSCAR, query))
                .noneMatch(value -> value.contains("globex") || value.contains("gwen"));
    }

    @Test
    void aClaimedRoleIsNotBelieved() throws SQLException {
        Viewer pretender = viewer("ada", ACME, Role.OWNER);
        Viewer foreigner = viewer("ada", GLOBEX, Role.OWNER);

        assertThat(application.read(pretender, OWNERS.formatted("api_usage_logs")))
                .containsExactly("acme/ada");
        assertThat(application.read(foreigner, OWNERS.formatted("api_usage_logs")))
                .isEmpty();
        assertThat(application.read(
                        "SET LOCAL tokentally.session_token = 'token of ada'; SET LOCAL tokentally.organization_id ="
                                + " 'acme'; SET LOCAL tokentally.role = 'OWNER'",
                        OWNERS.formatted("api_usage_logs")))
                .containsExactly("acme/ada");
    }

    @Test
    void aLostMembershipIsLostAtOnce() {
        assertThat(application.read(ALICE, OWNERS.formatted("usage_callers"))).isNotEmpty();

        DATABASE.asOwner()
                .sql("DELETE FROM memberships WHERE user_id = 'alice'")
                .update();

        assertThat(application.read(ALICE, OWNERS.formatted("usage_callers"))).isEmpty();
    }

    @Test
    void aConnectionThatSomebodyElseUsedKnowsNothingOfThem() throws SQLException {
        assertThat(application.read(OSCAR, OWNERS.formatted("api_usage_logs"))).hasSize(4);

        // The pool has one connection: it is the very same.
        assertThat(application.read(OWNERS.formatted("api_usage_logs"))).isEmpty();
        assertThat(application.read("SELECT coalesce(current_setting('tokentally.session_token', true), '')"))
                .containsExactly("");
        assertThat(application.read(ADA, OWNERS.formatted("api_usage_logs"))).containsExactly("acme/ada");
    }

    @Test
    void anIdentityOutsideATransactionHoldsForNothing() {
        DATABASE.asApplication()
                .sql("SELECT set_config('tokentally.session_token', 'token of oscar', true),"
                        + " set_config('tokentally.organization_id', 'acme', true)")
                .query()
                .singleRow();

        assertThat(DATABASE.asApplication()
                        .sql(OWNERS.formatted("api_usage_logs"))
                        .query(String.class)
                        .list())
                .isEmpty();
        assertThatIllegalStateException()
                .isThrownBy(() -> DATABASE.bean(ViewerIdentity.class).assume(OSCAR));
    }

    @Test
    void noErrorTellsOfARowThatIsHidden() {
        String divideByZero = "SELECT user_id FROM api_usage_logs WHERE 1 / (CASE organization_id WHEN 'globex' THEN 0"
                + " ELSE 1 END) = 1";
        String castFails =
                "SELECT user_id FROM memberships WHERE CASE user_id WHEN 'ada' THEN 1 ELSE user_id::int END = 1";

        assertThat(application.read(ADA, divideByZero)).containsExactly("ada");
        assertThat(application.read(ADA, castFails)).containsExactly("ada");
    }

    @Test
    void statisticsTellNothing() {
        DATABASE.asOwner().sql("ANALYZE usage_calls, usage_days, candidates").update();

        assertThat(application.read(ADA, "SELECT tablename FROM pg_stats WHERE schemaname = 'public'"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COPY usage_callers (user_id) TO STDOUT",
                "COPY (SELECT user_id FROM api_usage_logs) TO STDOUT",
            })
    void copyingOutGivesWhatSelectingGives(String sql) throws SQLException, IOException {
        try (Connection connection = DATABASE.application().getConnection()) {
            connection.setAutoCommit(false);
            SqlSession.assume(connection, ADA);
            StringWriter copy = new StringWriter();
            connection.unwrap(PGConnection.class).getCopyAPI().copyOut(sql, copy);
            connection.rollback();

            assertThat(copy.toString()).isEqualTo("ada\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM usage_calls_2026_10",
                "SELECT password_hash FROM accounts",
                "SELECT * FROM accounts",
                "SELECT * FROM databasechangelog",
                "SELECT * FROM pg_authid",
                "SELECT pg_read_file('PG_VERSION')",
                "TRUNCATE usage_calls",
                "INSERT INTO usage_calls (organization_id) VALUES ('acme')",
                "SELECT * FROM usage_calls FOR UPDATE",
                "SELECT * FROM api_usage_logs FOR UPDATE",
                "LOCK TABLE usage_calls IN ACCESS EXCLUSIVE MODE",
                "UPDATE usage_calls SET total_cost = 0",
                "DELETE FROM usage_calls",
                "UPDATE usage_days SET total_cost = 0",
                "DELETE FROM usage_days",
                "DELETE FROM usage_series_days",
                "SELECT roll_up('acme', '{}')",
                "UPDATE memberships SET role = 'OWNER'",
                "INSERT INTO memberships VALUES ('ada', 'globex', 'OWNER')",
                "DELETE FROM memberships",
                "UPDATE accounts SET password_hash = 'mine'",
                "UPDATE candidates SET organization_id = 'globex'",
                "INSERT INTO candidates VALUES ('globex', gen_random_uuid(), 'ada', now(), 'cv.pdf', '{}')",
                "INSERT INTO candidates VALUES ('acme', gen_random_uuid(), 'ada', now(), 'cv.pdf', '{}')",
                "INSERT INTO price_versions (organization_id) VALUES ('acme')",
                "UPDATE price_versions SET terms = '{}'",
                "DELETE FROM price_versions",
                "TRUNCATE price_versions",
                "INSERT INTO price_discounts (organization_id) VALUES ('acme')",
                "UPDATE price_discounts SET terms = '{}'",
                "DELETE FROM price_discounts",
                "INSERT INTO price_withdrawals (organization_id) VALUES ('acme')",
                "UPDATE price_withdrawals SET reason = 'none'",
                "DELETE FROM price_withdrawals",
                "SELECT nextval('price_entries')",
                "SELECT hash FROM virtual_keys",
                "SELECT * FROM virtual_keys",
                "INSERT INTO virtual_keys (organization_id) VALUES ('acme')",
                "UPDATE virtual_keys SET revoked_at = NULL",
                "DELETE FROM virtual_keys",
                "SELECT * FROM refused_call_writers",
                "UPDATE refused_calls SET calls = 1",
                "DELETE FROM refused_call_samples",
                "UPDATE virtual_key_uses SET last_used_at = now()",
                "DELETE FROM virtual_key_uses",
                "UPDATE key_policies SET ceiling = NULL",
                "DELETE FROM key_policies",
                "SELECT * FROM provider_resources",
                "INSERT INTO provider_resources VALUES ('acme', 'openai', 'file-1', gen_random_uuid())",
                "SELECT owners_of_resources('acme', 'openai', ARRAY['file-1'])",
                "SELECT * FROM batch_files",
                "DELETE FROM batch_files",
                "SELECT keep_batch_file('acme', 'openai', 'file-1', '[]', interval '1 day')",
                "SELECT requests_of_batch_file('acme', 'openai', 'file-1')",
                "SELECT sealed FROM provider_keys",
                "UPDATE budgets SET amount = 100",
                "DELETE FROM budgets",
                "UPDATE budget_sums SET spent = 0",
                "DELETE FROM budget_leases",
                "DELETE FROM budget_holds",
                "UPDATE budget_versions SET terms = '{}'",
                "SELECT * FROM blocking_budgets()",
                "SELECT * FROM budgets_nearest_their_amounts(10)",
                "SELECT recount_budgets('acme')",
                "SELECT drop_budget_leases(gen_random_uuid(), gen_random_uuid())",
                "SELECT sealed FROM alert_channels",
                "SELECT lease FROM alert_deliveries",
                "UPDATE alert_events SET muted = true",
                "DELETE FROM alert_events",
                "INSERT INTO alert_channels (organization_id) VALUES ('acme')",
                "UPDATE alert_channels SET enabled = false",
                "UPDATE alert_deliveries SET state = 'sent'",
                "DELETE FROM alert_mutes",
                "UPDATE alert_rules SET enabled = false",
                "SELECT * FROM alert_rule_clocks",
                "SELECT * FROM alert_late_times",
                "SELECT evaluate_alert_rules('acme', now())",
                "SELECT purge_alerts(now(), 1)",
                "DELETE FROM alert_reads",
                "SELECT raise_alert('acme', 'cost', 'x', 'over', now(), '{}')",
                "SELECT spread_alerts(now(), 1)",
                "SELECT * FROM claim_alert_deliveries(now(), now(), 1)",
                "SELECT alert_channel_secret('acme', gen_random_uuid())",
                "SELECT * FROM provider_keys",
                "INSERT INTO provider_keys (organization_id) VALUES ('acme')",
                "UPDATE provider_keys SET provider = 'other'",
                "DELETE FROM provider_keys",
                "SELECT * FROM key_changes",
                "UPDATE key_changes SET last = 0",
                "SELECT * FROM master_keys",
                "DELETE FROM master_keys",
                "SELECT sealed FROM hashing_keys",
                "UPDATE hashing_keys SET valid_until = now()",
                "DELETE FROM hashing_keys",
                "SELECT renew_key_hash(gen_random_uuid(), '', '', 1)",
                "SELECT require_own_key('ada')",
                "SELECT require_service_name('globex', 'gwen')",
                "SELECT note_key_uses('{}', '{}')",
                "INSERT INTO repricings (organization_id) VALUES ('acme')",
                "UPDATE repricings SET state = 'APPLIED'",
                "DELETE FROM repricings",
                "SELECT * FROM repricings FOR UPDATE",
                "INSERT INTO repriced_calls (organization_id) VALUES ('acme')",
                "UPDATE repriced_calls SET put_back_at = now()",
                "DELETE FROM repriced_calls",
                "SELECT replace_costs('acme', '[]')",
                "SELECT require_repricing('00000000-0000-4000-8000-000000000001', 'APPLYING')",
                "SELECT require_owner_to('take over')",
                "SELECT require_new_price_name('globex', 'v')",
                "SELECT replace_costs('acme', '[]')",
                "SET ROLE tokentally_metering",
                "SET ROLE tokentally_test_owner",
                "SET SESSION AUTHORIZATION tokentally_test_owner",
                "SET LOCAL row_security = off; SELECT * FROM api_usage_logs",
                "ALTER TABLE usage_calls DISABLE ROW LEVEL SECURITY",
                "ALTER VIEW api_usage_logs SET (security_invoker = false)",
                "DROP POLICY viewer_reads ON usage_calls",
                "CREATE POLICY mine ON usage_calls USING (true)",
                "ALTER ROLE tokentally_test_app BYPASSRLS",
                "CREATE TABLE public.mine (id int)",
                "CREATE TEMPORARY TABLE candidates (id int)",
                "CREATE VIEW public.mine AS TABLE api_usage_logs",
                "CREATE FUNCTION public.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
                "CREATE SCHEMA mine",
                "SELECT token_hash FROM sessions",
                "SELECT * FROM sessions",
                "INSERT INTO sessions (user_id) VALUES ('ada')",
                "UPDATE sessions SET ended_at = NULL",
                "DELETE FROM sessions",
                "SELECT * FROM viewer_session()",
                "SELECT * FROM find_account('ada')",
                "SELECT open_session(sha256('x'), 'BROWSER', 'alice', false, interval '1 day', NULL, NULL, NULL)",
                "SELECT * FROM session_state(sha256('x'))",
                "SELECT renew_authentication(sha256('token of oscar'))",
                "SELECT replace_password(sha256('token of oscar'), 'mine')",
                "SELECT end_session(sha256('token of alice'))",
                "SELECT open_work_session(sha256('token of oscar'), 'acme', sha256('x'), 'repricing y', interval '1 hour')",
                "SELECT end_sessions_of('alice')",
                "SELECT end_sign_ins_of('alice')",
                "SELECT end_api_token((SELECT s FROM sessions s LIMIT 1), 'ada')",
                "SELECT require_scope('KEYS')",
                "SELECT require_no_token()",
                "SELECT begin_sign_in('alice', 'x', NULL)",
                "SELECT sign_in_succeeded('alice', 'x', NULL)",
                "SELECT audit_authentication('acme', 'ada', 'sign_in.succeeded', 'ada', NULL)",
                "SELECT * FROM sign_in_attempts",
                "SELECT * FROM known_devices",
                "SELECT shut_account('alice')",
                "SELECT join_by_invitation(sha256('s'), 'u', 'U', 'hash')",
                "SELECT * FROM invitation_by_secret(sha256('s'))",
                "SELECT decline_invitation(sha256('s'))",
                "SELECT reset_password_by_link(sha256('s'), 'hash')",
                "SELECT request_reset('alice', sha256('s'))",
                "SELECT join_organization((SELECT i FROM invitations i LIMIT 1), 'ada')",
                "SELECT secret_hash FROM invitations",
                "SELECT * FROM password_resets",
                "SELECT * FROM address_confirmations",
                "SELECT * FROM confirmation_by_secret(sha256('s'))",
                "SELECT confirm_address(sha256('s'))",
                "SELECT issue_operator_link('mine', 'ada@acme.example', sha256('s'), true)",
                "UPDATE accounts SET operator = true",
                "SELECT append_audit_entry('acme', 'ada', 'forged', NULL, NULL, NULL, NULL)",
                "SET ROLE tokentally_auth",
                "SELECT ensure_usage_month('2026-01-01')",
                "SELECT remove_call('acme', now(), gen_random_uuid())",
                "SELECT usage_drift('acme', current_date)",
                "SELECT rebuild_usage_day('acme', current_date)",
                "SELECT seal_usage('acme', now())",
                "SELECT sealed_usage_drift('acme', current_date)",
                "SELECT sealed_until('globex')",
                "SELECT remove_sealed_calls('acme', '2026-10-01', false, 1)",
                "SELECT drop_usage_month('2026-10-01', ARRAY['acme', 'globex'], false)",
                "UPDATE organizations SET retention_months = 1",
                "SELECT * FROM sealed_usage",
                "SELECT * FROM sealed_months",
                "SELECT * FROM erased_people",
                "SELECT erase_person('ada', NULL, true)",
                "SELECT erase_from_audit('ada', '{}', '{}')",
                "SELECT * FROM find_texts('{ada}')",
                "SELECT id_after_erasure('ada')",
                "UPDATE organizations SET sealed_until = NULL",
                "SELECT move_one_hour()",
                "SELECT tag_past_calls(1)",
                "SELECT tag_calls('acme', now() - interval '1 day', now())",
                "INSERT INTO tag_dimensions (organization_id, name) VALUES ('acme', 'mine')",
                "UPDATE tag_dimensions SET pending_before = NULL",
                "DELETE FROM tag_dimensions",
                "UPDATE usage_series SET tags = NULL",
                "UPDATE usage_views SET user_id = 'ada'",
                "UPDATE usage_view_choices SET user_id = 'ada'",
                "DELETE FROM usage_view_choices",
                "UPDATE usage_mail_choices SET user_id = 'ada'",
                "SELECT * FROM usage_mails",
                "SELECT decide_usage_mails(now())",
                "SELECT * FROM claim_usage_mails(now(), now(), 1)",
                "SELECT open_usage_mail_session('acme', gen_random_uuid(), gen_random_uuid(), '')",
                "SELECT declared_tag_names('globex')",
                "SELECT * FROM calls_to_move",
                "SELECT * FROM rollups_to_move",
                "SELECT require_another_owner('globex', 'tom')",
                "SELECT require_member('globex', 'gwen')",
                "COPY usage_calls TO '/tmp/stolen'",
                "COPY usage_calls TO PROGRAM 'cat'"
            })
    void whatAViewerMayNotDoIsRefused(String sql) {
        assertThat(application.refusal(OSCAR, sql)).isEqualTo("42501");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT add_price_versions('[]')",
                "SELECT add_price_discount('{}')",
                "SELECT withdraw_price('v', 'a', 'b', now())",
                "SELECT withdraw_price_import(now(), 'a', 'b', now())",
                "SELECT issue_key(gen_random_uuid(), 'k', 'tt_', sha256('x'), 'SERVICE', 'import', NULL, NULL, now(),"
                        + " NULL, '{\"unrestricted\": true}', 9)",
                "SELECT lay_down_key_policy('{\"unrestricted\": true}', NULL, NULL, NULL, now())",
                "SELECT set_retention(1)",
                "SELECT declare_tags(ARRAY['mine'])",
                "SELECT store_provider_key('openai', 'c2VhbGVk', 'aled', now())",
                "SELECT remove_provider_key('openai')",
                "SELECT set_budget(NULL, '{\"name\": \"mine\"}')",
                "SELECT end_budget(md5('oscar')::uuid)",
                "SELECT save_alert_channel(gen_random_uuid(), 'c', 'email', 'a@b.example', NULL, true, 'ok', NULL, NULL, now())",
                "SELECT remove_alert_channel(md5('channel')::uuid, now())",
                "SELECT note_alert_channel_test(md5('channel')::uuid, 'sent', 200)",
                "SELECT replay_alert_delivery((SELECT id FROM alert_deliveries LIMIT 1), now())",
                "SELECT mute_alerts('cost', NULL, now() + interval '1 hour')",
                "SELECT unmute_alerts((SELECT id FROM alert_mutes LIMIT 1))",
                "SELECT note_provider_key_test('openai', now(), 'WORKS', 200, now())",
                "SELECT lock_repricing('00000000-0000-4000-8000-000000000001')",
                "SELECT begin_repricing('{}')",
                "SELECT apply_costs('00000000-0000-4000-8000-000000000001', '[]', gen_random_uuid(), '[]')",
                "SELECT put_back_costs('00000000-0000-4000-8000-000000000001', 1)",
                "SELECT set_repricing_state('00000000-0000-4000-8000-000000000001', 'APPLIED')"
            })
    void nobodyButAnOwnerDoesOwnersBusiness(String sql) {
        assertRefusedByCode(sql);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT issue_key(gen_random_uuid(), 'k', 'tt_', sha256('x'), 'USER', 'oscar', NULL, NULL, now(), NULL,"
                        + " '{\"unrestricted\": true}', 9)",
                "SELECT revoke_key((SELECT id FROM virtual_keys WHERE user_id = 'oscar'), now())",
                "SELECT rename_key((SELECT id FROM virtual_keys WHERE user_id = 'oscar'), 'mine')",
                "SELECT rotate_key((SELECT id FROM virtual_keys WHERE user_id = 'oscar'), gen_random_uuid(), 'tt_', sha256('x'),"
                        + " now(), now(), 9)",
            })
    void nobodyWorksOnAnothersKeys(String sql) {
        assertRefusedByCode(sql);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT create_invitation(sha256('s'), 'alice@acme.example', 'OWNER', interval '1 day', false)",
                "SELECT revoke_invitation(gen_random_uuid())",
                "SELECT change_member_role('ada', 'OWNER')",
                "SELECT change_member_role('alice', 'OWNER')",
                "SELECT remove_member('oscar')",
                "SELECT close_account('oscar')",
                "SELECT keep_key(gen_random_uuid())",
                "SELECT issue_reset_link('oscar', sha256('s'))",
                "SELECT release_address('oscar')",
                "SELECT * FROM account_by_address('oscar')",
                "SELECT * FROM organizations_of_installation()",
                "SELECT create_organization('mine', 'Mine')",
                "SELECT note_list_prices('', 'd1', 1)",
                "SELECT invite_first_owner('globex', sha256('s'), 'ada@acme.example', interval '1 day', false)",
                "SELECT reset_password('oscar', 'mine')",
                "SELECT require_second_factor(false)",
                "SELECT reset_second_factor('oscar')",
                "SELECT reset_second_factor_of_account('oscar')"
            })
    void nobodyButAnOwnerChangesMembers(String sql) {
        assertRefusedByCode(sql);
    }

    private void assertRefusedByCode(String sql) {
        Viewer pretender = viewer("alice", ACME, Role.OWNER);
        Viewer foreigner = viewer("oscar", GLOBEX, Role.OWNER);

        assertThat(List.of(ADA, ALICE, pretender, foreigner, TOM_AT_GLOBEX))
                .allSatisfy(
                        viewer -> assertThat(application.refusal(viewer, sql)).isEqualTo("TT002"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT change_member_role('gwen', 'OWNER')",
                "SELECT remove_member('gwen')",
                "SELECT reset_password('gwen', 'mine')",
                "SELECT reset_password('tom', 'mine')",
                "SELECT remove_member('oscar')",
                "SELECT change_member_role('oscar', 'ADMIN')"
            })
    void ownersManageNobodyElsesMembersAndNeverLeaveNoOwner(String sql) {
        assertThat(application.refusal(OSCAR, sql)).isEqualTo("TT002");
    }

    @Test
    void nobodyRemovesCandidatesOfAnotherOrganization() throws SQLException {
        assertThat(application.update(OSCAR, "DELETE FROM candidates WHERE organization_id = 'globex'"))
                .isZero();
        assertThat(application.update(OSCAR, "DELETE FROM candidates")).isEqualTo(4);
    }

    /** Whoever adds a table, a view or a function to the schema meets this test. */
    @Test
    void whateverTheApplicationCanReadIsUnderAPolicy() {
        assertThat(DATABASE.asOwner().sql("""
            SELECT relname FROM pg_class
            WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f')
              AND has_any_column_privilege('tokentally_app', oid, 'SELECT')
              AND (NOT relrowsecurity OR NOT EXISTS (SELECT FROM pg_policy WHERE polrelid = pg_class.oid))
              AND (relkind <> 'v' OR NOT coalesce('security_invoker=true' = ANY (reloptions), false))
            """).query(String.class).list()).isEmpty();
        assertThat(DATABASE.asOwner().sql("""
            SELECT proname FROM pg_proc
            WHERE pronamespace = 'public'::regnamespace
              AND has_function_privilege('tokentally_app', oid, 'EXECUTE')
            """).query(String.class).list())
                .containsExactlyInAnyOrder(
                        "attributes_digest",
                        "base_model",
                        "call_distributions",
                        "call_quantities",
                        "compact_distributions",
                        "compact_quantities",
                        "distribution_buckets",
                        "distribution_entries",
                        "distribution_entry",
                        "distribution_percentile",
                        "unit_rate",
                        "unit_rate_numbers",
                        "units_of",
                        "usage_amounts",
                        "work_of_other_models",
                        "usage_cost_lines",
                        "usage_quantities",
                        "viewer_address_is_proven",
                        "request_address_confirmation",
                        "viewer_callers",
                        "viewer_series",
                        "viewer_user_id",
                        "viewer_organization_id",
                        "viewer_sees_organization",
                        "viewer_owns_organization",
                        "viewer_is_unscoped",
                        "viewer_sees_organization_by",
                        "viewer_owns_organization_by",
                        "people_known_to_viewer",
                        "create_api_token",
                        "api_tokens_of_organization",
                        "revoke_api_token",
                        "revoke_own_api_tokens",
                        "issue_key",
                        "lay_down_key_policy",
                        "is_single_call",
                        "quantities_of_bill",
                        "quantities_of_lines",
                        "quantity_entries",
                        "quantity_sums",
                        "rename_key",
                        "rename_organization",
                        "revoke_key",
                        "rotate_key",
                        "saving_of",
                        "series_attributes",
                        "set_calendar",
                        "declare_tags",
                        "tag_values_of_month",
                        "store_provider_key",
                        "remove_provider_key",
                        "note_provider_key_test",
                        "viewer_session_id",
                        "choose_organization",
                        "end_own_session",
                        "end_own_other_sessions",
                        "end_work_session",
                        "viewer_may",
                        "leave_organization",
                        "close_account",
                        "keep_key",
                        "create_invitation",
                        "revoke_invitation",
                        "accept_invitation",
                        "invitations_to_viewer",
                        "let_waiting_calls_be_priced",
                        "answer_own_invitation",
                        "issue_reset_link",
                        "release_address",
                        "account_by_address",
                        "viewer_is_operator",
                        "organizations_of_installation",
                        "create_organization",
                        "invite_first_owner",
                        "change_member_role",
                        "remove_member",
                        "reset_password",
                        "add_price_versions",
                        "add_price_discount",
                        "withdraw_price",
                        "withdraw_price_import",
                        "lock_repricing",
                        "begin_repricing",
                        "apply_costs",
                        "apply_price_bundle",
                        "upload_price_bundle",
                        "put_back_costs",
                        "set_repricing_state",
                        "set_retention",
                        "set_budget",
                        "end_budget",
                        "try_budget",
                        "largest_calls_of_budget",
                        "budget_uses",
                        "amounts_on_hold",
                        "start_of_day",
                        "budget_bucket",
                        "budget_selects",
                        "budget_subject",
                        "budget_figure",
                        "budget_spent",
                        "save_alert_channel",
                        "remove_alert_channel",
                        "note_alert_channel_test",
                        "replay_alert_delivery",
                        "mute_alerts",
                        "unmute_alerts",
                        "alert_selector",
                        "alert_window_before",
                        "alert_needs_callers",
                        "alert_pieces",
                        "alert_figure",
                        "alert_figures",
                        "alert_usual",
                        "alert_contributor",
                        "alert_saw_calls",
                        "alert_silence",
                        "alert_verdicts",
                        "alert_outlook",
                        "alert_rank",
                        "concatenated",
                        "set_alert_rule",
                        "end_alert_rule",
                        "alert_rule_standings",
                        "try_alert_rule",
                        "own_second_factor",
                        "add_second_factor",
                        "renew_recovery_codes",
                        "remove_second_factor",
                        "require_second_factor",
                        "reset_second_factor",
                        "reset_second_factor_of_account",
                        "audit_own_act",
                        "roll_audit_failures",
                        "note_list_prices");
    }

    @Test
    void whateverRunsAsTheOwnerPinsItsSearchPath() {
        List<String> unpinned =
                new ArrayList<>(DATABASE.asOwner().sql("""
                    SELECT proname FROM pg_proc
                    WHERE pronamespace = 'public'::regnamespace AND prosecdef
                      AND NOT coalesce('search_path=pg_catalog, pg_temp' = ANY (proconfig), false)
                    """).query(String.class).list());

        assertThat(unpinned).isEmpty();
    }

    private static Viewer viewer(String user, OrganizationId organizationId, Role role) {
        return ViewerFixtures.viewer(new UserId(user), organizationId, role);
    }
}
