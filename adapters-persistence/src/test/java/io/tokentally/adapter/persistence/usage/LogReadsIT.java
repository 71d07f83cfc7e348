package io.tokentally.adapter.persistence.usage;

import static io.tokentally.domain.usage.UsageRecordFixtures.ACME;
import static io.tokentally.domain.usage.UsageRecordFixtures.NOON;
import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.adapter.persistence.report.DeclaredTags;
import io.tokentally.adapter.persistence.report.SumsQuestion;
import io.tokentally.application.port.out.failure.FailureGroups;
import io.tokentally.application.port.out.pricing.UnpricedCalls;
import io.tokentally.application.port.out.report.UsageReports;
import io.tokentally.application.port.out.repricing.RepricingLedger;
import io.tokentally.application.port.out.summary.UsageRollups;
import io.tokentally.application.port.out.usage.CallHistory;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.failure.FailedCalls;
import io.tokentally.domain.metering.CallId;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.report.Attribute;
import io.tokentally.domain.report.Dimension;
import io.tokentally.domain.report.Grain;
import io.tokentally.domain.report.Measure;
import io.tokentally.domain.report.ReportQuery;
import io.tokentally.domain.report.Tag;
import io.tokentally.domain.repricing.RepricingRequest;
import io.tokentally.domain.summary.Period;
import io.tokentally.domain.summary.TimeRange;
import io.tokentally.domain.usage.CallFilter;
import io.tokentally.domain.usage.CallRanking;
import io.tokentally.domain.usage.RandomCalls;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.domain.usage.UsageRecordId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How many calls the database reads for each question, under the policies, of a log with thousands of them in three months: for sums
 * none, and for lists about as many as are shown. The database itself counts.
 */
class LogReadsIT {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.filledOnce();

    private static final int LOG = 12_000;
    private static final int PAGE = 50;

    private static final Viewer ADMIN = ViewerFixtures.viewer(new UserId("admin@acme"), ACME, Role.ADMIN);
    private static final Viewer ADA = ViewerFixtures.viewer(new UserId("ada@acme"), ACME, Role.MEMBER);
    private static final Viewer ZOE = ViewerFixtures.viewer(new UserId("zoe@acme"), ACME, Role.MEMBER);
    private static final Viewer OWNER = ViewerFixtures.viewer(new UserId("owner@acme"), ACME, Role.OWNER);
    private static final Tag TEAM = new Tag("team");
    private static final Instant FIRST = NOON.minus(Duration.ofDays(60));
    private static final Period QUARTER =
            new Period(LocalDate.of(2026, 8, 1), LocalDate.of(2026, 10, 31), ZoneId.of("UTC"));

    @BeforeAll
    static void fill() {
        Stream.of(ADMIN, ADA, ZOE, OWNER).forEach(DATABASE::addMember);
        DeclaredTags.declare(DATABASE, OWNER, List.of(TEAM.name()));
        for (String organization : List.of("acme", "globex")) {
            OrganizationId id = new OrganizationId(organization);
            DATABASE.bean(UsageLedger.class)
                    .post(new RandomCalls(23, id, FIRST, Duration.ofDays(60))
                            .take(organization.equals("acme") ? LOG : 2_000));
        }
        DATABASE.bean(UsageLedger.class)
                .post(IntStream.range(0, 30)
                        .mapToObj(seed -> aUsageRecord()
                                .by(ZOE.userId())
                                .at(FIRST.plus(Duration.ofHours(seed * 48L)))
                                .withEndpoint("rare")
                                .withSeed(seed)
                                .build())
                        .toList());
        DATABASE.asOwner()
                .sql("ANALYZE usage_calls, usage_callers, usage_series, usage_rates, usage_days, usage_series_days")
                .update();
    }

    /** A list of calls, with the most that may be read for it: to find them, and then to read each of them once more. */
    private record Page(Viewer viewer, UsageScope scope, CallFilter filter, int most) {}

    private static final List<Page> PAGES = pages();

