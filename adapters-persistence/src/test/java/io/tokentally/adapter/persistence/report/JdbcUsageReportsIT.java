package io.tokentally.adapter.persistence.report;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.application.port.out.report.UsageReports;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.tck.report.UsageReportsContract;
import java.util.Collection;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbcUsageReportsIT extends UsageReportsContract {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @Override
    protected UsageReports reports() {
        return DATABASE.bean(UsageReports.class);
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
    protected <T> T reading(Supplier<T> work) {
        return DATABASE.inTransaction(work);
    }
}
