package io.tokentally.adapter.persistence.report;

import static io.tokentally.domain.usage.UsageRecordFixtures.ACME;
import static io.tokentally.domain.usage.UsageRecordFixtures.NOON;
import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.application.port.out.failure.FailureGroups;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.failure.FailedCalls;
import io.tokentally.domain.failure.FailureGroup;
import io.tokentally.domain.failure.FailureSums;
import io.tokentally.domain.metering.Outcome.Failure;
import io.tokentally.domain.metering.Tags;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.report.Attribute;
import io.tokentally.domain.report.Dimension;
import io.tokentally.domain.report.Grain;
import io.tokentally.domain.report.Measure;
import io.tokentally.domain.report.ReportQuery;
import io.tokentally.domain.report.Tag;
import io.tokentally.domain.summary.Period;
import io.tokentally.domain.usage.RandomCalls;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.domain.usage.UsageRecordFixtures;
import io.tokentally.tck.usage.CallDimensions;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Groups of failed calls are what the calls themselves come to, for whoever may see them. */
class JdbcFailureGroupsIT {

    private static final OrganizationId GLOBEX = new OrganizationId("globex");
    private static final Viewer BOB = ViewerFixtures.viewer(new UserId("bob@acme"), ACME, Role.ADMIN);
    private static final Viewer ADA = ViewerFixtures.viewer(new UserId("ada@acme"), ACME, Role.MEMBER);
    private static final Viewer OWNER = ViewerFixtures.viewer(new UserId("owner@acme"), ACME, Role.OWNER);
    private static final Viewer STRANGER = ViewerFixtures.viewer(new UserId("bob@globex"), GLOBEX, Role.ADMIN);
    private static final Tag TEAM = new Tag("team");
    private static final LocalDate FIRST_DAY = LocalDate.of(2026, 10, 20);
    private static final LocalDate LAST_DAY = LocalDate.of(2026, 11, 5);
    private static final int MOST = 100;

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private List<UsageRecord> calls = List.of();

