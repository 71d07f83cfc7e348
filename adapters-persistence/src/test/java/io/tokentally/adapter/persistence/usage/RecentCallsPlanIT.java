package io.tokentally.adapter.persistence.usage;

import static io.tokentally.domain.usage.UsageRecordFixtures.ACME;
import static io.tokentally.domain.usage.UsageRecordFixtures.NOON;
import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.adapter.persistence.StatementLog;
import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.application.port.out.usage.CallHistory;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.summary.TimeRange;
import io.tokentally.domain.usage.CallFilter;
import io.tokentally.domain.usage.CallOrder;
import io.tokentally.domain.usage.PageRequest;
import io.tokentally.domain.usage.RandomCalls;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How the database reads the recent calls, under the policies, of a log with thousands of calls in two months. */
class RecentCallsPlanIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Viewer ADMIN = ViewerFixtures.viewer(new UserId("admin@acme"), ACME, Role.ADMIN);
    private static final Viewer ZOE = ViewerFixtures.viewer(new UserId("zoe@acme"), ACME, Role.MEMBER);
    private static final TimeRange OCTOBER =
            new TimeRange(Instant.parse("2026-10-01T00:00:00Z"), Instant.parse("2026-11-01T00:00:00Z"));

    @BeforeEach
    void fill() {
        DATABASE.addMember(ADMIN);
        DATABASE.addMember(ZOE);
        for (String organization : List.of("acme", "globex", "initech", "umbrella")) {
            DATABASE.bean(UsageLedger.class)
                    .post(new RandomCalls(23, new OrganizationId(organization), NOON, Duration.ofDays(40)).take(2_000));
        }
        DATABASE.bean(UsageLedger.class)
                .post(IntStream.range(0, 30)
                        .mapToObj(seed -> aUsageRecord()
                                .by(ZOE.userId())
                                .at(NOON.plus(Duration.ofHours(seed)))
                                .withSeed(seed)
                                .build())
                        .toList());
        DATABASE.asOwner().sql("ANALYZE api_usage_logs").update();
    }

    @Test
    void anOrganizationsRecentCallsComeFromTheirIndexWithoutSorting() {
        assertThat(planOf(ADMIN, UsageScope.ORGANIZATION))
                .contains("api_usage_logs_2026_10_pkey")
                .doesNotContain("Seq Scan on api_usage_logs", "Sort", "2026_11");
    }

    @Test
    void aUsersRecentCallsComeFromTheirIndexWithoutSorting() {
        assertThat(planOf(ZOE, UsageScope.OWN))
                .contains("api_usage_logs_2026_10_organization_id_user_id")
                .doesNotContain("Seq Scan on api_usage_logs", "Sort", "2026_11");
    }

    /** Of the very statement that Hibernate makes. */
    private String planOf(Viewer viewer, UsageScope scope) {
        return DATABASE.inTransaction(() -> {
            String statement = statementOf(viewer, scope);
            DATABASE.asApplication().sql("PREPARE recent_calls AS " + statement).update();
            List<@Nullable String> plan = DATABASE.asApplication()
                    .sql("EXPLAIN EXECUTE recent_calls ('acme', '2026-10-01', '2026-11-01'%s)"
                            .formatted(scope == UsageScope.OWN ? ", 'zoe@acme', 0, 50" : ", 0, 50"))
                    .query(String.class)
                    .list();
            DATABASE.asApplication().sql("DEALLOCATE recent_calls").update();
            return String.join("\n", plan);
        });
    }

    private static String statementOf(Viewer viewer, UsageScope scope) {
        return StatementLog.firstOf(() -> DATABASE.bean(CallHistory.class)
                .find(viewer, scope, OCTOBER, CallFilter.ALL, CallOrder.NEWEST_FIRST, PageRequest.first(50)));
    }
}
