package io.tokentally.adapter.persistence.report;

import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.report.TooManyCallsException;
import io.tokentally.domain.summary.UsageTotals;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * Sums usage from the roll-ups that have the fewest rows for it: by day of the organization's where that will do, with quarter-hours
 * at the ends, and without callers or without series where these need not be told apart. No roll-up tells how long the calls of a kind
 * took for each caller, or what units they used: {@link SingleCalls} do. Every word of it is ours; what a caller
 * wrote are parameters. Within a transaction that has the viewer's identity.
 */
public final class RollupSums {

    /** Stands for a dimension that is not asked for. */
    private static final String NOTHING = "''";

    private static final String MEASURES = """
            sum(requests) AS requests, sum(failures) AS failures, sum(unpriced) AS unpriced, sum(estimated) AS estimated,
            sum(free_calls) AS free_calls, sum(free_failures) AS free_failures, sum(input_tokens) AS input_tokens,
            sum(output_tokens) AS output_tokens, sum(cost) AS cost, sum(failed_cost) AS failed_cost""";

    /** Of sums of calls of one kind. */
    private static final String MEASURES_OF_SERIES = """
            calls * is_request AS requests, calls * is_request * is_failure AS failures, calls * is_unpriced AS unpriced,
            calls * is_estimated AS estimated, calls * (1 - is_request) AS free_calls,
            calls * (1 - is_request) * is_failure AS free_failures, input_tokens, output_tokens,
            total_cost AS cost, CASE is_failure WHEN 1 THEN total_cost ELSE 0 END AS failed_cost""";

    private final JdbcClient jdbc;
    private final int mostCalls;

    /** @param mostCalls that a question may look at one by one */
    RollupSums(JdbcClient jdbc, int mostCalls) {
        this.jdbc = jdbc;
        this.mostCalls = mostCalls;
    }

    /**
     * A statement that reads a table {@code share} of the sums: {@code first} and {@code second} are the dimensions' values,
     * {@code part} the number of the part of the range, from 1 on, then come the measures, with the {@link Detail}s that are asked for.
     * Groups of calls without charge alone are in it. A table {@code sums} has the same before it is put together by these three.
     *
     * @param select reads from it; made of nothing that a caller wrote
     * @throws TooManyCallsException if too many calls would have to be looked at one by one
     */
    public StatementSpec statement(SumsQuestion question, String select) {
        DayCut days = DayCut.of(question, zone(question.viewer()));
        List<SingleCalls> calls = SingleCalls.forDetails(question, days);
        if (!calls.isEmpty()) {
            requireFew(calls, question, days);
        }
        return withParameters(jdbc.sql(sql(question, days, calls, select)), question, days);
    }

    /**
     * How many calls have the question's tags: these are looked at one by one.
     *
     * @throws TooManyCallsException if there are too many of them
     */
    public long countTagged(SumsQuestion question) {
        String sql = "%s SELECT count(*) FROM usage_calls WHERE organization_id = :organization AND %s%s"
                .formatted(kindsAndPeople(question), fewCalls(question).conditions(), question.callConditions());
        return withParameters(jdbc.sql(sql), question, null).query(Long.class).single();
    }

    /**
     * The calls of a question, to be looked at one by one, whatever tags they have.
     *
     * @throws TooManyCallsException if there are too many of them
     */
    SingleCalls fewCalls(SumsQuestion question) {
        SingleCalls calls = new SingleCalls(question, ":from", ":until");
        requireFew(List.of(calls), question, null);
        return calls;
    }

    private void requireFew(List<SingleCalls> calls, SumsQuestion question, @Nullable DayCut days) {
        String sql = "%s SELECT %s"
                .formatted(
                        kindsAndPeople(question),
                        calls.stream().map(some -> some.count(mostCalls)).collect(Collectors.joining(" + ")));
        long found =
                withParameters(jdbc.sql(sql), question, days).query(Long.class).single();
        if (found > mostCalls) {
            throw new TooManyCallsException(mostCalls);
        }
    }

