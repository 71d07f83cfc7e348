package io.tokentally.adapter.persistence.report;

import io.tokentally.adapter.persistence.access.ViewerIdentity;
import io.tokentally.application.port.out.failure.FailureGroups;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.failure.FailedCalls;
import io.tokentally.domain.failure.FailureGroup;
import io.tokentally.domain.failure.FailureSums;
import io.tokentally.domain.metering.Outcome.Failure;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.report.ReportQuery;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.SqlParameterValue;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * Sums failed calls by all that describes a failure, by day and at the ends of the range by quarter-hour. The sums tell in which
 * quarter-hour a group was seen first and last, and of that alone its calls are read. Every word of it is ours; what a caller wrote are
 * parameters.
 */
final class JdbcFailureGroups implements FailureGroups {

    /** In the database's order, by which equals are told. */
    private static final String ORDER =
            "calls DESC, failure_kind COLLATE \"C\", http_status, model COLLATE \"C\", endpoint COLLATE \"C\"";

    private final JdbcClient jdbc;
    private final RollupSums sums;
    private final ViewerIdentity identity;

    JdbcFailureGroups(JdbcClient jdbc, RollupSums sums, ViewerIdentity identity) {
        this.jdbc = jdbc;
        this.sums = sums;
        this.identity = identity;
    }

    @Override
    public FailureSums sums(Viewer viewer, ReportQuery query) {
        List<Row> rows = statement(viewer, query, """
                , shown AS MATERIALIZED (
                    SELECT *, sum(calls) OVER () AS all_calls, sum(cost) OVER () AS all_cost, count(*) OVER () AS all_groups
                    FROM grouped ORDER BY %s LIMIT :most
                )
                SELECT shown.*, first.created_at AS first_seen, last.created_at AS last_seen, last.error_type, last.error_code
                FROM shown
                LEFT JOIN LATERAL (%s) AS first ON true
                LEFT JOIN LATERAL (%s) AS last ON true
                ORDER BY %s
                """.formatted(
                                ORDER,
                                sighting(question(viewer, query), "min", "first", "ASC"),
                                sighting(question(viewer, query), "max", "last", "DESC"),
                                ORDER))
                .param("most", query.top())
                .query((row, number) -> Row.of(row))
                .list();
        if (rows.isEmpty()) {
            return FailureSums.NONE;
        }
        Row any = rows.getFirst();
        return new FailureSums(
                rows.stream().map(Row::calls).toList(), any.allGroups(), any.allCalls(), Money.usd(any.allCost()));
    }

    @Override
    public Map<FailureGroup, Long> counts(Viewer viewer, ReportQuery query, Collection<FailureGroup> groups) {
        Map<FailureGroup, Long> counts = new HashMap<>();
        if (groups.isEmpty()) {
            return counts;
        }
        statement(viewer, query, """
                SELECT grouped.* FROM grouped JOIN unnest(:kinds, :statuses, :models, :endpoints)
                    AS wanted (failure_kind, http_status, model, endpoint) USING (failure_kind, http_status, model, endpoint)
                """)
                .param("kinds", array(groups, group -> group.kind().name()))
                .param(
                        "statuses",
                        new SqlParameterValue(
                                Types.ARRAY,
                                groups.stream().map(JdbcFailureGroups::status).toArray(Integer[]::new)))
                .param("models", array(groups, FailureGroup::model))
                .param("endpoints", array(groups, FailureGroup::endpoint))
                .query(row -> {
                    counts.put(group(row), row.getLong("calls"));
                });
        return counts;
    }

    private static SqlParameterValue array(Collection<FailureGroup> groups, Function<FailureGroup, String> value) {
        return new SqlParameterValue(Types.ARRAY, groups.stream().map(value).toArray(String[]::new));
    }

    /** No status is 0, so that it can be compared. */
    private static Integer status(FailureGroup group) {
        Integer status = group.httpStatus();
        return status == null ? 0 : status;
    }

    private static SumsQuestion question(Viewer viewer, ReportQuery query) {
        return new SumsQuestion(
                viewer,
                query.scope(),
                query.range(),
                List.of(query.range().from()),
                List.of(),
                query.filters(),
                Map.of(),
                Set.of());
    }

    private StatementSpec statement(Viewer viewer, ReportQuery query, String select) {
        identity.assume(viewer);
        SumsQuestion question = question(viewer, query);
        ZoneId zone = sums.zone(viewer);
        DayCut days = DayCut.of(question, zone);
        return RollupSums.withParameters(jdbc.sql(grouped(question, days) + select), question, days)
                .param("zone", zone.getId());
    }

