package io.tokentally.adapter.persistence.usage;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.summary.UsageTotals;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.tck.usage.UsageLedgerContract;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbcUsageLedgerIT extends UsageLedgerContract {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @Override
    protected UsageLedger ledger() {
        return DATABASE.bean(UsageLedger.class);
    }

    @Override
    protected List<UsageRecord> recordsOf(OrganizationId organizationId) {
        return LedgerContents.recordsOf(DATABASE, organizationId);
    }

    @Override
    protected UsageTotals totalsOf(OrganizationId organizationId) {
        return DATABASE.asOwner()
                .sql("""
                        SELECT coalesce(sum(requests), 0), coalesce(sum(failures), 0), coalesce(sum(unpriced), 0),
                            coalesce(sum(estimated), 0), coalesce(sum(input_tokens), 0),
                            coalesce(sum(output_tokens), 0), coalesce(sum(total_cost), 0)
                        FROM %s WHERE organization_id = ?""".formatted(LedgerContents.SUMS))
                .param(organizationId.value())
                .query((row, number) -> new UsageTotals(
                        row.getLong(1),
                        row.getLong(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getLong(5),
                        row.getLong(6),
                        Money.usd(row.getBigDecimal(7))))
                .single();
    }
}