    /** @param days where the statement names them */
    static StatementSpec withParameters(StatementSpec sql, SumsQuestion question, @Nullable DayCut days) {
        StatementSpec statement = sql.param(
                        "organization", question.viewer().organizationId().value())
                .param("viewer", question.viewer().userId().value())
                .param("from", time(question.range().from()))
                .param("until", time(question.range().until()))
                .param("starts", array(question.starts()));
        if (days != null) {
            statement = statement
                    .param("first_day", days.firstDay())
                    .param("end_day", days.endDay())
                    .param("days_from", time(days.from()))
                    .param("days_until", time(days.until()))
                    .param("day_starts", array(days.starts(question.starts())));
        }
        return withNamed(statement, question);
    }

    private static StatementSpec withNamed(StatementSpec statement, SumsQuestion question) {
        StatementSpec complete = statement;
        for (var parameter : question.parameters().entrySet()) {
            complete = complete.param(parameter.getKey(), parameter.getValue());
        }
        return complete;
    }

    /** How many calls there are on each day of the organization's from one day to another, those without charge among them. */
    public List<CallsOfDay> byDay(SumsQuestion question, LocalDate firstDay, LocalDate lastDay) {
        String table = "usage_days";
        String calls = "calls";
        if (!question.needsCallers()) {
            table = "usage_series_days";
        } else if (!question.needsSeries()) {
            table = "usage_caller_days";
            calls = "requests + free_calls";
        }
        StatementSpec statement = counting(question, "day", calls, table, "day BETWEEN :first_day AND :last_day")
                .param("first_day", firstDay)
                .param("last_day", lastDay);
        return statement
                .query((row, number) -> new CallsOfDay(row.getObject(1, LocalDate.class), row.getLong(2)))
                .list();
    }

    /** How many there are in each quarter-hour of the range. */
    public List<CallsOfQuarterHour> byQuarterHour(SumsQuestion question) {
        String table = question.needsCallers() ? "usage_quarter_hours" : "usage_series_quarter_hours";
        return counting(question, "quarter_hour", "calls", table, "quarter_hour >= :from AND quarter_hour < :until")
                .param("from", time(question.range().from()))
                .param("until", time(question.range().until()))
                .query((row, number) -> new CallsOfQuarterHour(
                        row.getObject(1, OffsetDateTime.class).toInstant(), row.getLong(2)))
                .list();
    }

    /** The last first. */
    private StatementSpec counting(SumsQuestion question, String time, String calls, String table, String range) {
        StatementSpec statement = jdbc.sql("""
                        WITH kinds AS MATERIALIZED (
                            SELECT number FROM usage_series WHERE organization_id = :organization%s
                        ), people AS MATERIALIZED (
                            SELECT number FROM usage_callers WHERE organization_id = :organization%s
                        )
                        SELECT %s, sum(%s) FROM %s WHERE organization_id = :organization AND %s%s%s GROUP BY 1 ORDER BY 1 DESC
                        """.formatted(
                                question.seriesConditions(),
                                question.callerConditions(),
                                time,
                                calls,
                                table,
                                range,
                                ofKinds(question),
                                question.needsCallers() ? ofPeople(question) : ""))
                .param("organization", question.viewer().organizationId().value())
                .param("viewer", question.viewer().userId().value());
        return withNamed(statement, question);
    }

    /** Calls of a day. */
    public record CallsOfDay(LocalDate day, long calls) {}

    /** Calls of a quarter-hour. */
    public record CallsOfQuarterHour(Instant start, long calls) {}

    /** The measures of a row, but for calls without charge. */
    public static UsageTotals totals(ResultSet row) throws SQLException {
        return new UsageTotals(
                row.getLong("requests"),
                row.getLong("failures"),
                row.getLong("unpriced"),
                row.getLong("estimated"),
                row.getLong("input_tokens"),
                row.getLong("output_tokens"),
                Money.usd(row.getBigDecimal("cost")));
    }

