package io.tokentally.adapter.persistence.pricing;

import io.tokentally.adapter.persistence.access.ViewerIdentity;
import io.tokentally.application.port.out.pricing.UnpricedCalls;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.UnpricedModel;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds calls without a price by their series. Of a call in parts each part counts as one, under its own model: which
 * of them lacks the price nobody has written down.
 */
final class JdbcUnpricedCalls implements UnpricedCalls {

    static final String QUERY = """
            WITH waiting_calls AS MATERIALIZED (
                SELECT kind.provider, kind.billed_model AS billed, kind.service_tier, call.created_at,
                    call.input_tokens + call.output_tokens AS total_tokens,
                    usage_quantities(rates.units, call.quantities) AS quantities, call.usage_parts
                FROM usage_calls call
                JOIN usage_series kind ON kind.organization_id = call.organization_id AND kind.number = call.series
                JOIN usage_rates rates ON rates.organization_id = call.organization_id AND rates.number = call.rates
                WHERE call.organization_id = :organization AND call.series = ANY (ARRAY(
                    SELECT number FROM usage_series
                    WHERE organization_id = :organization
                        AND unpriced_reason IN ('NO_PRICE', 'NO_PRICES_FOR_UPSTREAM')))),
            waiting AS (
                SELECT provider, billed, service_tier, created_at, total_tokens, quantities
                FROM waiting_calls WHERE usage_parts IS NULL
                UNION ALL
                SELECT provider, coalesce(part ->> 'model', billed), coalesce(part ->> 'service_tier', service_tier),
                    created_at, (part ->> 'input_tokens')::bigint + (part ->> 'output_tokens')::bigint,
                    part -> 'quantities'
                FROM waiting_calls CROSS JOIN LATERAL jsonb_array_elements(usage_parts) AS part),
            used AS (
                SELECT provider, billed, service_tier, array_agg(DISTINCT unit) AS units
                FROM waiting, LATERAL jsonb_object_keys(quantities) AS unit
                GROUP BY provider, billed, service_tier)
            SELECT provider, billed, service_tier, count(*) AS calls, sum(total_tokens) AS tokens,
                min(created_at) AS first_seen, max(created_at) AS last_seen,
                (SELECT units FROM used
                 WHERE (used.provider, used.billed, used.service_tier)
                     = (waiting.provider, waiting.billed, waiting.service_tier)) AS units
            FROM waiting
            GROUP BY provider, billed, service_tier
            ORDER BY calls DESC, provider, billed, service_tier
            """;

    private final JdbcClient jdbc;
    private final ViewerIdentity identity;

    JdbcUnpricedCalls(JdbcClient jdbc, ViewerIdentity identity) {
        this.jdbc = jdbc;
        this.identity = identity;
    }

    @Override
    public List<UnpricedModel> find(Viewer viewer) {
        identity.assume(viewer);
        return jdbc.sql(QUERY)
                .param("organization", viewer.organizationId().value())
                .query((row, number) -> unpriced(row))
                .list();
    }

    private static UnpricedModel unpriced(ResultSet row) throws SQLException {
        return new UnpricedModel(
                new Provider(row.getString("provider")),
                new ModelName(row.getString("billed")),
                new ServiceTier(row.getString("service_tier")),
                units(row.getArray("units")),
                row.getLong("calls"),
                row.getLong("tokens"),
                row.getObject("first_seen", OffsetDateTime.class).toInstant(),
                row.getObject("last_seen", OffsetDateTime.class).toInstant());
    }

    /** Those that are known here: a newer version of the application may have posted others. */
    private static Set<UsageUnit> units(@Nullable Array names) throws SQLException {
        if (names == null) {
            return Set.of();
        }
        List<String> used = List.of((String[]) names.getArray());
        return Stream.of(UsageUnit.values())
                .filter(unit -> used.contains(unit.name()))
                .collect(Collectors.toUnmodifiableSet());
    }
}
