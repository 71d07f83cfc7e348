package io.tokentally.adapter.persistence.repricing;

import io.tokentally.adapter.persistence.access.ViewerIdentity;
import io.tokentally.application.port.out.repricing.CallsByVersion;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.ReplacedPrice;
import io.tokentally.domain.repricing.CallsOfVersion;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds the calls in one pass over the organization's, from the first instant on that a version is wrong. */
final class JdbcCallsByVersion implements CallsByVersion {

    private static final String QUERY = """
            WITH wrong AS (
                SELECT version, CAST(since AS timestamptz) AS since
                FROM unnest(CAST(:versions AS text[]), CAST(:since AS text[])) AS given(version, since)),
            priced AS (
                SELECT kind.price_version AS version, kind.provider, kind.billed_model AS billed, call.created_at,
                    call.total_cost
                FROM usage_calls call
                JOIN usage_series kind ON kind.organization_id = call.organization_id AND kind.number = call.series
                WHERE call.organization_id = :organization AND call.created_at >= (SELECT min(since) FROM wrong)
                    AND call.usage_parts IS NULL AND call.series = ANY (ARRAY(
                        SELECT number FROM usage_series
                        WHERE organization_id = :organization AND price_version = ANY(CAST(:versions AS text[]))))
                UNION ALL
                SELECT by_part.version, kind.provider, kind.billed_model, call.created_at, call.total_cost
                FROM usage_calls call
                JOIN usage_series kind ON kind.organization_id = call.organization_id AND kind.number = call.series
                CROSS JOIN LATERAL (
                    SELECT DISTINCT line ->> 'price_version' AS version FROM jsonb_array_elements(call.cost_lines) AS line
                ) AS by_part
                WHERE call.organization_id = :organization AND call.created_at >= (SELECT min(since) FROM wrong)
                    AND call.usage_parts IS NOT NULL)
            SELECT version, provider, billed, count(*) AS calls, sum(total_cost) AS cost,
                min(created_at) AS first_seen, max(created_at) AS last_seen
            FROM priced JOIN wrong USING (version)
            WHERE created_at >= since
            GROUP BY version, provider, billed
            ORDER BY calls DESC, version, provider, billed
            """;

    private final JdbcClient jdbc;
    private final ViewerIdentity identity;

    JdbcCallsByVersion(JdbcClient jdbc, ViewerIdentity identity) {
        this.jdbc = jdbc;
        this.identity = identity;
    }

    @Override
    public List<CallsOfVersion> find(Viewer viewer, Collection<ReplacedPrice> replaced) {
        identity.assume(viewer);
        List<ReplacedPrice> wrong = List.copyOf(replaced);
        return jdbc.sql(QUERY)
                .param("organization", viewer.organizationId().value())
                .param("versions", wrong.stream().map(ReplacedPrice::version).toArray(String[]::new))
                .param(
                        "since",
                        wrong.stream()
                                .map(ReplacedPrice::wrongSince)
                                .map(Instant::toString)
                                .toArray(String[]::new))
                .query((row, number) -> callsOfVersion(row))
                .list();
    }

    private static CallsOfVersion callsOfVersion(ResultSet row) throws SQLException {
        return new CallsOfVersion(
                row.getString("version"),
                new Provider(row.getString("provider")),
                new ModelName(row.getString("billed")),
                row.getLong("calls"),
                Money.usd(row.getBigDecimal("cost")),
                row.getObject("first_seen", OffsetDateTime.class).toInstant(),
                row.getObject("last_seen", OffsetDateTime.class).toInstant());
    }
}
