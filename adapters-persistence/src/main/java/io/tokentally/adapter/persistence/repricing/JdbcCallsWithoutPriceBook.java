package io.tokentally.adapter.persistence.repricing;

import io.tokentally.application.port.out.repricing.CallsWithoutPriceBook;
import io.tokentally.codec.RecordCodec;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.pricing.Cost;
import io.tokentally.domain.repricing.RepricedTotals;
import io.tokentally.domain.repricing.RepricingId;
import io.tokentally.domain.repricing.UnpricedCall;
import io.tokentally.domain.usage.UsageRecordId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads and prices late calls as the metering role, through functions that reach no other calls. */
final class JdbcCallsWithoutPriceBook implements CallsWithoutPriceBook {

    private final JdbcClient metering;

    JdbcCallsWithoutPriceBook(JdbcClient metering) {
        this.metering = metering;
    }

    @Override
    public Set<OrganizationId> organizations() {
        return metering.sql("SELECT organizations_without_price_book() AS id")
                .query((row, number) -> new OrganizationId(row.getString("id")))
                .set();
    }

    @Override
    public List<UnpricedCall> oldest(OrganizationId organizationId, int limit) {
        return metering.sql("SELECT * FROM calls_without_price_book(?, ?)")
                .params(organizationId.value(), limit)
                .query((row, number) -> UnpricedCallRow.read(row))
                .list();
    }

    @Override
    public int price(
            OrganizationId organizationId,
            RepricingId id,
            Map<UsageRecordId, Cost> costs,
            List<RepricedTotals> totals) {
        return metering.sql("SELECT price_late_calls(?, ?, CAST(? AS jsonb), CAST(? AS jsonb))")
                .params(organizationId.value(), id.value(), RecordCodec.costs(costs), RepricingJson.totals(totals))
                .query(Integer.class)
                .single();
    }
}
