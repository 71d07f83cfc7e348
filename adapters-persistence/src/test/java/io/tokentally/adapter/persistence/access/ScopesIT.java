package io.tokentally.adapter.persistence.access;

import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.application.port.out.access.WorkSessions;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.Session.Scope;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.access.ViewerToken;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Somebody who has found an owner's API token speaks SQL with it: each scope opens what it names, and nothing else. */
class ScopesIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final Viewer OSCAR = ViewerFixtures.viewer(new UserId("oscar"), ACME, Role.OWNER);
    private static final Viewer ADA = ViewerFixtures.viewer(new UserId("ada"), ACME, Role.MEMBER);
    private static final Set<Scope> OF_ORGANIZATIONS = EnumSet.complementOf(EnumSet.of(Scope.METRICS));

    private final SqlSession application = new SqlSession(DATABASE.application());

    @BeforeEach
    void fill() {
        List.of(OSCAR, ADA).forEach(DATABASE::addMember);
        JdbcClient owner = DATABASE.asOwner();
        for (Scope scope : Scope.values()) {
            for (String user : List.of("oscar", "ada")) {
                owner.sql("""
                                INSERT INTO sessions (token_hash, kind, user_id, organization_id, name, scopes, expires_at)
                                VALUES (sha256(convert_to(:token, 'UTF8')), 'API_TOKEN', :user,
                                    CASE WHEN :scope <> 'METRICS' THEN 'acme' END, 'token', ARRAY[:scope],
                                    now() + interval '1 day')""")
                        .param("token", tokenOf(user, scope))
                        .param("user", user)
                        .param("scope", scope.name())
                        .update();
            }
        }
        DATABASE.bean(UsageLedger.class)
                .post(List.of(
                        aUsageRecord().of(ACME, OSCAR.userId()).withSeed(1).build(),
                        aUsageRecord().of(ACME, ADA.userId()).withSeed(2).build()));
        owner.sql(
                        "INSERT INTO candidates SELECT 'acme', gen_random_uuid(), user_id, now(), 'cv.pdf', '{}' FROM memberships")
                .update();
        owner.sql("""
                        INSERT INTO virtual_keys (id, organization_id, name, prefix, hash, holder_kind, user_id, created_by,
                            created_at, policy)
                        SELECT gen_random_uuid(), 'acme', 'key', 'tt_', sha256(convert_to(user_id, 'UTF8')), 'USER', user_id,
                            user_id, now(), '{"unrestricted": true}'
                        FROM memberships""").update();
        owner.sql("""
                        INSERT INTO refused_calls
                        SELECT now(), 1, id, organization_id, 'key_revoked', user_id FROM virtual_keys""").update();
        owner.sql("""
                        INSERT INTO refused_call_samples (refused_at, virtual_key_id, organization_id, reason, user_id)
                        SELECT now(), id, organization_id, 'key_revoked', user_id FROM virtual_keys""").update();
        owner.sql("INSERT INTO second_factors (user_id, sealed, last_step) VALUES ('ada', 'sealed', 1)")
                .update();
        owner.sql("INSERT INTO virtual_key_uses SELECT id, now() FROM virtual_keys")
                .update();
        owner.sql("INSERT INTO provider_keys VALUES ('acme', 'openai', 'c2VhbGVk', 'aled', 'oscar', now())")
                .update();
        owner.sql("""
                        INSERT INTO key_policies (organization_id, usual, changed_by, changed_at)
                        VALUES ('acme', '{"unrestricted": true}', 'oscar', now())""").update();
        owner.sql("INSERT INTO price_versions VALUES ('acme', 'v', 1, '{}', 'OWN', 'a', 'b', 'c', now(), 'd')")
                .update();
        owner.sql("""
                        INSERT INTO repricings
                        VALUES ('acme', gen_random_uuid(), DEFAULT, now(), now(), NULL, NULL, false, 'why', 'who', now(),
                            'APPLYING', 0, 0, NULL, '[]')""").update();
        owner.sql("""
                        INSERT INTO repriced_calls (organization_id, repricing_id, created_at, call_id, old_cost_status,
                            old_cost_lines, new_cost_status, new_cost_lines)
                        SELECT log.organization_id, repricing.id, log.created_at, log.id, log.cost_status, log.cost_lines,
                            log.cost_status, log.cost_lines
                        FROM api_usage_logs log, repricings repricing""").update();
        owner.sql("INSERT INTO tag_dimensions (organization_id, name) VALUES ('acme', 'team')")
                .update();
        owner.sql("""
                        INSERT INTO usage_views (organization_id, user_id, address, of_organization)
                        VALUES ('acme', 'oscar', 'api-usage', true)""").update();
        owner.sql("""
                        INSERT INTO alert_events (organization_id, id, kind, dedupe, state, raised_at, user_id, quiet)
                        SELECT 'acme', md5(user_id)::uuid, 'cost', sha256(convert_to(user_id, 'UTF8')), 'over', now(), user_id, false
                        FROM memberships""").update();
        owner.sql("""
                        INSERT INTO alert_channels (organization_id, id, name, kind, address, enabled, minimum_state, changed_at)
                        VALUES ('acme', md5('channel')::uuid, 'mail', 'email', 'ops@acme.example', true, 'ok', now())""").update();
        owner.sql("""
                        INSERT INTO alert_deliveries (organization_id, event_id, channel_id, round, created_at, next_attempt_at)
                        VALUES ('acme', md5('oscar')::uuid, md5('channel')::uuid, 1, now(), now())""").update();
        owner.sql("INSERT INTO alert_mutes (organization_id, kind, until) VALUES ('acme', 'cost', now())")
                .update();
        owner.sql("INSERT INTO alert_reads VALUES ('acme', 'oscar', md5('oscar')::uuid)")
                .update();
        owner.sql("""
                        INSERT INTO alert_rules (organization_id, name, kind, severity, window_kind, enabled, changed_by)
                        VALUES ('acme', 'rule', 'unpriced', 'over', 'DAY', true, 'oscar')""").update();
        owner.sql("""
                        INSERT INTO budgets (
                            organization_id, id, name, user_id, measure, amount, window_kind, action, bound, unbounded, unpriced, strict,
                            when_unknown, changed_by)
                        SELECT 'acme', md5(user_id)::uuid, user_id, user_id, 'COST', 1, 'DAY', 'BLOCK', 'EXPECTED', 'PASS', 'PASS', false,
                            'OPEN', 'oscar'
                        FROM memberships""").update();
        owner.sql("""
                        INSERT INTO budget_versions
                        SELECT organization_id, id, 1, '{}', 'oscar', now() FROM budgets""").update();
        owner.sql("INSERT INTO budget_sums SELECT organization_id, id, '', now(), 1 FROM budgets")
                .update();
        owner.sql("INSERT INTO budget_leases SELECT organization_id, id, '', now(), id, id, 1, now() FROM budgets")
                .update();
        owner.sql("INSERT INTO budget_holds SELECT organization_id, id, '', now(), now(), id, 1 FROM budgets")
                .update();
        owner.sql(
                        "INSERT INTO usage_mail_choices (organization_id, user_id, rhythm, language) VALUES ('acme', 'oscar', 'weekly', 'en')")
                .update();
        owner.sql("INSERT INTO usage_view_choices (organization_id, user_id) VALUES ('acme', 'oscar')")
                .update();
        owner.sql("INSERT INTO former_members VALUES ('acme', 'gone', 'gone', 'Gone')")
                .update();
        owner.sql("""
                        INSERT INTO invitations (secret_hash, organization_id, address, role, by_mail, created_by, expires_at)
                        VALUES (sha256('s'), 'acme', 'new@acme.example', 'MEMBER', false, 'oscar', now())""").update();
        owner.sql("SELECT append_audit_entry('acme', 'oscar', 'price.added', 'price', 'v', NULL, NULL)")
                .query()
                .singleRow();
    }

    /** How many rows an owner sees by a token of each scope, and in a browser. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            # of                 | OWN_USAGE | ORGANIZATION_USAGE | PRICES | KEYS | MEMBERS | browser
            api_usage_logs       | 1         | 2                  | 0      | 0    | 0       | 2
            usage_calls          | 1         | 2                  | 0      | 0    | 0       | 2
            usage_callers        | 1         | 2                  | 0      | 0    | 0       | 2
            usage_series         | 1         | 1                  | 0      | 0    | 0       | 1
            usage_rates          | 1         | 1                  | 1      | 1    | 1       | 1
            usage_unit_rates     | 2         | 2                  | 2      | 2    | 2       | 2
            usage_quarter_hours  | 1         | 2                  | 0      | 0    | 0       | 2
            usage_days           | 1         | 2                  | 0      | 0    | 0       | 2
            usage_caller_days    | 1         | 2                  | 0      | 0    | 0       | 2
            usage_series_quarter_hours | 0   | 1                  | 0      | 0    | 0       | 1
            usage_series_days    | 0         | 1                  | 0      | 0    | 0       | 1
            tag_dimensions       | 1         | 1                  | 0      | 0    | 0       | 1
            usage_views          | 0         | 0                  | 0      | 0    | 0       | 1
            usage_view_choices   | 0         | 0                  | 0      | 0    | 0       | 1
            usage_mail_choices   | 0         | 0                  | 0      | 0    | 0       | 1
            refused_calls        | 1         | 2                  | 0      | 0    | 0       | 2
            refused_call_samples | 1         | 2                  | 0      | 0    | 0       | 2
            alert_events         | 1         | 2                  | 0      | 0    | 0       | 2
            alert_channels       | 0         | 1                  | 0      | 0    | 0       | 1
            alert_deliveries     | 0         | 1                  | 0      | 0    | 0       | 1
            alert_mutes          | 0         | 1                  | 0      | 0    | 0       | 1
            alert_reads          | 0         | 0                  | 0      | 0    | 0       | 1
            alert_rules          | 0         | 1                  | 0      | 0    | 0       | 1
            budgets              | 1         | 2                  | 0      | 0    | 0       | 2
            budget_versions      | 0         | 2                  | 0      | 0    | 0       | 2
            budget_sums          | 1         | 2                  | 0      | 0    | 0       | 2
            budget_leases        | 1         | 2                  | 0      | 0    | 0       | 2
            budget_holds         | 0         | 2                  | 0      | 0    | 0       | 2
            memberships          | 1         | 1                  | 1      | 1    | 2       | 2
            accounts             | 1         | 2                  | 1      | 2    | 2       | 2
            former_members       | 0         | 1                  | 0      | 1    | 1       | 1
            invitations          | 0         | 0                  | 0      | 0    | 1       | 1
            audit_entries        | 0         | 0                  | 0      | 0    | 1       | 1
            audit_personal       | 0         | 0                  | 0      | 0    | 1       | 1
            audit_heads          | 0         | 0                  | 0      | 0    | 1       | 1
            virtual_keys         | 0         | 0                  | 0      | 2    | 0       | 2
            virtual_key_uses     | 0         | 0                  | 0      | 2    | 0       | 2
            provider_keys        | 0         | 0                  | 0      | 1    | 0       | 1
            key_policies         | 0         | 0                  | 0      | 1    | 0       | 1
            repricings           | 0         | 0                  | 1      | 0    | 0       | 1
            repriced_calls       | 0         | 0                  | 2      | 0    | 0       | 2
            price_versions       | 1         | 1                  | 1      | 1    | 1       | 1
            organizations        | 1         | 1                  | 1      | 1    | 1       | 1
            candidates           | 0         | 0                  | 0      | 0    | 0       | 2
            sessions             | 0         | 0                  | 0      | 0    | 0       | 8
            second_factors       | 0         | 0                  | 0      | 0    | 0       | 1
            last_sign_ins        | 0         | 0                  | 0      | 0    | 2       | 2
            """, delimiter = '|')
    void eachScopeOpensWhatItNames(
            String table, int ownUsage, int organizationUsage, int prices, int keys, int members, int browser) {
        assertThat(rows(by(OSCAR, Scope.OWN_USAGE), table)).isEqualTo(ownUsage);
        assertThat(rows(by(OSCAR, Scope.ORGANIZATION_USAGE), table)).isEqualTo(organizationUsage);
        assertThat(rows(by(OSCAR, Scope.PRICES), table)).isEqualTo(prices);
        assertThat(rows(by(OSCAR, Scope.KEYS), table)).isEqualTo(keys);
        assertThat(rows(by(OSCAR, Scope.MEMBERS), table)).isEqualTo(members);
        assertThat(rows(OSCAR, table)).isEqualTo(browser);
        assertThat(rows(by(OSCAR, Scope.METRICS), table)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"budgets", "budget_versions", "budget_sums", "budget_leases", "budget_holds"})
    void whoSetsBudgetsSeesThem(String table) {
        assertThat(rows(by(OSCAR, Scope.BUDGETS), table)).isEqualTo(2);
        assertThat(rows(by(OSCAR, Scope.BUDGETS), "usage_calls")).isZero();
    }

    /** Whoever adds a table that the application reads says here which scope opens it. */
    @Test
    void everyTableThatAViewerReadsIsToldOf() {
        List<String> told = List.of(
                "api_usage_logs",
                "usage_calls",
                "usage_callers",
                "usage_series",
                "usage_rates",
                "usage_unit_rates",
                "usage_quarter_hours",
                "usage_days",
                "usage_caller_days",
                "usage_series_quarter_hours",
                "usage_series_days",
                "tag_dimensions",
                "usage_views",
                "usage_view_choices",
                "usage_mail_choices",
                "refused_calls",
                "refused_call_samples",
                "alert_events",
                "alert_channels",
                "alert_deliveries",
                "alert_mutes",
                "alert_reads",
                "alert_rules",
                "budgets",
                "budget_versions",
                "budget_sums",
                "budget_leases",
                "budget_holds",
                "memberships",
                "accounts",
                "former_members",
                "invitations",
                "audit_entries",
                "audit_personal",
                "audit_heads",
                "virtual_keys",
                "virtual_key_uses",
                "provider_keys",
                "key_policies",
                "repricings",
                "repriced_calls",
                "price_versions",
                "organizations",
                "candidates",
                "sessions",
                "second_factors",
                "last_sign_ins");
        // Discounts and withdrawals go with the prices; that hashing keys are there is no secret.
        List<String> alike = List.of("price_discounts", "price_withdrawals", "hashing_keys");

        assertThat(DATABASE.asOwner().sql("""
                                SELECT relname FROM pg_class
                                WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f')
                                  AND has_any_column_privilege('tokentally_app', oid, 'SELECT')""").query(String.class).list())
                .allMatch(table -> told.contains(table) || alike.contains(table));
    }

    @ParameterizedTest
    @EnumSource(Scope.class)
    void noTokenDoesMoreThanItsPerson(Scope scope) {
        Viewer ada = by(ADA, scope);

        assertThat(rows(ada, "provider_keys")
                        + rows(ada, "audit_entries")
                        + rows(ada, "repricings")
                        + rows(ada, "invitations"))
                .isZero();
        assertThat(rows(ada, "virtual_keys")).isLessThanOrEqualTo(1);
        assertThat(rows(ada, "api_usage_logs")).isLessThanOrEqualTo(1);
        assertThat(rows(ada, "memberships")).isLessThanOrEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            PRICES  | add_price_versions('[]')
            PRICES  | add_price_discount('{}')
            PRICES  | withdraw_price('none', 'a', 'b', now())
            PRICES  | withdraw_price_import(now(), 'a', 'b', now())
            PRICES  | lock_repricing(gen_random_uuid())
            PRICES  | begin_repricing('{}')
            PRICES  | apply_costs(gen_random_uuid(), '[]', gen_random_uuid(), '[]')
            PRICES  | put_back_costs(gen_random_uuid(), 1)
            PRICES  | set_repricing_state(gen_random_uuid(), 'APPLIED')
            KEYS    | issue_key(gen_random_uuid(), 'k', 'tt_', sha256('x'), 'SERVICE', 'import', 1, 1, now(), NULL, '{"unrestricted": true}', 9)
            KEYS    | issue_key(gen_random_uuid(), 'k', 'tt_', sha256('x'), 'USER', 'oscar', 1, 1, now(), NULL, '{"unrestricted": true}', 9)
            KEYS    | revoke_key(gen_random_uuid(), now())
            KEYS    | rename_key(gen_random_uuid(), 'k')
            KEYS    | rotate_key(gen_random_uuid(), gen_random_uuid(), 'tt_', sha256('x'), now(), now(), 9)
            KEYS    | lay_down_key_policy('{"unrestricted": true}', NULL, NULL, NULL, now())
            KEYS    | store_provider_key('openai', 'c2VhbGVk', 'aled', now())
            KEYS    | remove_provider_key('openai')
            KEYS    | note_provider_key_test('openai', now(), 'WORKS', 200, now())
            MEMBERS | create_invitation(sha256('x'), 'other@acme.example', 'OWNER', interval '1 day', false)
            MEMBERS | revoke_invitation(gen_random_uuid())
            MEMBERS | change_member_role('ada', 'ADMIN')
            MEMBERS | remove_member('ada')
            MEMBERS | rename_organization('Acme Ltd.')
            MEMBERS | close_account('ada')
            MEMBERS | keep_key(gen_random_uuid())
            """, delimiter = '|', quoteCharacter = '`')
    void ownersBusinessNeedsItsScope(Scope needed, String function) {
        for (Scope scope : OF_ORGANIZATIONS) {
            String answer = answer(by(OSCAR, scope), "SELECT " + function);
            if (scope == needed) {
                assertThat(answer).as("%s by %s", function, scope).isNotEqualTo("scope_missing " + needed);
            } else {
                assertThat(answer).as("%s by %s", function, scope).isEqualTo("scope_missing " + needed);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT create_api_token(sha256('x'), 'more', ARRAY['KEYS'], now() + interval '1 day')",
                "SELECT revoke_api_token((SELECT id FROM sessions LIMIT 1))",
                "SELECT revoke_own_api_tokens()",
                "SELECT end_own_session(gen_random_uuid())",
                "SELECT end_own_other_sessions()",
                "SELECT choose_organization()"
            })
    void noTokenTouchesSessionsAndTokens(String sql) {
        assertThat(OF_ORGANIZATIONS)
                .allSatisfy(scope -> assertThat(answer(by(OSCAR, scope), sql)).isEqualTo("not_by_token"));
    }

    @Test
    void noTokenSetsAPassword() {
        assertThat(answer(by(OSCAR, Scope.MEMBERS), "SELECT reset_password('ada', '{bcrypt}')"))
                .isEqualTo("not_by_token");
    }

    @Test
    void noTokenSeesTheTokensOfOthers() {
        assertThat(application.read(OSCAR, "SELECT name FROM api_tokens_of_organization()"))
                .hasSize(12);
        assertThat(OF_ORGANIZATIONS)
                .allSatisfy(scope -> assertThat(
                                application.read(by(OSCAR, scope), "SELECT name FROM api_tokens_of_organization()"))
                        .isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT leave_organization()", "SELECT issue_reset_link('ada', sha256('s'))"})
    void noTokenActsAsThePersonOrAsTheOperator(String sql) {
        DATABASE.asOwner()
                .sql(
                        "ALTER TABLE accounts DISABLE TRIGGER USER; UPDATE accounts SET operator = true WHERE user_id = 'oscar';"
                                + " ALTER TABLE accounts ENABLE TRIGGER USER")
                .update();

        assertThat(OF_ORGANIZATIONS)
                .allSatisfy(scope ->
                        assertThat(application.refusal(by(OSCAR, scope), sql)).isEqualTo("TT002"));
    }

    @Test
    void workThatATokenBeganHasItsScopes() {
        Viewer worker = DATABASE.bean(WorkSessions.class).open(by(OSCAR, Scope.KEYS), "job", Duration.ofHours(1));

        assertThat(rows(worker, "provider_keys")).isEqualTo(1);
        assertThat(rows(worker, "api_usage_logs")).isZero();
        assertThat(rows(worker, "candidates")).isZero();
    }

    private int rows(Viewer viewer, String table) {
        String column = switch (table) {
            case "virtual_keys" -> "id::text";
            case "provider_keys" -> "hint";
            case "accounts", "last_sign_ins" -> "user_id";
            case "audit_personal" -> "field";
            case "invitations", "sessions" -> "id::text";
            default -> "'row'";
        };
        return application.read(viewer, "SELECT " + column + " FROM " + table).size();
    }

    /** What the database refuses it with, and what that is about; empty if it does not. */
    private static String answer(Viewer viewer, String sql) {
        try (Connection connection = DATABASE.application().getConnection()) {
            connection.setAutoCommit(false);
            SqlSession.assume(connection, viewer);
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
                return "";
            } catch (org.postgresql.util.PSQLException e) {
                var message = java.util.Objects.requireNonNull(e.getServerErrorMessage());
                String about = message.getDetail() == null ? "" : " " + message.getDetail();
                return (message.getMessage() + about).strip();
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    private static Viewer by(Viewer viewer, Scope scope) {
        return viewer.by(new ViewerToken(tokenOf(viewer.userId().value(), scope)));
    }

    private static String tokenOf(String user, Scope scope) {
        return "api token of " + user + " " + scope;
    }
}
