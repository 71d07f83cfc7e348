package io.tokentally.adapter.persistence.repricing;

import io.tokentally.application.port.out.repricing.WaitingCalls;
import io.tokentally.codec.RecordCodec;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.pricing.Cost;
import io.tokentally.domain.repricing.RepricedTotals;
import io.tokentally.domain.repricing.RepricingId;
import io.tokentally.domain.repricing.UnpricedCall;
import io.tokentally.domain.usage.UsageRecordId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads and prices waiting calls as the metering role, through functions that reach no other calls. */
final class JdbcWaitingCalls implements WaitingCalls {

    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final JdbcClient metering;

    JdbcWaitingCalls(JdbcClient metering) {
        this.metering = metering;
    }

    @Override
    public Set<OrganizationId> organizations() {
        return metering.sql("SELECT organizations_with_waiting_calls() AS id")
                .query((row, number) -> new OrganizationId(row.getString("id")))
                .set();
    }

    @Override
    public List<UnpricedCall> after(OrganizationId organizationId, @Nullable UsageRecordId last, int limit) {
        Instant time = last == null ? Instant.EPOCH : last.instant();
        return metering.sql("SELECT * FROM waiting_calls(?, ?, ?, ?)")
                .params(
                        organizationId.value(),
                        OffsetDateTime.ofInstant(time, ZoneOffset.UTC),
                        last == null ? BEFORE_ALL : last.value(),
                        limit)
                .query((row, number) -> UnpricedCallRow.read(row))
                .list();
    }

    @Override
    public int price(
            OrganizationId organizationId,
            RepricingId id,
            Map<UsageRecordId, Cost> costs,
            List<RepricedTotals> totals) {
        return metering.sql("SELECT price_waiting_calls(?, ?, CAST(? AS jsonb), CAST(? AS jsonb))")
                .params(organizationId.value(), id.value(), RecordCodec.costs(costs), RepricingJson.totals(totals))
                .query(Integer.class)
                .single();
    }
}
