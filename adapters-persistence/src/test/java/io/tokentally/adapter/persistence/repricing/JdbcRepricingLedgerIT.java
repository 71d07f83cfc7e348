package io.tokentally.adapter.persistence.repricing;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.adapter.persistence.usage.LedgerContents;
import io.tokentally.application.port.out.repricing.RepricingLedger;
import io.tokentally.application.port.out.repricing.RepricingLedgerContract;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.usage.UsageRecord;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbcRepricingLedgerIT extends RepricingLedgerContract {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @Override
    protected RepricingLedger ledger() {
        return DATABASE.bean(RepricingLedger.class);
    }

    @Override
    protected void given(Collection<UsageRecord> usageRecords) {
        DATABASE.bean(UsageLedger.class).post(usageRecords);
    }

    @Override
    protected void givenMember(Viewer viewer) {
        DATABASE.addMember(viewer);
    }

    @Override
    protected List<UsageRecord> recordsOf(OrganizationId organizationId) {
        return LedgerContents.recordsOf(DATABASE, organizationId);
    }

    @Override
    protected <T> T working(Supplier<T> work) {
        return DATABASE.inTransaction(work);
    }
}
