package io.tokentally.adapter.persistence.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.adapter.persistence.setup.TaggingOfPastCalls;
import io.tokentally.adapter.persistence.usage.LedgerContents;
import io.tokentally.application.port.out.report.UsageReports;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.tck.report.UsageReportsContract;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Tags are declared when half of the calls are there already; the others come while these are told apart, and every call comes twice.
 */
class LateTagReportsIT extends UsageReportsContract {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private @Nullable Viewer owner;
    private List<String> names = List.of();

    @Override
    protected UsageReports reports() {
        return DATABASE.bean(UsageReports.class);
    }

    @Override
    protected void givenDeclared(Viewer declaring, List<String> declared) {
        owner = declaring;
        names = declared;
    }

    @Override
    protected void given(Collection<UsageRecord> usageRecords) {
        UsageLedger ledger = DATABASE.bean(UsageLedger.class);
        List<UsageRecord> calls = List.copyOf(usageRecords);
        ledger.post(calls.subList(0, calls.size() / 2));
        if (owner != null) {
            DeclaredTags.declare(DATABASE, owner, names);
        }
        TaggingOfPastCalls tagging = new TaggingOfPastCalls(DATABASE.owner(), 3);
        for (int i = 0; i < 20; i++) {
            tagging.goOn();
        }
        ledger.post(calls);
        while (tagging.goOn()) {
            assertThat(calls).isNotEmpty();
        }
        assertThat(DeclaredTags.mistold(DATABASE)).isEmpty();
        assertThat(LedgerContents.drift(DATABASE)).isEmpty();
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
