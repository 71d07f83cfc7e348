package io.tokentally.adapter.persistence.summary;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.application.port.out.summary.UsageRollups;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.tck.summary.UsageRollupsContract;
import java.util.Collection;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbcUsageRollupsIT extends UsageRollupsContract {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @Override
    protected UsageRollups rollups() {
        return DATABASE.bean(UsageRollups.class);
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