    private static List<Page> pages() {
        CallFilter all = CallFilter.ALL;
        return List.of(
                new Page(ADMIN, UsageScope.ORGANIZATION, all, PAGE),
                new Page(ADA, UsageScope.OWN, all, 5 * PAGE),
                new Page(ZOE, UsageScope.OWN, all, PAGE),
                new Page(ADMIN, UsageScope.ORGANIZATION, all.withEndpoint(new Endpoint("rare")), PAGE),
                new Page(ADMIN, UsageScope.ORGANIZATION, all.withUserId(ZOE.userId()), PAGE),
                new Page(ADMIN, UsageScope.ORGANIZATION, all.withModel(new ModelName("gpt-4o")), 5 * PAGE),
                new Page(ADMIN, UsageScope.ORGANIZATION, all.withStatus(CallFilter.Status.FAILED), 5 * PAGE),
                new Page(ADMIN, UsageScope.ORGANIZATION, all.withStatus(CallFilter.Status.SUCCEEDED), 10 * PAGE),
                new Page(
                        ADMIN,
                        UsageScope.ORGANIZATION,
                        all.withUserId(ADA.userId()).withStatus(CallFilter.Status.FAILED),
                        20 * PAGE));
    }

    @Test
    void aPageOfCallsIsReadWithoutTheOthers() {
        assertThat(PAGES)
                .allSatisfy(page -> assertThat(reads(() -> history()
                                .findOlder(page.viewer(), page.scope(), QUARTER.range(), page.filter(), null, PAGE)))
                        .isPositive()
                        .isLessThanOrEqualTo(page.most() + PAGE));
    }

    @Test
    void callsThatStandOutAreFoundWhereTheSumsOfDaysSayThatTheyAre() {
        assertThat(readsForTop(ADMIN, UsageScope.ORGANIZATION, CallRanking.SLOWEST))
                .isBetween(10L, LOG / 10L);
        // Half of these calls cost more than what the last bucket begins with.
        assertThat(readsForTop(ADMIN, UsageScope.ORGANIZATION, CallRanking.DEAREST))
                .isLessThan(LOG * 3L / 4);
        assertThat(readsForTop(ZOE, UsageScope.OWN, CallRanking.SLOWEST)).isLessThan(200);
    }

    private static long readsForTop(Viewer viewer, UsageScope scope, CallRanking ranking) {
        return reads(() -> history().findTop(viewer, scope, QUARTER.range(), CallFilter.ALL, ranking, 10));
    }

    @Test
    void aPageInTheMiddleIsReadWithoutWhatIsNewer() {
        UsageRecordId middle = UsageRecordId.at(FIRST.plus(Duration.ofDays(30)), new Random(1));

        long read = reads(() -> history()
                .findOlder(
                        ADMIN,
                        UsageScope.ORGANIZATION,
                        QUARTER.range(),
                        CallFilter.ALL.withModel(new ModelName("gpt-4o")),
                        middle,
                        PAGE));

        assertThat(read).isPositive().isLessThanOrEqualTo(10L * PAGE);
    }

    /** Of a log that has thousands of attempts. */
    @Test
    void attemptsOfACallAreReadWithoutOtherCalls() {
        UsageRecord attempt = DATABASE.inTransaction(() ->
                history()
                        .findOlder(ADMIN, UsageScope.ORGANIZATION, QUARTER.range(), CallFilter.ALL, null, PAGE)
                        .stream()
                        .filter(call -> call.trace().attempt().call() != null)
                        .findFirst()
                        .orElseThrow());
        CallId call = requireNonNull(attempt.trace().attempt().call());

        for (Viewer viewer : List.of(ADMIN, ADA)) {
            assertThat(reads(() -> history().findAttempts(viewer, call, QUARTER.range(), PAGE)))
                    .isBetween(1L, 6L);
        }
    }

