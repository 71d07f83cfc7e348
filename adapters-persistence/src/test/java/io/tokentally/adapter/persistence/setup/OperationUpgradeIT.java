package io.tokentally.adapter.persistence.setup;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.adapter.persistence.TestDatabase;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A ledger with calls from before operations were recorded is brought up to date. */
class OperationUpgradeIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private EarlierSchema earlier;
    private JdbcClient jdbc;
    private String sumsBefore;

    @BeforeEach
    void upgradeALedgerWithCalls() throws Exception {
        earlier = EarlierSchema.before("0028-operations.sql", DATABASE);
        jdbc = earlier.jdbc();
        jdbc.sql("SELECT ensure_usage_partition('2026-10-01')").query().singleRow();
        call(1, "chat.completions");
        call(2, "messages");
        call(3, "responses.retrieve");
        call(4, "extract_candidate_info");
        call(5, "other");
        sumsBefore = sums();
        earlier.upgradeBefore("0039-usage-calls.sql");
    }

    private void call(int number, String endpoint) {
        jdbc.sql("""
                INSERT INTO api_usage_logs (
                    created_at, user_id, organization_id, endpoint, model, input_tokens, output_tokens, total_tokens,
                    total_cost, response_time_ms, success, id, provider, service_tier, attribution, usage_reading,
                    quantities, cost_status, currency, cost_lines)
                VALUES (
                    '2026-10-15T12:00:00Z', 'ada', 'acme', ?, 'gpt-4o', 10, 5, 15, 0.5, 850, true, CAST(? AS uuid), 'openai',
                    'standard', 'context', 'REPORTED', '{}', 'MEASURED', 'USD', '[]')""")
                .params(endpoint, "01a13f6e-fa00-7000-8000-00000000000" + number)
                .update();
    }

    private String sums() {
        return jdbc.sql("""
                        SELECT string_agg(concat_ws(' ', endpoint, model, requests, input_tokens, output_tokens, total_cost), ','
                            ORDER BY endpoint)
                        FROM usage_rollups""").query(String.class).single();
    }

    @AfterEach
    void upgradeToTheLast() throws Exception {
        earlier.upgrade();
    }

    @Test
    void whereTheEndpointIsAnApisNameItIsTheOperation() {
        Map<String, @Nullable String> operations = new HashMap<>();
        jdbc.sql("SELECT endpoint, operation FROM api_usage_logs").query(row -> {
            operations.put(row.getString("endpoint"), row.getString("operation"));
        });

        assertThat(operations)
                .containsEntry("chat.completions", "chat.completions")
                .containsEntry("messages", "messages")
                .containsEntry("responses.retrieve", "responses.retrieve")
                .containsEntry("extract_candidate_info", null)
                .containsEntry("other", null)
                .hasSize(5);
    }

    @Test
    void noSumIsAnother() {
        assertThat(sums()).isEqualTo(sumsBefore);
    }

    @Test
    void changedCostsReachTheSumsAsBefore() {
        jdbc.sql("UPDATE api_usage_logs SET total_cost = 0.75 WHERE endpoint = 'messages'")
                .update();

        assertThat(jdbc.sql("SELECT total_cost FROM usage_rollups WHERE endpoint = 'messages'")
                        .query(String.class)
                        .single())
                .isEqualTo("0.75");
    }
}
