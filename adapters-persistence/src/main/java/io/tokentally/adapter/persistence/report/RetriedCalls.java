package io.tokentally.adapter.persistence.report;

import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.report.Retries;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Adds up attempts that are not the first of their call, which an index has and no others. */
final class RetriedCalls {

    private final JdbcClient client;

    RetriedCalls(JdbcClient client) {
        this.client = client;
    }

    /** Within a transaction that has the viewer's identity. */
    Retries of(SumsQuestion question) {
        JdbcClient.StatementSpec statement = client.sql("""
                        SELECT count(*) AS calls, count(*) FILTER (WHERE series.cost_status = 'UNPRICED') AS unpriced,
                            coalesce(sum(call.total_cost), 0) AS cost
                        FROM usage_calls call
                        JOIN (SELECT number, cost_status FROM usage_series
                            WHERE organization_id = :organization AND NOT free_of_charge%s) AS series
                            ON series.number = call.series
                        WHERE call.organization_id = :organization AND call.created_at >= :from AND call.created_at < :until
                            AND call.attempt > 1%s
                        """.formatted(question.seriesConditions(), ofPeople(question)))
                .param("organization", question.viewer().organizationId().value())
                .param("from", question.range().from().atOffset(ZoneOffset.UTC))
                .param("until", question.range().until().atOffset(ZoneOffset.UTC));
        question.parameters().forEach(statement::param);
        if (question.scope() == UsageScope.OWN) {
            statement.param("viewer", question.viewer().userId().value());
        }
        return statement
                .query((row, number) -> new Retries(
                        row.getLong("calls"), row.getLong("unpriced"), Money.usd(row.getBigDecimal("cost"))))
                .single();
    }

    private static String ofPeople(SumsQuestion question) {
        String conditions = question.callerConditions();
        return conditions.isEmpty()
                ? ""
                : " AND call.caller = ANY (ARRAY(SELECT number FROM usage_callers WHERE organization_id = :organization"
                        + conditions + "))";
    }
}
