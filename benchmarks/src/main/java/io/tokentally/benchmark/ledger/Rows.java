package io.tokentally.benchmark.ledger;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Questions to a table {@code calls} of single calls, in SQL that analytical databases have in common. */
final class Rows {

    static final String OVERVIEW = "overview, 30 days";
    static final String BY_USER_AND_MODEL = "user by model by day";
    static final String NEWEST_FAILED = "newest 50 failed";

    static final Map<String, List<String>> QUESTIONS = questions();

    private Rows() {}

    private static Map<String, List<String>> questions() {
        String sums = "count(*), sum(input_tokens), sum(output_tokens), sum(total_cost)";
        String from = "created_at >= TIMESTAMP '%s 00:00:00'".formatted(Questions.LAST_DAY.minusDays(29));
        String before = "created_at >= TIMESTAMP '%s 00:00:00' AND created_at < TIMESTAMP '%s 00:00:00'"
                .formatted(Questions.LAST_DAY.minusDays(59), Questions.LAST_DAY.minusDays(29));
        Map<String, List<String>> questions = new LinkedHashMap<>();
        questions.put(
                OVERVIEW,
                List.of(
                        "SELECT %s FROM calls WHERE %s".formatted(sums, from),
                        "SELECT %s FROM calls WHERE %s".formatted(sums, before),
                        "SELECT endpoint, %s FROM calls WHERE %s GROUP BY endpoint".formatted(sums, from),
                        "SELECT model, %s FROM calls WHERE %s GROUP BY model".formatted(sums, from),
                        "SELECT user_id, %s FROM calls WHERE %s GROUP BY user_id".formatted(sums, from),
                        "SELECT CAST(created_at AS date) AS day, %s FROM calls WHERE %s GROUP BY day"
                                .formatted(sums, from)));
        questions.put(BY_USER_AND_MODEL, List.of("""
            SELECT CAST(created_at AS date) AS day, user_id, model, %s FROM calls
            WHERE %s AND endpoint = 'extract_candidate_info' AND success GROUP BY day, user_id, model""".formatted(sums, from)));
        questions.put(
                NEWEST_FAILED, List.of("SELECT * FROM calls WHERE NOT success ORDER BY created_at DESC LIMIT 50"));
        return questions;
    }
}
