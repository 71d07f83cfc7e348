package io.tokentally.adapter.persistence.pricing;

import io.tokentally.adapter.persistence.access.ViewerIdentity;
import io.tokentally.application.port.out.pricing.UsageByModel;
import io.tokentally.codec.LedgerColumns;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.pricing.ModelUsage;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.summary.TimeRange;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Adds up the log's quantities, of some models alone. */
final class JdbcUsageByModel implements UsageByModel {

    private static final String QUERY = """
            WITH used AS MATERIALIZED (
                SELECT kind.provider, kind.billed_model AS billed, kind.service_tier, call.total_cost,
                    usage_quantities(rates.units, call.quantities) AS quantities
                FROM usage_calls call
                JOIN usage_series kind ON kind.organization_id = call.organization_id AND kind.number = call.series
                JOIN usage_rates rates ON rates.organization_id = call.organization_id AND rates.number = call.rates
                JOIN usage_callers caller
                    ON caller.organization_id = call.organization_id AND caller.number = call.caller
                WHERE call.organization_id = :organization AND call.created_at >= :from AND call.created_at < :until
                    AND call.series = ANY (ARRAY(
                        SELECT number FROM usage_series
                        WHERE organization_id = :organization AND billed_model = ANY(CAST(:models AS text[]))))
                    AND call.usage_parts IS NULL AND call.quantities <> '' AND (caller.user_id = :user OR :whole)),
            units AS (
                SELECT provider, billed, service_tier, key AS unit, sum(value::bigint)::bigint AS amount
                FROM used, LATERAL jsonb_each_text(quantities)
                GROUP BY provider, billed, service_tier, key)
            SELECT provider, billed, service_tier, count(*) AS calls, coalesce(sum(total_cost), 0) AS cost,
                (SELECT jsonb_object_agg(unit, amount) FROM units
                 WHERE (units.provider, units.billed, units.service_tier)
                     = (used.provider, used.billed, used.service_tier)) AS quantities
            FROM used
            GROUP BY provider, billed, service_tier
            ORDER BY provider, billed, service_tier
            """;

    private final JdbcClient jdbc;
    private final ViewerIdentity identity;

    JdbcUsageByModel(JdbcClient jdbc, ViewerIdentity identity) {
        this.jdbc = jdbc;
        this.identity = identity;
    }

    @Override
    public List<ModelUsage> find(Viewer viewer, UsageScope scope, TimeRange range, Collection<ModelName> models) {
        identity.assume(viewer);
        return jdbc.sql(QUERY)
                .param("whole", scope == UsageScope.ORGANIZATION)
                .param("organization", viewer.organizationId().value())
                .param("user", viewer.userId().value())
                .param("from", range.from().atOffset(ZoneOffset.UTC))
                .param("until", range.until().atOffset(ZoneOffset.UTC))
                .param("models", models.stream().map(ModelName::value).toArray(String[]::new))
                .query((row, number) -> usage(row))
                .list();
    }

    private static ModelUsage usage(ResultSet row) throws SQLException {
        return new ModelUsage(
                new Provider(row.getString("provider")),
                new ModelName(row.getString("billed")),
                new ServiceTier(row.getString("service_tier")),
                row.getLong("calls"),
                LedgerColumns.quantities(row.getString("quantities")),
                Money.usd(row.getBigDecimal("cost")));
    }
}
