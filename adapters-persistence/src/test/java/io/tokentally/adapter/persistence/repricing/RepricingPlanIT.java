package io.tokentally.adapter.persistence.repricing;

import static io.tokentally.domain.usage.UsageRecordFixtures.ACME;
import static io.tokentally.domain.usage.UsageRecordFixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.adapter.persistence.StatementLog;
import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.application.port.out.repricing.RepricingLedger;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.repricing.RepricingRequest;
import io.tokentally.domain.summary.TimeRange;
import io.tokentally.domain.usage.RandomCalls;
import io.tokentally.domain.usage.UsageRecordId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How the database finds the next calls of a repricing, under the policies, of a log with thousands of calls in months. */
class RepricingPlanIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Viewer OWNER = ViewerFixtures.viewer(new UserId("owner@acme"), ACME, Role.OWNER);
    private static final RepricingRequest FROM_OCTOBER = new RepricingRequest(
            new TimeRange(Instant.parse("2026-10-01T00:00:00Z"), Instant.parse("2026-12-01T00:00:00Z")),
            null,
            null,
            false,
            "Prices came late");
    private static final UsageRecordId IN_NOVEMBER =
            UsageRecordId.at(Instant.parse("2026-11-20T00:00:00Z"), new Random(1));

    @BeforeEach
    void fill() {
        DATABASE.addMember(OWNER);
        for (String organization : List.of("acme", "globex", "initech", "umbrella")) {
            DATABASE.bean(UsageLedger.class)
                    .post(new RandomCalls(23, new OrganizationId(organization), NOON, Duration.ofDays(70)).take(1_000));
        }
        DATABASE.asOwner().sql("ANALYZE api_usage_logs").update();
    }

    @Test
    void theFirstCallsComeFromTheKeyWithoutSorting() {
        assertThat(planOf(null, "'acme', '2026-10-01', '2026-12-01', 50"))
                .contains("api_usage_logs_2026_10_pkey", "api_usage_logs_2026_11_pkey")
                .doesNotContain("Seq Scan on api_usage_logs", "Sort", "2026_12");
    }

    @Test
    void monthsThatAreBehindItAreNotReadAgain() {
        assertThat(planOf(
                        IN_NOVEMBER,
                        "'acme', '2026-10-01', '2026-12-01', '%1$s', '%1$s', '%2$s', 50"
                                .formatted(IN_NOVEMBER.instant(), IN_NOVEMBER)))
                .contains("api_usage_logs_2026_11_pkey", "ROW(created_at, id) > ROW(")
                .doesNotContain("Seq Scan on api_usage_logs", "Sort", "2026_10", "2026_12");
    }

    private static String planOf(@Nullable UsageRecordId after, String parameters) {
        return DATABASE.inTransaction(() -> {
            String statement = StatementLog.firstOf(
                    () -> DATABASE.bean(RepricingLedger.class).next(OWNER, FROM_OCTOBER, after, 50));
            DATABASE.asApplication().sql("PREPARE next_calls AS " + statement).update();
            List<@Nullable String> plan = DATABASE.asApplication()
                    .sql("EXPLAIN EXECUTE next_calls (%s)".formatted(parameters))
                    .query(String.class)
                    .list();
            DATABASE.asApplication().sql("DEALLOCATE next_calls").update();
            return String.join("\n", plan);
        });
    }
}