    @Test
    void sumsAndCountsReadNoCall() {
        TimeRange range = QUARTER.range();
        UsageRollups rollups = DATABASE.bean(UsageRollups.class);
        for (Viewer viewer : List.of(ADMIN, ADA)) {
            UsageScope scope = viewer.equals(ADMIN) ? UsageScope.ORGANIZATION : UsageScope.OWN;
            assertThat(reads(() -> rollups.totals(viewer, scope, range))).isZero();
            assertThat(reads(() -> rollups.byUser(viewer, scope, range))).isZero();
            assertThat(reads(() -> rollups.breakdown(viewer, scope, range, ZoneId.of("Asia/Kathmandu"))))
                    .isZero();
            assertThat(reads(() ->
                            history().count(viewer, scope, range, CallFilter.ALL.withStatus(CallFilter.Status.FAILED))))
                    .isZero();
            for (Dimension dimension : dimensions()) {
                assertThat(reads(() -> DATABASE.bean(UsageReports.class)
                                .rows(
                                        viewer,
                                        new ReportQuery(
                                                scope,
                                                QUARTER,
                                                Grain.DAY,
                                                List.of(dimension),
                                                Map.of(Attribute.USER, "ada@acme"),
                                                List.of(Measure.COST, Measure.FAILED_COST),
                                                20))))
                        .as("by %s", dimension)
                        .isZero();
            }
        }
    }

    /** Who expects one kind goes through all kinds, or all people, for each row of a roll-up. */
    @Test
    void thePlannerDoesNotExpectOneKindAlone() {
        SumsQuestion question = SumsQuestion.of(ADMIN, UsageScope.ORGANIZATION, QUARTER.range())
                .only(CallFilter.ALL
                        .withEndpoint(new Endpoint("rare"))
                        .withModel(new ModelName("gpt-4o"))
                        .withStatus(CallFilter.Status.SUCCEEDED));
        JdbcClient.StatementSpec explained = DATABASE.asOwner()
                .sql("EXPLAIN SELECT number FROM usage_series WHERE organization_id = 'acme'"
                        + question.seriesConditions());
        for (Map.Entry<String, String> parameter : question.parameters().entrySet()) {
            explained = explained.param(parameter.getKey(), parameter.getValue());
        }
        String plan = requireNonNull(explained.query(String.class).list().getFirst());

        assertThat(Integer.parseInt(plan.replaceAll(".*rows=(\\d+) .*", "$1")))
                .as(plan)
                .isGreaterThan(20);
    }

    /** Of each group the calls of two quarter-hours, once to find them and once to see when they were. */
    @Test
    void whenFailuresWereSeenIsReadFromTheirOwnCallsAlone() {
        FailureGroups groups = DATABASE.bean(FailureGroups.class);
        ReportQuery question = failures(UsageScope.ORGANIZATION);

        assertThat(reads(() -> groups.sums(ADMIN, question))).isBetween(20L, 2L * 20 * 5);
        assertThat(reads(() -> groups.sums(ADA, failures(UsageScope.OWN)))).isBetween(20L, 2L * 20 * 10);
        assertThat(reads(() -> groups.counts(
                        ADMIN,
                        question,
                        groups.sums(ADMIN, question).top().stream()
                                .map(FailedCalls::group)
                                .toList())))
                .isLessThanOrEqualTo(2L * 20 * 5);
    }

    private static ReportQuery failures(UsageScope scope) {
        return new ReportQuery(scope, QUARTER, Grain.TOTAL, List.of(), Map.of(), List.of(Measure.REQUESTS), 20);
    }

    /** How long calls took, and what units they used. */
    @ParameterizedTest
    @EnumSource(names = {"RESPONSE_TIME", "LIST_COST"})
    void detailsAreReadFromCallsForSomebodysOfAKindAlone(Measure measure) {
        assertThat(readsForDetails(ADMIN, QUARTER, List.of(Attribute.MODEL, Attribute.ENDPOINT), measure))
                .isZero();
        assertThat(readsForDetails(ADMIN, QUARTER, List.of(Attribute.USER), measure))
                .isZero();
        assertThat(readsForDetails(ZOE, QUARTER, List.of(), measure)).isZero();

        assertThat(readsForDetails(ZOE, QUARTER, List.of(Attribute.MODEL), measure))
                .isBetween(30L, 4 * 30L);
        // Whole days come from the sums: what is left are the ends.
        Period ofAnotherZone = new Period(QUARTER.firstDay(), QUARTER.lastDay(), ZoneId.of("Asia/Kathmandu"));
        assertThat(readsForDetails(ADMIN, ofAnotherZone, List.of(Attribute.USER), measure))
                .isLessThan(600);
    }