    /** By whose clocks the organization's days begin. */
    public ZoneId zone(Viewer viewer) {
        return jdbc.sql("SELECT time_zone FROM organizations WHERE id = ?")
                .param(viewer.organizationId().value())
                .query(String.class)
                .optional()
                .map(ZoneId::of)
                .orElse(ZoneOffset.UTC);
    }

    private static String sql(SumsQuestion question, @Nullable DayCut days, List<SingleCalls> calls, String select) {
        List<String> sources = sources(question, days);
        calls.forEach(some -> sources.addAll(some.details()));
        return """
                %s%s, sums AS (
                    %s
                ), share AS (
                    SELECT first, second, part, %s%s
                    FROM sums
                    GROUP BY first, second, part
                )
                %s
                """.formatted(
                        kindsAndPeople(question),
                        classes(question),
                        String.join("\nUNION ALL\n", sources),
                        MEASURES,
                        Detail.columns(question, Detail::ofMany),
                        select);
    }

    static String kindsAndPeople(SumsQuestion question) {
        return """
                WITH kinds AS MATERIALIZED (
                    SELECT number, billed_model AS own_model, (NOT free_of_charge)::int AS is_request,
                        public.is_single_call(operation, free_of_charge) AS is_single, (NOT success)::int AS is_failure,
                        (cost_status = 'UNPRICED')::int AS is_unpriced, (cost_status = 'ESTIMATED')::int AS is_estimated%s
                    FROM usage_series WHERE organization_id = :organization%s
                ), people AS MATERIALIZED (
                    SELECT number%s FROM usage_callers WHERE organization_id = :organization%s
                )""".formatted(
                        columns(question, false),
                        question.seriesConditions(),
                        columns(question, true),
                        question.callerConditions());
    }

    /** The values of those of the dimensions that callers have, or that series have. */
    private static String columns(SumsQuestion question, boolean ofCaller) {
        return place("first", question, 0, ofCaller) + place("second", question, 1, ofCaller);
    }

    private static String place(String name, SumsQuestion question, int number, boolean ofCaller) {
        if (question.by().size() <= number) {
            return "";
        }
        DimensionColumn column = DimensionColumn.of(question.by().get(number));
        return column.ofCaller() == ofCaller ? ", %s AS %s".formatted(column.value(), name) : "";
    }

    private static List<String> sources(SumsQuestion question, @Nullable DayCut days) {
        List<String> sources = new ArrayList<>();
        if (days == null) {
            sources.add(quarterHours(question, ":from", ":until"));
            return sources;
        }
        sources.add(days(question));
        if (question.range().from().isBefore(days.from())) {
            sources.add(quarterHours(question, ":from", ":days_from"));
        }
        if (days.until().isBefore(question.range().until())) {
            sources.add(quarterHours(question, ":days_until", ":until"));
        }
        return sources;
    }

    private static String quarterHours(SumsQuestion question, String from, String until) {
        String table = question.needsCallers() ? "usage_quarter_hours" : "usage_series_quarter_hours";
        return ofSeries(
                question,
                table,
                part(question, "quarter_hour", ":starts", "timestamptz[]"),
                "quarter_hour >= %s AND quarter_hour < %s".formatted(from, until));
    }

    private static String days(SumsQuestion question) {
        String part = part(question, "day", ":day_starts", "date[]");
        String range = "day >= :first_day AND day < :end_day";
        if (question.needsCallers() && !question.needsSeries()) {
            return """
                    SELECT %s AS first, %s AS second, %s AS part, requests, failures, unpriced, estimated, free_calls,
                        free_failures, input_tokens, output_tokens, total_cost AS cost, 0 AS failed_cost%s
                    FROM usage_caller_days sums JOIN people ON people.number = sums.caller
                    WHERE organization_id = :organization AND %s%s
                    """.formatted(
                            value("first", question, 0),
                            value("second", question, 1),
                            part,
                            Detail.columns(question, Detail::ofOne),
                            range,
                            ofPeople(question));
        }
        return ofSeries(question, question.needsCallers() ? "usage_days" : "usage_series_days", part, range);
    }

