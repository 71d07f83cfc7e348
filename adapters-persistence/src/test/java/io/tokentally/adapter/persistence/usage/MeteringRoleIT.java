package io.tokentally.adapter.persistence.usage;

import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.application.port.out.usage.UsageLedger;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody speaks SQL as the metering role, which adds calls, reads prices and keys and does nothing else. */
class MeteringRoleIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @BeforeEach
    void fill() {
        DATABASE.bean(UsageLedger.class).post(List.of(aUsageRecord().build()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM api_usage_logs",
                "SELECT count(*) FROM api_usage_logs",
                "SELECT * FROM usage_calls",
                "SELECT * FROM usage_calls_2026_10",
                "SELECT * FROM usage_callers",
                "SELECT * FROM usage_series",
                "SELECT * FROM usage_rates",
                "SELECT * FROM usage_unit_rates",
                "SELECT * FROM days_without_quantities",
                "SELECT * FROM usage_names",
                "SELECT * FROM usage_quarter_hours",
                "SELECT * FROM usage_days",
                "SELECT * FROM usage_series_quarter_hours",
                "SELECT * FROM usage_series_days",
                "SELECT * FROM usage_caller_days",
                "SELECT * FROM tag_dimensions",
                "SELECT * FROM usage_views",
                "SELECT * FROM usage_view_choices",
                "SELECT * FROM usage_mail_choices",
                "SELECT * FROM usage_mails",
                "SELECT decide_usage_mails(now())",
                "SELECT * FROM claim_usage_mails(now(), now(), 1)",
                "SELECT * FROM budgets",
                "SELECT * FROM budget_versions",
                "SELECT * FROM budget_sums",
                "SELECT * FROM budget_leases",
                "SELECT * FROM budget_holds",
                "UPDATE budget_sums SET spent = 0",
                "SELECT set_budget(NULL, '{}')",
                "SELECT end_budget(gen_random_uuid())",
                "SELECT recount_budgets('acme')",
                "SELECT * FROM alert_events",
                "SELECT sealed FROM alert_channels",
                "SELECT * FROM alert_deliveries",
                "SELECT * FROM alert_mutes",
                "SELECT * FROM alert_reads",
                "SELECT * FROM alert_rules",
                "SELECT * FROM alert_late_times",
                "UPDATE alert_rule_clocks SET evaluated_until = now()",
                "SELECT set_alert_rule(NULL, '{}')",
                "SELECT * FROM alert_rule_standings(now())",
                "UPDATE alert_deliveries SET state = 'sent'",
                "INSERT INTO alert_events (organization_id) VALUES ('acme')",
                "SELECT remove_alert_channel(gen_random_uuid(), now())",
                "SELECT replay_alert_delivery(gen_random_uuid(), now())",
                "SELECT mute_alerts('cost', NULL, now())",
                "SELECT * FROM refused_calls",
                "SELECT * FROM refused_call_samples",
                "SELECT * FROM refused_call_writers",
                "SELECT * FROM sealed_usage",
                "SELECT * FROM sealed_months",
                "SELECT * FROM erased_people",
                "SELECT erase_person('ada', NULL, true)",
                "SELECT * FROM accounts",
                "SELECT * FROM memberships",
                "SELECT * FROM organizations",
                "SELECT * FROM candidates",
                "SELECT * FROM repricings",
                "SELECT * FROM repriced_calls",
                "INSERT INTO price_versions (organization_id) VALUES ('acme')",
                "UPDATE price_versions SET terms = '{}'",
                "DELETE FROM price_discounts",
                "INSERT INTO price_withdrawals (organization_id) VALUES ('acme')",
                "SELECT add_price_versions('[]')",
                "SELECT lock_repricing(gen_random_uuid())",
                "SELECT apply_costs(gen_random_uuid(), '[]', gen_random_uuid(), '[]')",
                "SELECT hint FROM provider_keys",
                "SELECT stored_by FROM provider_keys",
                "SELECT * FROM virtual_key_uses",
                "SELECT * FROM master_keys",
                "SELECT created_at FROM hashing_keys",
                "UPDATE hashing_keys SET sealed = 'bWluZQ=='",
                "DELETE FROM hashing_keys",
                "UPDATE virtual_keys SET hash = sha256('mine')",
                "INSERT INTO virtual_keys (organization_id) VALUES ('acme')",
                "UPDATE virtual_keys SET revoked_at = NULL",
                "DELETE FROM virtual_keys",
                "SELECT * FROM provider_resources",
                "DELETE FROM provider_resources",
                "SELECT * FROM batch_files",
                "UPDATE batch_files SET requests = '[]'",
                "UPDATE key_policies SET ceiling = NULL",
                "SELECT changed_by FROM key_policies",
                "SELECT lay_down_key_policy('{}', NULL, NULL, NULL, now())",
                "UPDATE provider_keys SET sealed = 'bWluZQ=='",
                "UPDATE key_changes SET last = 0",
                "UPDATE virtual_key_uses SET last_used_at = now()",
                "SELECT revoke_key(gen_random_uuid(), now())",
                "SELECT * FROM find_account('ada')",
                "SELECT open_work_session(sha256('t'), 'acme', sha256('x'), 'repricing y', interval '1 hour')",
                "SELECT * FROM session_state(sha256('x'))",
                "SELECT open_session(sha256('x'), 'BROWSER', 'ada', false, interval '1 day', NULL, NULL, NULL)",
                "SELECT * FROM sessions",
                "SELECT * FROM audit_entries",
                "SELECT viewer_organization_id()",
                "UPDATE usage_calls SET total_cost = 0",
                "DELETE FROM usage_calls",
                "TRUNCATE usage_calls",
                "INSERT INTO usage_calls (organization_id) VALUES ('acme')",
                "INSERT INTO usage_calls_2026_10 (organization_id) VALUES ('acme')",
                "INSERT INTO usage_callers (organization_id) VALUES ('acme')",
                "INSERT INTO usage_series (organization_id) VALUES ('acme')",
                "INSERT INTO usage_days (organization_id) VALUES ('acme')",
                "UPDATE usage_days SET calls = 1",
                "DELETE FROM usage_quarter_hours",
                "INSERT INTO tag_dimensions (organization_id, name) VALUES ('acme', 'mine')",
                "SELECT declare_tags(ARRAY['mine'])",
                "SELECT tag_past_calls(1)",
                "INSERT INTO refused_calls (organization_id) VALUES ('acme')",
                "UPDATE refused_calls SET calls = 1",
                "DELETE FROM refused_call_samples",
                "DELETE FROM refused_call_writers",
                "SELECT roll_up('acme', '{}')",
                "SELECT remove_call('acme', now(), gen_random_uuid())",
                "SELECT usage_drift('acme', current_date)",
                "SELECT rebuild_usage_day('acme', current_date)",
                "SELECT seal_usage('acme', now())",
                "SELECT remove_sealed_calls('acme', '2026-10-01', false, 1)",
                "SELECT drop_usage_month('2026-10-01', ARRAY['acme'], false)",
                "SELECT set_retention(1)",
                "SELECT sealed_usage_drift('acme', current_date)",
                "UPDATE organizations SET sealed_until = NULL",
                "SET ROLE tokentally_app",
                "SET ROLE tokentally_test_owner",
                "DROP TABLE usage_calls_2026_10",
                "ALTER TABLE usage_calls DISABLE TRIGGER ALL",
                "SET session_replication_role = replica",
                "CREATE TABLE public.mine (id int)",
                "CREATE TEMPORARY TABLE mine (id int)"
            })
    void readsNothingButPricesAndKeysAndChangesNothing(String sql) throws SQLException {
        try (Connection connection = DATABASE.metering().getConnection();
                Statement statement = connection.createStatement()) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> statement.execute(sql))
                    .extracting(SQLException::getSQLState)
                    .isEqualTo("42501");
        }
    }
}