    private static List<Dimension> dimensions() {
        return Stream.concat(Stream.of(Attribute.values()), Stream.of(TEAM)).toList();
    }

    /** Of those that may have it: of all of them where no series tells. */
    @Test
    void callsWithATagAreLookedForAmongThoseThatMayHaveIt() {
        CallFilter search = CallFilter.ALL.with(TEAM, "search");
        long withoutTeam = DATABASE.asOwner()
                .sql("SELECT count(*) FROM usage_calls WHERE organization_id = 'acme'"
                        + " AND coalesce(tags ->> 'team', 'Other') IN ('search', 'Other')")
                .query(Long.class)
                .single();

        // Once to see that they are few enough, once to find them, and then to read each that is shown.
        assertThat(readsForTag(ADMIN, UsageScope.ORGANIZATION, search))
                .isBetween(2 * withoutTeam, 2 * withoutTeam + PAGE);
        assertThat(readsForTag(ADMIN, UsageScope.ORGANIZATION, CallFilter.ALL.with(new Tag("candidate"), "one")))
                .isBetween(2L * LOG, 2L * (LOG + 30) + PAGE);
        assertThat(readsForTag(ZOE, UsageScope.OWN, search)).isLessThan(200);
        assertThat(reads(() -> history()
                        .count(
                                ADMIN,
                                UsageScope.ORGANIZATION,
                                QUARTER.range(),
                                search.withEndpoint(new Endpoint("rare")))))
                .isLessThan(200);
    }

    private static long readsForTag(Viewer viewer, UsageScope scope, CallFilter filter) {
        return reads(() -> history().findOlder(viewer, scope, QUARTER.range(), filter, null, PAGE));
    }

    private static long readsForDetails(Viewer viewer, Period period, List<Dimension> by, Measure measure) {
        UsageScope scope = viewer.equals(ADMIN) ? UsageScope.ORGANIZATION : UsageScope.OWN;
        return reads(() -> DATABASE.bean(UsageReports.class)
                .rows(viewer, new ReportQuery(scope, period, Grain.TOTAL, by, Map.of(), List.of(measure), 20)));
    }

    @Test
    void theNextCallsOfARepricingComeFromTheKey() {
        RepricingRequest request = new RepricingRequest(QUARTER.range(), null, null, false, "Prices came late");
        UsageRecordId middle = UsageRecordId.at(FIRST.plus(Duration.ofDays(30)), new Random(1));

        long first = reads(() -> DATABASE.bean(RepricingLedger.class).next(OWNER, request, null, PAGE));
        long next = reads(() -> DATABASE.bean(RepricingLedger.class).next(OWNER, request, middle, PAGE));

        assertThat(first).isBetween((long) PAGE, 2L * PAGE + 1);
        assertThat(next).isBetween((long) PAGE, 2L * PAGE + 1);
    }

    @Test
    void callsThatHaveAPriceAreNotReadForThoseThatHaveNone() {
        long unpriced = DATABASE.asOwner()
                .sql("SELECT count(*) FROM api_usage_logs WHERE organization_id = 'acme'"
                        + " AND unpriced_reason IN ('NO_PRICE', 'NO_PRICES_FOR_UPSTREAM')")
                .query(Long.class)
                .single();

        assertThat(reads(() -> DATABASE.bean(UnpricedCalls.class).find(OWNER)))
                .isPositive()
                .isLessThanOrEqualTo(unpriced);
    }

    private static CallHistory history() {
        return DATABASE.bean(CallHistory.class);
    }

    /** How many rows of the log were read, by whichever way. */
    private static long reads(Supplier<?> question) {
        return DATABASE.inTransaction(() -> {
            long before = rowsRead();
            assertThat(question.get()).isNotNull();
            return rowsRead() - before;
        });
    }

    /** In this transaction: by scans of the table, and by scans of its indexes. */
    private static long rowsRead() {
        return DATABASE.asApplication().sql("""
                        SELECT coalesce(sum(pg_stat_get_xact_tuples_returned(oid)), 0)
                        FROM pg_class WHERE relname LIKE 'usage\\_calls\\_2%'""").query(Long.class).single();
    }
}
