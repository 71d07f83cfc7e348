package io.tokentally.adapter.persistence.repricing;

import io.tokentally.codec.LedgerColumns;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.Region;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.pricing.PriceQuery;
import io.tokentally.domain.repricing.UnpricedCall;
import io.tokentally.domain.usage.UsageRecordId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.UUID;

/** What the price of a call depends on, as the database hands it to the metering role. */
final class UnpricedCallRow {

    private UnpricedCallRow() {}

    static UnpricedCall read(ResultSet row) throws SQLException {
        String region = row.getString("region");
        return new UnpricedCall(
                new UsageRecordId(row.getObject("id", UUID.class)),
                new PriceQuery(
                        new Provider(row.getString("provider")),
                        new ModelName(row.getString("model")),
                        new ServiceTier(row.getString("service_tier")),
                        region == null ? null : new Region(region),
                        row.getObject("created_at", OffsetDateTime.class).toInstant()),
                LedgerColumns.reading(
                        row.getString("usage_reading"), row.getString("quantities"), row.getString("usage_parts")));
    }
}
