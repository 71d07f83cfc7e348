package io.tokentally.adapter.persistence.report;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Calls of some part of a range that are looked at one by one, for what no roll-up tells because few ask for it, and no more than can
 * be looked at while somebody waits.
 *
 * @param from a parameter of the statement
 * @param until a parameter of the statement
 */
record SingleCalls(SumsQuestion question, String from, String until) {

    /**
     * Those that tell distributions: none where roll-ups do, which is of all callers together always, and of callers alone by whole
     * days.
     */
    static List<SingleCalls> forDistributions(SumsQuestion question, @Nullable DayCut days) {
        if (!question.needsDistributions() || !question.needsCallers()) {
            return List.of();
        }
        if (question.needsSeries() || days == null) {
            return List.of(new SingleCalls(question, ":from", ":until"));
        }
        List<SingleCalls> ends = new ArrayList<>();
        if (question.range().from().isBefore(days.from())) {
            ends.add(new SingleCalls(question, ":from", ":days_from"));
        }
        if (days.until().isBefore(question.range().until())) {
            ends.add(new SingleCalls(question, ":days_until", ":until"));
        }
        return ends;
    }

    /** An expression of how many there are to look at; it does not count on beyond the most. */
    String count(int most) {
        return "(SELECT count(*) FROM (SELECT FROM usage_calls WHERE organization_id = :organization AND %s LIMIT %d) AS calls)"
                .formatted(conditions(), most + 1L);
    }

    /** Distributions alone, as a source of {@link RollupSums}. */
    String distributions() {
        boolean byCaller = question.isBy(true);
        return """
                SELECT %s AS first, %s AS second, part, 0 AS requests, 0 AS failures, 0 AS unpriced, 0 AS estimated,
                    0 AS free_calls, 0 AS free_failures, 0 AS input_tokens, 0 AS output_tokens, 0 AS total_cost,
                    0 AS failed_cost%s
                FROM (
                    SELECT series, caller, %s AS part, array_to_string(
                        public.call_distributions(
                            response_time_ms, time_to_first_token_ms, output_tokens, total_cost, 1), ',') AS distributions
                    FROM usage_calls
                    WHERE organization_id = :organization AND %s
                ) AS calls
                JOIN kinds ON kinds.number = calls.series%s
                WHERE is_single
                GROUP BY 1, 2, 3
                """.formatted(
                        RollupSums.value("first", question, 0),
                        RollupSums.value("second", question, 1),
                        RollupSums.DISTRIBUTIONS_OF_MANY,
                        RollupSums.part(question, "created_at", ":starts", "timestamptz[]"),
                        conditions(),
                        byCaller ? " JOIN people ON people.number = calls.caller" : "");
    }

    /** Beside the organization. Those of the hour let the calls of few callers be found by an index. */
    String conditions() {
        return """
                created_at >= %s AND created_at < %s
                AND created_hour >= floor(extract(epoch FROM CAST(%s AS timestamptz)) / 3600)::int
                AND created_hour <= floor(extract(epoch FROM CAST(%s AS timestamptz)) / 3600)::int%s%s""".formatted(from, until, from, until, RollupSums.ofKinds(question), RollupSums.ofPeople(question));
    }
}
