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
     * Those that tell details: none where roll-ups do, which is of all callers together always, and of callers alone by whole days.
     */
    static List<SingleCalls> forDetails(SumsQuestion question, @Nullable DayCut days) {
        if (question.details().isEmpty() || !question.needsCallers()) {
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
        String own = count(conditions(), most);
        return looksAtOtherKinds() ? own + " + " + count(conditionsOfParts(), most) : own;
    }

    private static String count(String conditions, int most) {
        return "(SELECT count(*) FROM (SELECT FROM usage_calls WHERE organization_id = :organization AND %s LIMIT %d) AS calls)"
                .formatted(conditions, most + 1L);
    }

    /** Details alone, as sources of {@link RollupSums}. */
    List<String> details() {
        List<String> sources = new ArrayList<>();
        sources.add(source("""
                SELECT calls.series, calls.caller, %s AS part%s
                FROM (SELECT * FROM usage_calls WHERE organization_id = :organization AND %s) AS calls
                JOIN kinds ON kinds.number = calls.series%s
                """.formatted(part(), Detail.columns(question, this::ofCall), conditions(), rates())));
        if (looksAtOtherKinds()) {
            sources.add(source(
                    """
                    SELECT other.series, calls.caller, %s AS part%s
                    FROM (
                        SELECT * FROM usage_calls WHERE organization_id = :organization AND %s
                    ) AS calls
                    JOIN usage_series own ON own.organization_id = :organization AND own.number = calls.series%s
                    CROSS JOIN LATERAL (
                        SELECT DISTINCT ON (1) part ->> 'model' AS model, known.number AS series
                        FROM jsonb_array_elements(calls.usage_parts) AS part
                        JOIN usage_series known ON known.organization_id = :organization
                            AND known.digest = public.attributes_digest(
                                public.series_attributes(own) || jsonb_build_object('billed_model', part ->> 'model'))
                        WHERE part ->> 'model' <> own.billed_model
                    ) AS other
                    """.formatted(part(), Detail.columns(question, this::ofOtherModel), conditionsOfParts(), rates())));
        }
        return sources;
    }

    /** What other models did for a call counts under kinds of their own. */
    private boolean looksAtOtherKinds() {
        return question.needsSeries() && question.details().contains(Detail.QUANTITIES);
    }

    private String part() {
        return RollupSums.part(question, "calls.created_at", ":starts", "timestamptz[]");
    }

    private String rates() {
        return question.details().contains(Detail.QUANTITIES)
                ? " JOIN usage_rates rates ON rates.organization_id = :organization AND rates.number = calls.rates"
                : "";
    }

    private String ofCall(Detail detail) {
        return switch (detail) {
            case DISTRIBUTIONS -> """
                , CASE WHEN is_single THEN array_to_string(public.call_distributions(
                    response_time_ms, time_to_first_token_ms, output_tokens, total_cost, 1), ',') END AS distributions""";
            case QUANTITIES -> quantities(question.needsSeries() ? "kinds.own_model" : "NULL", "kinds.own_model");
        };
    }

    private String ofOtherModel(Detail detail) {
        return detail == Detail.QUANTITIES ? quantities("other.model", "own.billed_model") : detail.none();
    }

    private static String quantities(String wantedModel, String ownModel) {
        return """
                , nullif(array_to_string(public.call_quantities(
                    :organization, %s, %s, rates.units, rates.unit_rates, calls.quantities, calls.usage_parts, calls.cost_lines, 1),
                    ','), '') AS quantities""".formatted(wantedModel, ownModel);
    }

    private String source(String calls) {
        return """
                SELECT %s AS first, %s AS second, part, 0 AS requests, 0 AS failures, 0 AS unpriced, 0 AS estimated,
                    0 AS free_calls, 0 AS free_failures, 0 AS input_tokens, 0 AS output_tokens, 0 AS cost,
                    0 AS failed_cost%s
                FROM (%s) AS calls
                JOIN kinds ON kinds.number = calls.series%s
                GROUP BY 1, 2, 3
                """.formatted(
                        RollupSums.value("first", question, 0),
                        RollupSums.value("second", question, 1),
                        Detail.columns(question, Detail::ofMany),
                        calls,
                        question.isBy(true) ? " JOIN people ON people.number = calls.caller" : "");
    }

    /** Beside the organization. */
    String conditions() {
        return conditionsOfAnyKind() + RollupSums.ofKinds(question);
    }

    private String conditionsOfParts() {
        return "usage_parts IS NOT NULL AND " + conditionsOfAnyKind();
    }

    /** Those of the hour let the calls of few callers be found by an index. */
    private String conditionsOfAnyKind() {
        return """
                created_at >= %s AND created_at < %s
                AND created_hour >= floor(extract(epoch FROM CAST(%s AS timestamptz)) / 3600)::int
                AND created_hour <= floor(extract(epoch FROM CAST(%s AS timestamptz)) / 3600)::int%s""".formatted(from, until, from, until, RollupSums.ofPeople(question));
    }
}
