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

/** A ledger whose roll-ups go by the model that was asked for is brought up to date. */
class ServedModelsUpgradeIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private EarlierSchema earlier;
    private JdbcClient jdbc;
    private int calls;

    @BeforeEach
    void upgradeALedgerWithCalls() throws Exception {
        earlier = EarlierSchema.before("0035-served-models.sql", DATABASE);
        jdbc = earlier.jdbc();
        calls = 0;
        jdbc.sql("SELECT ensure_usage_partition('2026-10-01')").query().singleRow();
        call("gpt-5", "gpt-5-2025-08-07", null);
        call("gpt-5", null, null);
        call("gpt-5", "gpt-5", null);
        call("unknown", "gpt-5-2025-08-07", null);
        call("chat", "gpt-5", "[{\"model\": \"gpt-image-2\", \"input_tokens\": 4, \"output_tokens\": 1}]");
        // Older than what the log holds.
        jdbc.sql("""
                INSERT INTO usage_rollups VALUES (
                    'acme', '2025-01-01T00:00:00Z', 'ada', 'chat', 'openai', 'old', 1, 0, 0, 0, 1, 1, 1)""").update();
        earlier.upgradeBefore("0039-usage-calls.sql");
    }

    private void call(String asked, @Nullable String served, @Nullable String parts) {
        calls++;
        jdbc.sql("""
                INSERT INTO api_usage_logs (
                    created_at, user_id, organization_id, endpoint, model, served_model, input_tokens, output_tokens,
                    total_tokens, total_cost, response_time_ms, success, id, provider, service_tier, attribution,
                    usage_reading, quantities, cost_status, currency, cost_lines, usage_parts)
                VALUES (
                    '2026-10-15T12:00:00Z', 'ada', 'acme', 'chat', ?, ?, 10, 5, 15, 0.5, 850, true, CAST(? AS uuid),
                    'openai', 'standard', 'context', 'REPORTED', '{}', 'MEASURED', 'USD',
                    '[{"part": 0, "amount": "0.125"}]', CAST(? AS jsonb))""")
                .param(1, asked)
                .param(2, served)
                .param(3, "01a13f6e-fa00-7000-8000-00000000000" + calls)
                .param(4, parts)
                .update();
    }

    @AfterEach
    void upgradeToTheLast() throws Exception {
        earlier.upgrade();
    }

    @Test
    void eachCallCountsUnderTheModelThatServedItAndEachPartUnderItsOwn() {
        assertThat(sums())
                .containsExactly(
                        "gpt-5 3 26 14 1.375",
                        "gpt-5-2025-08-07 2 20 10 1.0",
                        "gpt-image-2 0 4 1 0.125",
                        "old 1 1 1 1");
        assertThat(jdbc.sql("SELECT model || ' ' || calls FROM usage_response_times ORDER BY 1")
                        .query(String.class)
                        .list())
                .containsExactly("gpt-5 3", "gpt-5-2025-08-07 2");
    }

    @Test
    void changedCostsReachTheModelThatServed() {
        jdbc.sql("UPDATE api_usage_logs SET total_cost = 0.75 WHERE model = 'unknown'")
                .update();

        assertThat(sums()).contains("gpt-5-2025-08-07 2 20 10 1.25");
    }

    private List<@Nullable String> sums() {
        return jdbc.sql("""
                        SELECT concat_ws(' ', model, requests, input_tokens, output_tokens, total_cost)
                        FROM usage_rollups ORDER BY 1""").query(String.class).list();
    }
}
