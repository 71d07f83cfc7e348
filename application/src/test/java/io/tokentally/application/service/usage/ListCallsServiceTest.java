package io.tokentally.application.service.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokentally.application.port.in.usage.CallQuery;
import io.tokentally.application.port.out.usage.CallHistory;
import io.tokentally.domain.access.AccessRefusedException;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.metering.CallId;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.summary.Period;
import io.tokentally.domain.summary.TimeRange;
import io.tokentally.domain.usage.CallFilter;
import io.tokentally.domain.usage.CallRanking;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.domain.usage.UsageRecordFixtures;
import io.tokentally.domain.usage.UsageRecordId;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ListCallsServiceTest {

    private static final Period WEEK = Period.lastDays(7, UsageRecordFixtures.NOON, ZoneId.of("Asia/Kathmandu"));
    private static final CallFilter FILTER = CallFilter.ALL.withEndpoint(new Endpoint("chat"));
    private static final UsageRecord FOUND = UsageRecordFixtures.aUsageRecord().build();

    private final RecordingHistory history = new RecordingHistory();
    private final ListCallsService service = new ListCallsService(history);

    @Test
    void aMemberWhoAsksForTheOrganizationIsDeniedBeforeAnythingIsRead() {
        Viewer member = viewer(Role.MEMBER);
        CallQuery query = query(UsageScope.ORGANIZATION);

        assertThatThrownBy(() -> service.top(member, query, CallRanking.DEAREST))
                .isInstanceOf(AccessRefusedException.class);
        assertThatThrownBy(() -> service.count(member, query)).isInstanceOf(AccessRefusedException.class);
        assertThat(history.asked).isEmpty();
    }

    @Test
    void aMemberReadsTheirOwn() {
        Viewer member = viewer(Role.MEMBER);

        assertThat(service.top(member, query(UsageScope.OWN), CallRanking.DEAREST))
                .containsExactly(FOUND);
        assertThat(history.asked)
                .containsExactly(new Asked(
                        member, UsageScope.OWN, WEEK.range(), FILTER, List.of(CallRanking.DEAREST, CallRanking.MOST)));
    }

    @Test
    void pagesOfOthersCallsAreForThoseWhoMayLook() {
        assertThatThrownBy(() -> service.older(viewer(Role.MEMBER), query(UsageScope.ORGANIZATION), null, 5))
                .isInstanceOf(AccessRefusedException.class);
        assertThat(history.asked).isEmpty();

        assertThat(service.older(viewer(Role.ADMIN), query(UsageScope.ORGANIZATION), null, 5))
                .containsExactly(FOUND);
        assertThat(service.find(viewer(Role.MEMBER), FOUND.id())).contains(FOUND);
    }

    @Test
    void anAdminCountsTheOrganization() {
        Viewer admin = viewer(Role.ADMIN);

        assertThat(service.count(admin, query(UsageScope.ORGANIZATION))).isEqualTo(42);

        assertThat(history.asked)
                .containsExactly(new Asked(admin, UsageScope.ORGANIZATION, WEEK.range(), FILTER, List.of()));
    }

    @Test
    void attemptsOfACallAreLookedForAWeekAroundOneOfThem() {
        Viewer member = viewer(Role.MEMBER);
        CallId call = new CallId(new UUID(1, 2));

        assertThat(service.attempts(member, call, FOUND.createdAt())).containsExactly(FOUND);

        assertThat(history.asked)
                .containsExactly(new Asked(
                        member,
                        UsageScope.OWN,
                        TimeRange.around(
                                FOUND.createdAt().minus(Duration.ofDays(7)),
                                FOUND.createdAt().plus(Duration.ofDays(7))),
                        CallFilter.ALL,
                        List.of(call, 50)));
    }

    private static CallQuery query(UsageScope scope) {
        return new CallQuery(scope, WEEK, FILTER);
    }

    private static Viewer viewer(Role role) {
        return ViewerFixtures.viewer(UsageRecordFixtures.MEMBER, UsageRecordFixtures.ACME, role);
    }

    private record Asked(Viewer viewer, UsageScope scope, TimeRange range, CallFilter filter, List<Object> more) {}

    private static final class RecordingHistory implements CallHistory {

        private final List<Asked> asked = new ArrayList<>();

        @Override
        public List<UsageRecord> findTop(
                Viewer viewer, UsageScope scope, TimeRange range, CallFilter filter, CallRanking ranking, int most) {
            asked.add(new Asked(viewer, scope, range, filter, List.of(ranking, most)));
            return List.of(FOUND);
        }

        @Override
        public List<UsageRecord> findAttempts(Viewer viewer, CallId call, TimeRange range, int most) {
            asked.add(new Asked(viewer, UsageScope.OWN, range, CallFilter.ALL, List.of(call, most)));
            return List.of(FOUND);
        }

        @Override
        public Optional<UsageRecord> find(Viewer viewer, UsageRecordId id) {
            return Optional.of(FOUND).filter(call -> call.id().equals(id));
        }

        @Override
        public long count(Viewer viewer, UsageScope scope, TimeRange range, CallFilter filter) {
            asked.add(new Asked(viewer, scope, range, filter, List.of()));
            return 42;
        }

        @Override
        public List<UsageRecord> findOlder(
                Viewer viewer,
                UsageScope scope,
                TimeRange range,
                CallFilter filter,
                @Nullable UsageRecordId than,
                int limit) {
            asked.add(new Asked(viewer, scope, range, filter, List.of(limit)));
            return List.of(FOUND);
        }
    }
}
