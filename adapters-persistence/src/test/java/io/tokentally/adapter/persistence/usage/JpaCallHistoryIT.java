package io.tokentally.adapter.persistence.usage;

import static io.tokentally.domain.usage.UsageRecordFixtures.ACME;
import static io.tokentally.domain.usage.UsageRecordFixtures.NOON;
import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.application.port.out.usage.CallHistory;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.summary.TimeRange;
import io.tokentally.domain.usage.CallFilter;
import io.tokentally.domain.usage.CallRanking;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.domain.usage.UsageRecordId;
import io.tokentally.tck.usage.CallHistoryContract;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JpaCallHistoryIT extends CallHistoryContract {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @Override
    protected CallHistory history() {
        return DATABASE.bean(CallHistory.class);
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

    /** So many that the quarter-hours are looked at, of which the last may have newer calls than the page before. */
    @Test
    void aDayWithThousandsOfAKindIsPagedWhole() {
        Viewer admin = ViewerFixtures.viewer(new UserId("admin@acme"), ACME, Role.ADMIN);
        Instant morning = NOON.minus(Duration.ofHours(2));
        List<UsageRecord> calls = IntStream.range(0, 2_400)
                .mapToObj(seed -> aUsageRecord()
                        .at(morning.plusSeconds(6L * seed))
                        .withEndpoint("busy")
                        .withSeed(seed)
                        .build())
                .toList();
        givenMember(admin);
        given(calls);
        TimeRange range = new TimeRange(NOON.minus(Duration.ofDays(1)), NOON.plus(Duration.ofDays(1)));
        CallFilter filter = CallFilter.ALL.withEndpoint(new Endpoint("busy"));

        List<UsageRecord> paged = new ArrayList<>();
        List<UsageRecord> page;
        do {
            UsageRecordId last = paged.isEmpty() ? null : paged.getLast().id();
            page = reading(() -> history().findOlder(admin, UsageScope.ORGANIZATION, range, filter, last, 100));
            paged.addAll(page);
        } while (!page.isEmpty());

        assertThat(paged)
                .containsExactlyElementsOf(calls.stream()
                        .sorted(Comparator.comparing(UsageRecord::id).reversed())
                        .toList());
    }

    /** Their sums are still there, and say that they stood out. */
    @Test
    void callsThatWereRemovedLeaveRoomForOthers() {
        Viewer admin = ViewerFixtures.viewer(new UserId("admin@acme"), ACME, Role.ADMIN);
        Instant september = NOON.minus(Duration.ofDays(30));
        givenMember(admin);
        given(IntStream.range(0, 20)
                .mapToObj(seed -> aUsageRecord()
                        .at(seed % 2 == 0 ? september : NOON)
                        .taking(Duration.ofSeconds(seed % 2 == 0 ? 100 : 10 + seed))
                        .withSeed(seed)
                        .build())
                .toList());
        DATABASE.asOwner().sql("TRUNCATE usage_calls_2026_09").update();
        DATABASE.asOwner()
                .sql("UPDATE organizations SET sealed_until = '2026-10-01Z', calls_removed_until = '2026-10-01Z'")
                .update();
        TimeRange range = new TimeRange(NOON.minus(Duration.ofDays(60)), NOON.plus(Duration.ofDays(1)));

        List<UsageRecord> slowest = reading(
                () -> history().findTop(admin, UsageScope.ORGANIZATION, range, CallFilter.ALL, CallRanking.SLOWEST, 5));

        assertThat(slowest)
                .extracting(call -> call.timing().responseTime().toSeconds())
                .containsExactly(29L, 27L, 25L, 23L, 21L);
    }
}
