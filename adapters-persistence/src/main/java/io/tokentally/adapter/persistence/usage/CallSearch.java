package io.tokentally.adapter.persistence.usage;

import io.tokentally.adapter.persistence.report.NewestCalls;
import io.tokentally.adapter.persistence.report.SumsQuestion;
import io.tokentally.adapter.persistence.report.TopCalls;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.metering.CallId;
import io.tokentally.domain.summary.TimeRange;
import io.tokentally.domain.usage.CallRanking;
import io.tokentally.domain.usage.UsageRecordId;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the newest calls of a question: from the end of the primary key where all are asked for, else by the index of their callers or
 * of their series, no further back than the roll-ups say that is needed. Those with a tag are looked for among no more calls than can be
 * looked at while somebody waits. Within a transaction that has the viewer's identity.
 */
final class CallSearch {

    private static final long SECONDS_OF_HOUR = 3_600;

    private final EntityManager entityManager;
    private final NewestCalls newest;
    private final TopCalls top;

    CallSearch(EntityManager entityManager, NewestCalls newest, TopCalls top) {
        this.entityManager = entityManager;
        this.newest = newest;
        this.top = top;
    }

    /** @param than the call to go on behind; absent to begin with the newest */
    List<UsageRecordEntity> newest(SumsQuestion question, @Nullable UsageRecordId than, int limit) {
        SumsQuestion older = than == null ? question : question.within(upTo(than, question.range()));
        Statement statement = new Statement(question, than);
        if (!question.tags().isEmpty()) {
            if (than == null) {
                newest.requireFew(question);
            }
            statement.readWithin(older.range());
        } else if (question.isNarrow()) {
            statement.readWithin(newest.holding(older, limit));
        } else {
            statement.readWithin(older.range());
        }
        Query query = entityManager.createNativeQuery(statement.sql(), UsageRecordEntity.class);
        statement.parameters.forEach(query::setParameter);
        return calls(query.setParameter("most", limit));
    }

    /** The calls that stand out, the greatest first. */
    List<UsageRecordEntity> top(SumsQuestion question, CallRanking ranking, int most) {
        List<UsageRecordId> ids = top.of(question, ranking, most);
        Query query = entityManager.createNativeQuery("""
                SELECT log.*
                FROM unnest(CAST(:times AS timestamptz[]), CAST(:ids AS uuid[])) WITH ORDINALITY AS found (created_at, id, place)
                JOIN api_usage_logs log ON log.organization_id = :organization
                    AND log.created_at = found.created_at AND log.id = found.id
                ORDER BY place
                """, UsageRecordEntity.class);
        return calls(query.setParameter(
                        "organization", question.viewer().organizationId().value())
                .setParameter("times", array(ids, UsageRecordId::instant))
                .setParameter("ids", array(ids, UsageRecordId::value)));
    }

    /** By an index that has no other calls, within the months that the range touches. */
    List<UsageRecordEntity> attempts(OrganizationId organizationId, CallId call, TimeRange range, int most) {
        Query query = entityManager.createNativeQuery("""
                WITH picked AS MATERIALIZED (
                    SELECT organization_id, created_at, id
                    FROM (
                        SELECT organization_id, created_at, id FROM usage_calls
                        WHERE organization_id = :organization AND attempt_of = :call
                            AND created_at >= :from AND created_at < :until
                        OFFSET 0) AS found
                    ORDER BY created_at, id
                    LIMIT :most
                )
                SELECT log.* FROM picked JOIN api_usage_logs log USING (organization_id, created_at, id)
                ORDER BY created_at, id
                """, UsageRecordEntity.class);
        return calls(query.setParameter("organization", organizationId.value())
                .setParameter("call", call.value())
                .setParameter("from", range.from())
                .setParameter("until", range.until())
                .setParameter("most", most));
    }

    private static String array(List<UsageRecordId> ids, Function<UsageRecordId, Object> value) {
        return ids.stream().map(value).map(Object::toString).collect(Collectors.joining(",", "{", "}"));
    }

    private static List<UsageRecordEntity> calls(Query query) {
        Stream<?> calls = query.getResultStream();
        return calls.map(UsageRecordEntity.class::cast).toList();
    }

    /** By its key, of which the id holds the instant. */
    Optional<UsageRecordEntity> find(OrganizationId organizationId, UsageRecordId id) {
        return Optional.ofNullable(entityManager.find(
                UsageRecordEntity.class, new UsageRecordEntity.Key(organizationId.value(), id.instant(), id.value())));
    }

    /** To the end of that call's quarter-hour. */
    private static TimeRange upTo(UsageRecordId than, TimeRange range) {
        Instant end = TimeRange.around(than.instant(), than.instant()).until();
        if (!end.isBefore(range.until())) {
            return range;
        }
        return new TimeRange(end.isBefore(range.from()) ? end : range.from(), end);
    }

    /** Made of nothing that a caller wrote. */
    private static final class Statement {

        private final Map<String, Object> parameters = new HashMap<>();
        private final StringBuilder conditions = new StringBuilder("created_at >= :from AND created_at < :until");
        private final boolean narrow;
        private final boolean all;

        Statement(SumsQuestion question, @Nullable UsageRecordId than) {
            narrow = question.isNarrow();
            all = !narrow && question.tags().isEmpty();
            parameters.put("organization", question.viewer().organizationId().value());
            if (than != null) {
                and("created_at <= :lastAt AND (created_at < :lastAt OR id < :last)");
                parameters.put("lastAt", than.instant());
                parameters.put("last", than.value());
            }
            String kinds = question.seriesConditions();
            if (!kinds.isEmpty()) {
                and("series = ANY (ARRAY(SELECT number FROM usage_series WHERE organization_id = :organization" + kinds
                        + "))");
            }
            String people = question.callerConditions();
            if (!people.isEmpty()) {
                and("caller = ANY (ARRAY(SELECT number FROM usage_callers WHERE organization_id = :organization"
                        + people + "))");
            }
            if (narrow) {
                and("created_hour BETWEEN :fromHour AND :untilHour");
            }
            conditions.append(question.callConditions());
            parameters.putAll(question.parameters());
            if (question.scope() == UsageScope.OWN) {
                parameters.put("viewer", question.viewer().userId().value());
            }
        }

        void readWithin(TimeRange range) {
            parameters.put("from", range.from());
            parameters.put("until", range.until());
            if (narrow) {
                parameters.put("fromHour", hour(range.from()));
                parameters.put("untilHour", hour(range.until()));
            }
        }

        private static int hour(Instant instant) {
            return (int) Math.floorDiv(instant.getEpochSecond(), SECONDS_OF_HOUR);
        }

        private void and(String condition) {
            conditions.append(" AND ").append(condition);
        }

        /**
         * All calls come from the key in their order, each with its columns at once. What is found by another index than the key is found
         * whole before it is sorted.
         */
        String sql() {
            if (all) {
                return """
                        SELECT * FROM api_usage_logs WHERE organization_id = :organization AND %s
                        ORDER BY created_at DESC, id DESC
                        LIMIT :most
                        """.formatted(conditions);
            }
            return """
                    WITH picked AS MATERIALIZED (
                        SELECT organization_id, created_at, id
                        FROM (
                            SELECT organization_id, created_at, id FROM usage_calls
                            WHERE organization_id = :organization AND %s%s) AS found
                        ORDER BY created_at DESC, id DESC
                        LIMIT :most
                    )
                    SELECT log.* FROM picked JOIN api_usage_logs log USING (organization_id, created_at, id)
                    ORDER BY created_at DESC, id DESC
                    """.formatted(conditions, narrow ? " OFFSET 0" : "");
        }
    }
}
