package io.tokentally.benchmark.fault;

import io.tokentally.benchmark.product.MockProvider;
import io.tokentally.benchmark.product.Postgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the ledger holds against what the callers know.
 *
 * @param acknowledged calls whose callers have the whole answer
 * @param rows of all calls that were made
 * @param lost acknowledged calls without a row
 * @param doubled calls with more than one row
 * @param invented rows of calls that never reached the provider, and yet are not marked as failed
 * @param unacknowledged rows of calls whose callers do not have the whole answer: of most the provider broke off
 * @param sumsThatDiffer roll-ups that are not the sum of their rows, and rows that are in no roll-up
 */
record LedgerCheck(
        long acknowledged,
        long rows,
        List<String> lost,
        long doubled,
        long invented,
        long unacknowledged,
        long sumsThatDiffer) {

    private static final int SHOWN = 20;

    private static final String ROWS = """
            SELECT tags ->> 'call' AS call, count(*) AS times, bool_or(success) AS success
            FROM public.api_usage_logs
            WHERE tags ->> 'call' IS NOT NULL
            GROUP BY 1
            """;

    /** Each call's own share, under the model that served it, and the share of each other model that worked for it. */
    private static final String SUMS_THAT_DIFFER = """
            WITH calls AS (
                SELECT *, coalesce(served_model, model) AS served, ARRAY(
                    SELECT nullif(part ->> 'model', coalesce(served_model, model))
                    FROM jsonb_array_elements(usage_parts) AS part) AS others
                FROM public.api_usage_logs
            ), work AS (
                SELECT call.organization_id, call.created_at, call.id, others[n] AS model,
                    (part ->> 'input_tokens')::bigint AS input_tokens, (part ->> 'output_tokens')::bigint AS output_tokens,
                    (SELECT coalesce(sum((line ->> 'amount')::numeric), 0) FROM jsonb_array_elements(cost_lines) AS line
                     WHERE (line ->> 'part')::int + 1 = n) AS total_cost
                FROM calls AS call
                CROSS JOIN LATERAL jsonb_array_elements(usage_parts) WITH ORDINALITY AS part (part, n)
                WHERE others[n] IS NOT NULL
            ), shares AS (
                SELECT organization_id, created_at, user_id, endpoint, provider, served AS model,
                    (NOT free_of_charge)::int AS requests, (NOT success AND NOT free_of_charge)::int AS failures,
                    (cost_status = 'UNPRICED')::int AS unpriced, (cost_status = 'ESTIMATED')::int AS estimated,
                    input_tokens, output_tokens, coalesce(total_cost, 0) AS total_cost,
                    free_of_charge::int AS free_calls, (NOT success AND free_of_charge)::int AS free_failures
                FROM calls
                UNION ALL
                SELECT organization_id, created_at, user_id, endpoint, provider, side.model, 0, 0, 0, 0,
                    side.sign * work.input_tokens, side.sign * work.output_tokens, side.sign * work.total_cost, 0, 0
                FROM work JOIN calls USING (organization_id, created_at, id)
                CROSS JOIN LATERAL (VALUES (calls.served, -1), (work.model, 1)) AS side (model, sign)
            )
            SELECT count(*)
            FROM (
                SELECT organization_id, date_bin('15 minutes', created_at, timestamptz 'epoch') AS quarter_hour, user_id,
                    endpoint, provider, model, sum(requests) AS requests, sum(failures) AS failures,
                    sum(unpriced) AS unpriced, sum(estimated) AS estimated, sum(input_tokens) AS input_tokens,
                    sum(output_tokens) AS output_tokens, sum(total_cost) AS total_cost, sum(free_calls) AS free_calls,
                    sum(free_failures) AS free_failures
                FROM shares GROUP BY 1, 2, 3, 4, 5, 6
                HAVING (sum(requests), sum(free_calls), sum(input_tokens), sum(output_tokens), sum(total_cost))
                    <> (0, 0, 0, 0, 0)
            ) AS summed
            FULL JOIN (
                SELECT sums.organization_id, quarter_hour, user_id, endpoint, provider, billed_model AS model,
                    coalesce(sum(calls) FILTER (WHERE NOT free_of_charge), 0) AS requests,
                    coalesce(sum(calls) FILTER (WHERE NOT free_of_charge AND NOT success), 0) AS failures,
                    coalesce(sum(calls) FILTER (WHERE cost_status = 'UNPRICED'), 0) AS unpriced,
                    coalesce(sum(calls) FILTER (WHERE cost_status = 'ESTIMATED'), 0) AS estimated,
                    sum(input_tokens) AS input_tokens, sum(output_tokens) AS output_tokens,
                    sum(total_cost) AS total_cost, coalesce(sum(calls) FILTER (WHERE free_of_charge), 0) AS free_calls,
                    coalesce(sum(calls) FILTER (WHERE free_of_charge AND NOT success), 0) AS free_failures
                FROM public.usage_quarter_hours sums
                JOIN public.usage_series series
                    ON series.organization_id = sums.organization_id AND series.number = sums.series
                JOIN public.usage_callers caller
                    ON caller.organization_id = sums.organization_id AND caller.number = sums.caller
                GROUP BY 1, 2, 3, 4, 5, 6
            ) AS kept
                USING (organization_id, quarter_hour, user_id, endpoint, provider, model)
            WHERE (summed.requests, summed.failures, summed.unpriced, summed.estimated, summed.input_tokens,
                    summed.output_tokens, summed.total_cost, summed.free_calls, summed.free_failures)
                IS DISTINCT FROM (kept.requests, kept.failures, kept.unpriced, kept.estimated, kept.input_tokens,
                    kept.output_tokens, kept.total_cost, kept.free_calls, kept.free_failures)
            """;

    /** What the database itself finds, in all grains. */
    private static final String DRIFT = """
            SELECT count(*)
            FROM (SELECT DISTINCT organization_id FROM public.usage_days) AS used
            CROSS JOIN LATERAL public.days_of_usage(organization_id) AS day
            CROSS JOIN LATERAL public.usage_drift(organization_id, day)
            """;

    /** A call's rows. */
    private record Found(long times, boolean success) {}

    static LedgerCheck of(Postgres postgres, MockProvider provider, Set<String> acknowledged) throws SQLException {
        try (Connection connection = postgres.connectToLedger();
                Statement statement = connection.createStatement()) {
            Map<String, Found> found = rows(statement);
            return new LedgerCheck(
                    acknowledged.size(),
                    found.values().stream().mapToLong(Found::times).sum(),
                    acknowledged.stream()
                            .filter(call -> !found.containsKey(call))
                            .sorted(Comparator.comparing(Long::valueOf))
                            .toList(),
                    found.values().stream().filter(rows -> rows.times() > 1).count(),
                    found.entrySet().stream()
                            .filter(entry -> entry.getValue().success() && !provider.hasReceived(entry.getKey()))
                            .count(),
                    found.keySet().stream()
                            .filter(call -> !acknowledged.contains(call))
                            .count(),
                    sumsThatDiffer(statement));
        }
    }

    private static Map<String, Found> rows(Statement statement) throws SQLException {
        Map<String, Found> found = new HashMap<>();
        try (ResultSet rows = statement.executeQuery(ROWS)) {
            while (rows.next()) {
                found.put(rows.getString("call"), new Found(rows.getLong("times"), rows.getBoolean("success")));
            }
        }
        return found;
    }

    private static long sumsThatDiffer(Statement statement) throws SQLException {
        return count(statement, SUMS_THAT_DIFFER) + count(statement, DRIFT);
    }

    private static long count(Statement statement, String sql) throws SQLException {
        try (ResultSet count = statement.executeQuery(sql)) {
            count.next();
            return count.getLong(1);
        }
    }

    boolean isFlawless() {
        return acknowledged > 0 && lost.isEmpty() && doubled == 0 && invented == 0 && sumsThatDiffer == 0;
    }

    @Override
    public String toString() {
        return """
                acknowledged calls              %,10d
                rows in the ledger              %,10d
                  of unacknowledged calls       %,10d
                acknowledged and not there      %,10d %s
                more than once                  %,10d
                successes that never happened   %,10d
                roll-ups unlike their rows      %,10d
                """.formatted(
                        acknowledged,
                        rows,
                        unacknowledged,
                        lost.size(),
                        lost.isEmpty() ? "" : lost.subList(0, Math.min(lost.size(), SHOWN)),
                        doubled,
                        invented,
                        sumsThatDiffer);
    }
}
