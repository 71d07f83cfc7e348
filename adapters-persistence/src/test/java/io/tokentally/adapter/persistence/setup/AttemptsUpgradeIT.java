package io.tokentally.adapter.persistence.setup;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.adapter.persistence.TestDatabase;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A ledger with calls, from before attempts were told apart, is brought up to date while its application still posts. */
class AttemptsUpgradeIT {

    private static final String POST = """
            SELECT post_calls('acme', '[{"user_id": "ada", "attribution": "context"}]',
                '[{"endpoint": "chat", "provider": "openai", "model": "m", "billed_model": "m", "service_tier": "standard",
                    "usage_reading": "REPORTED", "success": true, "cost_status": "FREE", "free_of_charge": false}]',
                '[{"currency": "USD", "units": ["INPUT_TOKENS"], "cost_lines": []}]',
                ARRAY[CAST(:id AS uuid)], ARRAY[('x' || translate(left(:id, 13), '-', ''))::bit(48)::bigint], '{1}', '{1}', '{1}',
                '{7}', '{0}', '{7}', '{0}', '{850}', '{NULL}', '{NULL}', '{NULL}', '{NULL}', '{NULL}', '{NULL}', '{NULL}', '{NULL}')""";

    private static final String BEFORE = "0199e7a5-1c00-7abc-8def-0123456789ab";
    private static final String AFTER = "0199e7a5-1c00-7abc-8def-0123456789ac";

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @Test
    void callsThatAreThereAndThoseThatItPostsTellOfNoAttempt() throws Exception {
        EarlierSchema earlier = EarlierSchema.before("0049-attempts.sql", DATABASE);
        JdbcClient jdbc = earlier.jdbc();
        post(jdbc, BEFORE);

        earlier.upgrade();
        post(jdbc, BEFORE);
        post(jdbc, AFTER);

        List<@Nullable String> calls = jdbc.sql(
                        "SELECT concat_ws(' ', id, input_tokens, attempt, attempt_of) FROM api_usage_logs ORDER BY id")
                .query(String.class)
                .list();
        assertThat(calls).containsExactly(BEFORE + " 7", AFTER + " 7");
        assertThat(jdbc.sql("SELECT sum(calls) FROM usage_days")
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
    }

    private static void post(JdbcClient jdbc, String id) {
        assertThat(jdbc.sql(POST)
                        .param("id", id)
                        .query((row, number) -> row.getObject(1))
                        .list())
                .isEmpty();
    }
}
