package io.tokentally.adapter.persistence.setup;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.adapter.persistence.TestDatabase;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A ledger whose roll-ups count calls that no provider bills as requests is brought up to date. */
class FreeCallsUpgradeIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private EarlierSchema earlier;
    private JdbcClient jdbc;
    private int calls;

    @BeforeEach
    void upgradeALedgerWithCalls() throws Exception {
        earlier = EarlierSchema.before("0034-free-calls.sql", DATABASE);
        jdbc = earlier.jdbc();
        calls = 0;
        jdbc.sql("SELECT ensure_usage_partition('2026-10-01')").query().singleRow();
        call("chat.completions", "gpt-4o", "MEASURED", true);
        call("chat.completions", "gpt-4o", "FREE", false);
        call("messages.count_tokens", "gpt-4o", "FREE", true);
        call("messages.count_tokens", "gpt-4o", "FREE", false);
        call("files", "unknown", "FREE", false);
        call("models", "unknown", "FREE", true);
        call(null, "unknown", "FREE", false);
        call(null, "gpt-4o", "FREE", false);
        earlier.upgradeBefore("0039-usage-calls.sql");
    }

    private void call(@Nullable String operation, String model, String status, boolean success) {
        calls++;
        jdbc.sql("""
                INSERT INTO api_usage_logs (
                    created_at, user_id, organization_id, endpoint, model, input_tokens, output_tokens, total_tokens,
                    total_cost, response_time_ms, success, id, provider, service_tier, attribution, usage_reading,
                    quantities, cost_status, currency, cost_lines, operation, failure_kind)
                VALUES (
                    '2026-10-15T12:00:00Z', 'ada', 'acme', 'chat', ?, 0, 0, 0, 0, 850, ?, CAST(? AS uuid), 'openai',
                    'standard', 'context', 'REPORTED', '{}', ?, 'USD', '[]', ?, ?)""")
                .param(1, model)
                .param(2, success)
                .param(3, "01a13f6e-fa00-7000-8000-00000000000" + calls)
                .param(4, status)
                .param(5, operation)
                .param(6, success ? null : "TIMEOUT")
                .update();
    }

    @AfterEach
    void upgradeToTheLast() throws Exception {
        earlier.upgrade();
    }

    @Test
    void whatWasNotBilledIsFreeUnlessAModelWasAskedInVain() {
        assertThat(jdbc.sql("SELECT free_of_charge FROM api_usage_logs ORDER BY id")
                        .query(Boolean.class)
                        .list())
                .containsExactly(false, false, true, true, true, true, true, false);
    }

    @Test
    void sumsAreAsIfTheyHadNeverCounted() {
        assertThat(jdbc.sql("""
                                SELECT concat_ws(' ', model, requests, failures, free_calls, free_failures)
                                FROM usage_rollups ORDER BY 1""").query(String.class).list()).isEqualTo(List.of("gpt-4o 3 2 2 1", "unknown 0 0 3 2"));
        assertThat(jdbc.sql("SELECT model || ' ' || calls FROM usage_response_times")
                        .query(String.class)
                        .list())
                .containsExactly("gpt-4o 3");
    }

    @Test
    void aFreeCallIsNeverBilledLater() {
        assertThat(jdbc.sql("""
                                SELECT count(*) FROM pg_constraint
                                WHERE conname = 'free_of_charge_costs_nothing' AND conrelid = 'api_usage_logs_2026_10'::regclass
                                """).query(Long.class).single()).isEqualTo(1);
    }
}