    private static String grouped(SumsQuestion question, @Nullable DayCut days) {
        return """
                WITH kinds AS MATERIALIZED (
                    SELECT number, failure_kind, coalesce(http_status, 0)::int AS http_status,
                        public.base_model(billed_model) AS model, endpoint
                    FROM usage_series
                    WHERE organization_id = :organization AND NOT success AND NOT free_of_charge%s
                ), people AS MATERIALIZED (
                    SELECT number, user_id FROM usage_callers WHERE organization_id = :organization%s
                ), grouped AS MATERIALIZED (
                    SELECT failure_kind, http_status, model, endpoint, sum(calls) AS calls, sum(total_cost) AS cost,
                        count(DISTINCT user_id) FILTER (WHERE calls > 0) AS people, array_agg(DISTINCT series) AS series,
                        min(since) FILTER (WHERE calls > 0) AS first_since, min(until) FILTER (WHERE calls > 0) AS first_until,
                        max(since) FILTER (WHERE calls > 0) AS last_since, max(until) FILTER (WHERE calls > 0) AS last_until
                    FROM (%s) AS sums
                    JOIN kinds ON kinds.number = sums.series
                    JOIN people ON people.number = sums.caller
                    GROUP BY failure_kind, http_status, model, endpoint
                    HAVING sum(calls) > 0
                )
                """.formatted(
                        question.seriesConditions(),
                        question.callerConditions(),
                        String.join("\nUNION ALL\n", sources(question, days)));
    }

    private static List<String> sources(SumsQuestion question, @Nullable DayCut days) {
        List<String> sources = new ArrayList<>();
        if (days == null) {
            sources.add(quarterHours(question, ":from", ":until"));
            return sources;
        }
        sources.add("""
                SELECT series, caller, calls, total_cost, day::timestamp AT TIME ZONE :zone AS since,
                    (day + 1)::timestamp AT TIME ZONE :zone AS until
                FROM usage_days
                WHERE organization_id = :organization AND day >= :first_day AND day < :end_day%s
                """.formatted(failed(question)));
        if (question.range().from().isBefore(days.from())) {
            sources.add(quarterHours(question, ":from", ":days_from"));
        }
        if (days.until().isBefore(question.range().until())) {
            sources.add(quarterHours(question, ":days_until", ":until"));
        }
        return sources;
    }

    private static String quarterHours(SumsQuestion question, String from, String until) {
        return """
                SELECT series, caller, calls, total_cost, quarter_hour, quarter_hour + interval '15 minutes'
                FROM usage_quarter_hours
                WHERE organization_id = :organization AND quarter_hour >= %s AND quarter_hour < %s%s
                """.formatted(from, until, failed(question));
    }

    private static String failed(SumsQuestion question) {
        return " AND series = ANY (ARRAY(SELECT number FROM kinds))" + RollupSums.ofPeople(question);
    }

    /**
     * The first or the last call of a group. The offset keeps the database from looking for it along the key, through the calls of all
     * others.
     */
    private static String sighting(SumsQuestion question, String extreme, String which, String direction) {
        return """
                SELECT call.created_at, call.error_type, call.error_code
                FROM (
                    SELECT %1$s(quarter_hour) AS start FROM usage_quarter_hours
                    WHERE organization_id = :organization AND quarter_hour >= shown.%2$s_since
                        AND quarter_hour < shown.%2$s_until AND calls > 0 AND series = ANY (shown.series)%3$s
                ) AS quarter
                CROSS JOIN LATERAL (
                    SELECT created_at, id, error_type, error_code FROM usage_calls
                    WHERE organization_id = :organization AND series = ANY (shown.series)%3$s
                        AND created_hour = floor(extract(epoch FROM quarter.start) / 3600)::int
                        AND created_at >= quarter.start AND created_at < quarter.start + interval '15 minutes'
                    OFFSET 0
                ) AS call
                ORDER BY call.created_at %4$s, call.id %4$s
                LIMIT 1
                """.formatted(extreme, which, RollupSums.ofPeople(question), direction);
    }

    private static FailureGroup group(ResultSet row) throws SQLException {
        int status = row.getInt("http_status");
        return new FailureGroup(
                Failure.Kind.valueOf(row.getString("failure_kind")),
                status == 0 ? null : status,
                row.getString("model"),
                row.getString("endpoint"));
    }

    /** A group, and what all of them have together. */
    private record Row(FailedCalls calls, long allGroups, long allCalls, BigDecimal allCost) {

        static Row of(ResultSet row) throws SQLException {
            FailureGroup group = group(row);
            Instant last = instant(row, "last_seen");
            return new Row(
                    new FailedCalls(
                            group,
                            row.getLong("calls"),
                            Money.usd(row.getBigDecimal("cost")),
                            row.getLong("people"),
                            instant(row, "first_seen"),
                            last,
                            last == null
                                    ? null
                                    : new Failure(
                                            group.kind(),
                                            group.httpStatus(),
                                            row.getString("error_type"),
                                            row.getString("error_code"))),
                    row.getLong("all_groups"),
                    row.getLong("all_calls"),
                    row.getBigDecimal("all_cost"));
        }

        private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
            OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
            return time == null ? null : time.toInstant();
        }
    }
}
