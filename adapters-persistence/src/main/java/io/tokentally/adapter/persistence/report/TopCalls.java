package io.tokentally.adapter.persistence.report;

import io.tokentally.domain.report.Measure;
import io.tokentally.domain.usage.CallRanking;
import io.tokentally.domain.usage.UsageRecordId;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds the calls of a question that cost the most or took the longest. The distributions of days tell from which bucket on there are
 * enough of them, and on which days and of which series those are: of these alone the calls are read. Of callers, who have few calls,
 * and of those that have a tag all are. Within a transaction that has the viewer's identity.
 */
public final class TopCalls {

    private final JdbcClient jdbc;
    private final RollupSums sums;

    TopCalls(JdbcClient jdbc, RollupSums sums) {
        this.jdbc = jdbc;
        this.sums = sums;
    }

    /**
     * The greatest first, and of the same the newest. Calls that no provider bills are not among them.
     *
     * @throws io.tokentally.domain.report.TooManyCallsException if somebody's calls are too many to be looked at one by one
     */
    public List<UsageRecordId> of(SumsQuestion question, CallRanking ranking, int most) {
        boolean isLed = !question.needsCallers() && question.tags().isEmpty();
        String calls = isLed ? led(question, ranking) : all(question, ranking);
        JdbcClient.StatementSpec statement = RollupSums.withParameters(
                        jdbc.sql("""
                                %s%s
                                SELECT id FROM call WHERE value IS NOT NULL
                                ORDER BY value DESC, created_at DESC, id DESC
                                LIMIT :most
                                """.formatted(RollupSums.kindsAndPeople(question), calls)), question, null)
                .param("most", most);
        return (isLed ? withDays(statement, question) : statement)
                .query((row, number) -> new UsageRecordId(row.getObject(1, UUID.class)))
                .list();
    }

    /**
     * Of the days that the range touches; whole ones alone whose calls are not removed are sure to have as many in it as they tell of.
     * The offset keeps the database from reading all calls to join them.
     */
    private static String led(SumsQuestion question, CallRanking ranking) {
        return """
            , removed AS MATERIALIZED (
                SELECT coalesce((calls_removed_until AT TIME ZONE :zone)::date, '-infinity') AS last_day
                FROM organizations WHERE id = :organization
            ), entry AS MATERIALIZED (
                SELECT day, series, place, %s AS count
                FROM (SELECT *, %s AS place FROM (
                    SELECT day, series, unnest(distributions) AS entry FROM usage_series_days
                    WHERE organization_id = :organization AND day BETWEEN :first_day AND :last_day%s
                ) AS entries WHERE entry BETWEEN %d AND %d) AS entries
            ), met AS (
                SELECT place, sum(sum(count)) OVER (ORDER BY place DESC) AS count
                FROM entry WHERE day BETWEEN :first_whole_day AND :last_whole_day AND day > (SELECT last_day FROM removed)
                GROUP BY place
            ), led AS MATERIALIZED (
                SELECT DISTINCT day, series
                FROM (
                    SELECT day, series FROM entry
                    WHERE place >= coalesce(
                        (SELECT max(place) FROM met WHERE count >= :most), (SELECT min(place) FROM entry))
                    GROUP BY day, series, place HAVING sum(count) > 0
                ) AS found
            ), call AS (
                SELECT call.*
                FROM led CROSS JOIN LATERAL (
                    SELECT created_at, id, %s AS value FROM usage_calls
                    WHERE organization_id = :organization AND series = led.series
                        AND created_hour >= floor(extract(epoch FROM led.day::timestamp AT TIME ZONE :zone) / 3600)::int
                        AND created_hour <= floor(extract(epoch FROM (led.day + 1)::timestamp AT TIME ZONE :zone) / 3600)::int
                        AND created_at >= led.day::timestamp AT TIME ZONE :zone
                        AND created_at < (led.day + 1)::timestamp AT TIME ZONE :zone
                        AND created_at >= :from AND created_at < :until
                    OFFSET 0
                ) AS call
            )""".formatted(
                        StoredDistributions.count("entry", "place"),
                        StoredDistributions.place("entry"),
                        RollupSums.ofKinds(question),
                        StoredDistributions.least(measure(ranking)),
                        StoredDistributions.most(measure(ranking)),
                        column(ranking));
    }

    private String all(SumsQuestion question, CallRanking ranking) {
        return """
            , call AS (
                SELECT created_at, id, %s AS value FROM usage_calls
                WHERE organization_id = :organization AND %s%s AND series = ANY (ARRAY(SELECT number FROM kinds WHERE is_single))
            )""".formatted(column(ranking), sums.fewCalls(question).conditions(), question.callConditions());
    }

    private JdbcClient.StatementSpec withDays(JdbcClient.StatementSpec statement, SumsQuestion question) {
        ZoneId zone = sums.zone(question.viewer());
        DayCut whole = DayCut.of(question, zone);
        LocalDate firstDay = LocalDate.ofInstant(question.range().from(), zone);
        LocalDate lastDay = LocalDate.ofInstant(question.range().until().minusNanos(1), zone);
        return statement
                .param("zone", zone.getId())
                .param("first_day", firstDay)
                .param("last_day", lastDay)
                .param("first_whole_day", whole == null ? lastDay.plusDays(1) : whole.firstDay())
                .param(
                        "last_whole_day",
                        whole == null ? lastDay : whole.endDay().minusDays(1));
    }

    private static Measure measure(CallRanking ranking) {
        return switch (ranking) {
            case DEAREST -> Measure.COST_PER_CALL;
            case SLOWEST -> Measure.RESPONSE_TIME;
        };
    }

    private static String column(CallRanking ranking) {
        return switch (ranking) {
            case DEAREST -> "total_cost";
            case SLOWEST -> "response_time_ms::numeric";
        };
    }
}