    @BeforeEach
    void post() {
        List.of(BOB, ADA, OWNER, STRANGER).forEach(DATABASE::addMember);
        DeclaredTags.declare(DATABASE, OWNER, List.of(TEAM.name()));
        Instant from = FIRST_DAY.minusDays(1).atStartOfDay(ZoneId.of("UTC")).toInstant();
        calls = new RandomCalls(17, ACME, from, Duration.ofDays(19)).take(1_500);
        DATABASE.bean(UsageLedger.class).post(calls);
        DATABASE.bean(UsageLedger.class).post(new RandomCalls(18, GLOBEX, from, Duration.ofDays(19)).take(200));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "Europe/Berlin", "Asia/Kathmandu"})
    void groupsAreWhatTheirCallsComeTo(String zone) {
        Period period = new Period(FIRST_DAY, LAST_DAY, ZoneId.of(zone));

        assertTold(BOB, UsageScope.ORGANIZATION, period, Map.of(), call -> true);
        assertTold(
                BOB,
                UsageScope.ORGANIZATION,
                period,
                Map.of(Attribute.HTTP_STATUS, "429"),
                has(Attribute.HTTP_STATUS, "429"));
        assertTold(
                BOB,
                UsageScope.ORGANIZATION,
                period,
                Map.of(Attribute.FAILURE_KIND, "TIMEOUT"),
                has(Attribute.FAILURE_KIND, "TIMEOUT"));
        assertTold(BOB, UsageScope.ORGANIZATION, period, Map.of(TEAM, "search"), has(TEAM, "search"));
        assertTold(BOB, UsageScope.ORGANIZATION, period, Map.of(Attribute.USER, "ada@acme"), of(ADA));
        assertTold(BOB, UsageScope.OWN, period, Map.of(), of(BOB));
        assertTold(BOB, UsageScope.ORGANIZATION, period, Map.of(Attribute.STATUS, "SUCCEEDED"), call -> false);
    }

    /** Whatever they ask for. */
    @Test
    void aMemberIsToldOfTheirOwn() {
        Period period = new Period(FIRST_DAY, LAST_DAY, ZoneId.of("Asia/Kathmandu"));

        assertTold(ADA, UsageScope.OWN, period, Map.of(), of(ADA));
        assertTold(ADA, UsageScope.ORGANIZATION, period, Map.of(), of(ADA));
        assertThat(sums(ADA, query(UsageScope.ORGANIZATION, period, Map.of(), MOST))
                        .top())
                .isNotEmpty()
                .extracting(FailedCalls::people)
                .containsOnly(1L);
    }

    @Test
    void anotherOrganizationIsToldOfNone() {
        Period period = new Period(FIRST_DAY, LAST_DAY, ZoneId.of("UTC"));
        FailureSums ours = sums(BOB, query(UsageScope.ORGANIZATION, period, Map.of(), MOST));
        FailureSums theirs = sums(STRANGER, query(UsageScope.ORGANIZATION, period, Map.of(), MOST));

        assertThat(theirs.calls()).isPositive().isLessThan(ours.calls());
        assertThat(theirs.top())
                .extracting(FailedCalls::lastSeen)
                .doesNotContainAnyElementsOf(
                        ours.top().stream().map(FailedCalls::lastSeen).toList());
    }

    @Test
    void earlierCallsOfTheSameGroupsAreCounted() {
        Period period = new Period(FIRST_DAY, LAST_DAY, ZoneId.of("Asia/Kathmandu"));
        ReportQuery query = query(UsageScope.ORGANIZATION, period, Map.of(), MOST);
        List<FailedCalls> told = sums(BOB, query).top();
        List<FailureGroup> asked =
                new ArrayList<>(told.stream().limit(5).map(FailedCalls::group).toList());
        asked.add(new FailureGroup(Failure.Kind.TIMEOUT, 599, "nobody's, {\"it\"}", "chat"));

        Map<FailureGroup, Long> counts =
                DATABASE.inTransaction(() -> DATABASE.bean(FailureGroups.class).counts(BOB, query, asked));

        assertThat(counts)
                .isEqualTo(told.stream().limit(5).collect(Collectors.toMap(FailedCalls::group, FailedCalls::calls)));
        assertThat(DATABASE.inTransaction(
                        () -> DATABASE.bean(FailureGroups.class).counts(BOB, query, List.of())))
                .isEmpty();
    }

    @Test
    void whatIsBeyondTheTopIsInTheSums() {
        Period period = new Period(FIRST_DAY, LAST_DAY, ZoneId.of("UTC"));
        FailureSums all = sums(BOB, query(UsageScope.ORGANIZATION, period, Map.of(), MOST));
        FailureSums top = sums(BOB, query(UsageScope.ORGANIZATION, period, Map.of(), 3));

        assertThat(top.top()).isEqualTo(all.top().subList(0, 3));
        assertThat(top.groups()).isEqualTo(all.top().size());
        assertThat(top.calls()).isEqualTo(all.calls());
        assertThat(top.cost()).isEqualTo(all.cost());
    }

    @Test
    void theNewestTellsHowItFailedAndAllWhatWasSpent() {
        Failure quota = new Failure(Failure.Kind.PROVIDER_ERROR, 429, "insufficient_quota", "insufficient_quota");
        Failure rate = new Failure(Failure.Kind.PROVIDER_ERROR, 429, "requests", "rate_limit_exceeded");
        Instant early = NOON.minus(Duration.ofMinutes(3));
        DATABASE.bean(UsageLedger.class)
                .post(List.of(
                        failing(rate, early, ADA, 1).build(),
                        failing(quota, NOON, BOB, 2).withTokens(1_000_000, 0).build(),
                        failing(rate, NOON.minusSeconds(1), BOB, 3)
                                .tagged(new Tags(Map.of("team", "core")))
                                .build(),
                        failing(rate, NOON, BOB, 4).free().build()));
        LocalDate day = LocalDate.of(2026, 10, 15);

        FailureSums told =
                sums(BOB, query(UsageScope.ORGANIZATION, new Period(day, day, ZoneId.of("UTC")), Map.of(), MOST));

        assertThat(told.top())
                .containsExactly(new FailedCalls(
                        new FailureGroup(Failure.Kind.PROVIDER_ERROR, 429, "gpt-4.1-nano", "extract_candidate_info"),
                        3,
                        Money.usd("0.1"),
                        2,
                        early,
                        NOON,
                        quota));
    }

    /** Of others' calls that failed in the same way in the same quarter-hour. */
    @Test
    void whoAsksForTheirOwnIsToldWhenTheirsWereSeen() {
        Failure failure = Failure.of(Failure.Kind.TIMEOUT);
        DATABASE.bean(UsageLedger.class)
                .post(List.of(
                        failing(failure, NOON.plusSeconds(1), ADA, 1).build(),
                        failing(failure, NOON.plusSeconds(2), BOB, 2).build(),
                        failing(failure, NOON.plusSeconds(3), ADA, 3).build()));
        LocalDate day = LocalDate.of(2026, 10, 15);

        FailureSums told = sums(BOB, query(UsageScope.OWN, new Period(day, day, ZoneId.of("UTC")), Map.of(), MOST));

        assertThat(told.top()).singleElement().satisfies(group -> {
            assertThat(group.firstSeen()).isEqualTo(NOON.plusSeconds(2));
            assertThat(group.lastSeen()).isEqualTo(NOON.plusSeconds(2));
        });
    }

    private static UsageRecordFixtures failing(Failure failure, Instant at, Viewer by, long seed) {
        return aUsageRecord().failing(failure).at(at).by(by.userId()).withSeed(seed);
    }

    private void assertTold(
            Viewer viewer,
            UsageScope scope,
            Period period,
            Map<Dimension, String> filters,
            Predicate<UsageRecord> isAsked) {
        Map<FailureGroup, List<UsageRecord>> groups = calls.stream()
                .filter(call -> !call.isFree() && !call.outcome().isSuccess())
                .filter(call -> !call.createdAt().isBefore(period.from())
                        && call.createdAt().isBefore(period.until()))
                .filter(isAsked)
                .collect(Collectors.groupingBy(JdbcFailureGroupsIT::groupOf));

        FailureSums told = sums(viewer, query(scope, period, filters, MOST));

        assertThat(told.groups()).isEqualTo(groups.size()).isLessThanOrEqualTo(MOST);
        assertThat(told.calls())
                .isEqualTo(groups.values().stream().mapToLong(List::size).sum());
        assertThat(told.top())
                .isSortedAccordingTo(
                        Comparator.comparingLong(FailedCalls::calls).reversed());
        assertThat(told.top()).allSatisfy(group -> {
            List<UsageRecord> own = groups.get(group.group());
            assertThat(own).isNotNull().hasSize((int) group.calls());
            List<UsageRecord> ordered = own.stream()
                    .sorted(Comparator.comparing(UsageRecord::createdAt)
                            .thenComparing(call -> call.id().value().toString()))
                    .toList();
            assertThat(group.people())
                    .isEqualTo(own.stream()
                            .map(call -> call.attribution().userId())
                            .distinct()
                            .count());
            assertThat(group.firstSeen()).isEqualTo(ordered.getFirst().createdAt());
            assertThat(group.lastSeen()).isEqualTo(ordered.getLast().createdAt());
            assertThat(group.newest()).isEqualTo(ordered.getLast().outcome());
        });
    }

    private static FailureGroup groupOf(UsageRecord call) {
        Failure failure = (Failure) call.outcome();
        return new FailureGroup(
                failure.kind(),
                failure.httpStatus(),
                call.billedModel().base().value(),
                call.attribution().endpoint().value());
    }

    private static Predicate<UsageRecord> has(Dimension dimension, String value) {
        return call -> CallDimensions.value(call, dimension).equals(value);
    }

    private static Predicate<UsageRecord> of(Viewer viewer) {
        return call -> call.attribution().userId().equals(viewer.userId());
    }

    private static ReportQuery query(UsageScope scope, Period period, Map<Dimension, String> filters, int top) {
        return new ReportQuery(scope, period, Grain.TOTAL, List.of(), filters, List.of(Measure.REQUESTS), top);
    }

    private static FailureSums sums(Viewer viewer, ReportQuery query) {
        return DATABASE.inTransaction(() -> DATABASE.bean(FailureGroups.class).sums(viewer, query));
    }
}