    /** The array is made of its text once, and not for each row. */
    static String part(SumsQuestion question, String time, String starts, String type) {
        return question.starts().size() == 1
                ? "1"
                : "width_bucket(%s, (SELECT CAST(%s AS %s)))".formatted(time, starts, type);
    }

    /**
     * Summed by a number first, where that makes fewer rows, for names are longer: of the class, which is what series have in common that the
     * answer does not tell apart. There are a few of them on each day, and hundreds of series. Details are long, and come by series, as they
     * stand in the table.
     */
    private static String ofSeries(SumsQuestion question, String table, String part, String range) {
        boolean byCaller = question.isBy(true);
        boolean tellsDetails = !question.needsCallers();
        String conditions = "organization_id = :organization AND %s%s%s"
                .formatted(range, ofKinds(question), question.needsCallers() ? ofPeople(question) : "");
        // Counts are integers again: a sum of bigint is numeric, which takes several times as long to multiply.
        String rows = """
                SELECT %6$s AS kind%1$s, %2$s AS part, sum(calls)::bigint AS calls, sum(input_tokens) AS input_tokens,
                    sum(output_tokens) AS output_tokens, sum(total_cost) AS total_cost%3$s
                FROM %4$s%7$s WHERE %5$s GROUP BY %6$s%1$s, part
                """.formatted(
                        byCaller ? ", caller" : "",
                        part,
                        tellsDetails ? Detail.columns(question, Detail::ofRollups) : "",
                        table,
                        conditions,
                        sumsClasses(question) ? "class" : "series",
                        sumsClasses(question) ? " JOIN classed ON classed.number = series" : "");
        return """
                SELECT %s AS first, %s AS second, part, %s%s
                FROM (%s) AS sums
                JOIN %s = sums.kind%s
                """.formatted(
                        value("first", question, 0),
                        value("second", question, 1),
                        MEASURES_OF_SERIES,
                        Detail.columns(question, tellsDetails ? Detail::ofSums : Detail::none),
                        rows,
                        sumsClasses(question) ? "classes ON classes.class" : "kinds ON kinds.number",
                        byCaller ? " JOIN people ON people.number = sums.caller" : "");
    }

    private static boolean sumsClasses(SumsQuestion question) {
        return question.details().isEmpty();
    }

    private static String classes(SumsQuestion question) {
        if (!sumsClasses(question)) {
            return "";
        }
        return """
                , classed AS MATERIALIZED (
                    SELECT kinds.*, dense_rank() OVER (ORDER BY is_request, is_failure, is_unpriced, is_estimated%s%s) AS class FROM kinds
                ), classes AS MATERIALIZED (
                    SELECT DISTINCT ON (class) * FROM classed
                )""".formatted(
                        place("first", question, 0, false).isEmpty() ? "" : ", first",
                        place("second", question, 1, false).isEmpty() ? "" : ", second");
    }

    static String ofKinds(SumsQuestion question) {
        return question.filters(false) ? " AND series = ANY (ARRAY(SELECT number FROM kinds))" : "";
    }

    static String ofPeople(SumsQuestion question) {
        return question.scope() == UsageScope.OWN || question.filters(true)
                ? " AND caller = ANY (ARRAY(SELECT number FROM people))"
                : "";
    }

    static String value(String name, SumsQuestion question, int number) {
        return question.by().size() > number ? name : NOTHING;
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static String array(List<?> values) {
        return values.stream().map(Object::toString).collect(Collectors.joining(",", "{", "}"));
    }
}
