package io.tokentally.adapter.persistence.repricing;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.adapter.persistence.usage.LedgerContents;
import io.tokentally.application.port.out.access.WorkSessions;
import io.tokentally.application.port.out.repricing.RepricingLedger;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.repricing.RepricingId;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.tck.repricing.RepricingLedgerContract;
import java.time.Duration;
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
    protected Viewer worker(Viewer viewer, RepricingId id) {
        return DATABASE.bean(WorkSessions.class).open(viewer, "repricing " + id.value(), Duration.ofMinutes(10));
    }

    @Override
    protected void endWork(Viewer worker) {
        DATABASE.bean(WorkSessions.class).end(worker);
    }

    @Override
    protected void putOut(Viewer viewer) {
        DATABASE.asOwner()
                .sql("DELETE FROM memberships WHERE user_id = ? AND organization_id = ?")
                .params(viewer.userId().value(), viewer.organizationId().value())
                .update();
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
