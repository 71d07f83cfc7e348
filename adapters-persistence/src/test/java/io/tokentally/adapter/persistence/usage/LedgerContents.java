package io.tokentally.adapter.persistence.usage;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.application.port.out.usage.CallHistory;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.summary.TimeRange;
import io.tokentally.domain.usage.CallFilter;
import io.tokentally.domain.usage.UsageRecord;
import java.time.Instant;
import java.util.List;

/** Reads all that the ledger holds of an organization. */
public final class LedgerContents {

    private static final TimeRange EVER =
            new TimeRange(Instant.parse("2000-01-01T00:00:00Z"), Instant.parse("2200-01-01T00:00:00Z"));

    private LedgerContents() {}

    public static List<UsageRecord> recordsOf(TestDatabase database, OrganizationId organizationId) {
        Viewer auditor = ViewerFixtures.viewer(new UserId("auditor of " + organizationId), organizationId, Role.OWNER);
        database.addMember(auditor);
        return database.inTransaction(() -> database.bean(CallHistory.class)
                .findOlder(auditor, UsageScope.ORGANIZATION, EVER, CallFilter.ALL, null, Integer.MAX_VALUE));
    }
}
