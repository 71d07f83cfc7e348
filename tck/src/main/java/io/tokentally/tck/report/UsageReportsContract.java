package io.tokentally.tck.report;

import static io.tokentally.domain.usage.UsageRecordFixtures.ACME;
import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tokentally.application.port.out.report.UsageReports;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.metering.CallAttempt;
import io.tokentally.domain.metering.CallId;
import io.tokentally.domain.metering.CallTrace;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.report.Attribute;
import io.tokentally.domain.report.Dimension;
import io.tokentally.domain.report.Grain;
import io.tokentally.domain.report.Measure;
import io.tokentally.domain.report.Report;
import io.tokentally.domain.report.ReportQuery;
import io.tokentally.domain.report.Retries;
import io.tokentally.domain.report.Tag;
import io.tokentally.domain.summary.Period;
import io.tokentally.domain.usage.RandomCalls;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.domain.usage.UsageRecordFixtures;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What all reports do. There is no usage at the start of each test. */
public abstract class UsageReportsContract {

    private static final int CALLS = 400;
    private static final int QUERIES = 60;

    private static final List<String> TAGS = List.of("team", RandomCalls.TAG_OF_STRANGE_NAME, "of no call");

    private static final OrganizationId GLOBEX = new OrganizationId("globex");
    private static final Viewer BOB = ViewerFixtures.viewer(new UserId("bob@acme"), ACME, Role.ADMIN);
    private static final Viewer OWNER = ViewerFixtures.viewer(new UserId("owner@acme"), ACME, Role.OWNER);
    private static final Viewer ADA = ViewerFixtures.viewer(new UserId("ada@acme"), ACME, Role.MEMBER);

    /** With the end of daylight saving in Europe and in America, and of two months. */
    private static final LocalDate FIRST_DAY = LocalDate.of(2026, 10, 20);

    private static final LocalDate LAST_DAY = LocalDate.of(2026, 11, 5);

    protected abstract UsageReports reports();

    /** The records are in the ledger. */
    protected abstract void given(Collection<UsageRecord> usageRecords);

    /** The viewer is who they say they are. */
    protected abstract void givenMember(Viewer viewer);

    /** These tags are declared in the organization of the owner. */
    protected abstract void givenDeclared(Viewer owner, List<String> names);

    /** Reads as a service would, in a transaction if there are any. */
    protected <T> T reading(Supplier<T> query) {
        return query.get();
    }

    /** Any question of any viewer, compared with sums over the calls themselves. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "UTC",
                "Europe/Berlin",
                "America/New_York",
                "Asia/Kathmandu",
                "Australia/Lord_Howe",
                "Pacific/Kiritimati",
                "+05:45"
            })
    void anyReportIsTheSumOfItsCallsToTheLastDigit(String zoneName) {
        Period period = new Period(FIRST_DAY, LAST_DAY, ZoneId.of(zoneName));
        long seed = zoneName.hashCode();
        List<UsageRecord> calls = new RandomCalls(
                        seed, ACME, period.from().minus(Duration.ofDays(1)), Duration.ofDays(period.days() + 2L))
                .take(CALLS);
        givenMember(BOB);
        givenMember(ADA);
        givenMember(OWNER);
        givenDeclared(OWNER, TAGS);
        given(calls);
        ReportSums ofAll = ReportSums.of(calls);
        ReportSums ofBob = of(BOB, calls);
        ReportSums ofAda = of(ADA, calls);
        Random random = new Random(seed);

        for (int i = 0; i < QUERIES; i++) {
            UsageScope scope = random.nextBoolean() ? UsageScope.ORGANIZATION : UsageScope.OWN;
            ReportQuery query = query(random, scope, period, ofAll);

            assertThat(reading(() -> reports().rows(BOB, query)))
                    .as("of an admin, %s", query)
                    .isEqualTo((scope == UsageScope.OWN ? ofBob : ofAll).rows(query));
            assertThat(reading(() -> reports().rows(ADA, query)))
                    .as("of a member, %s", query)
                    .isEqualTo(ofAda.rows(query));

            List<List<String>> groups = groups(random, query, ofAll);
            assertThat(reading(() -> reports().rowsOf(ADA, query, groups)))
                    .as("of %s alone, %s", groups, query)
                    .isEqualTo(ofAda.rowsOf(query, groups));
        }
    }

    /** Some that there are, and one that there is not. */
    private static List<List<String>> groups(Random random, ReportQuery query, ReportSums sums) {
        Set<List<String>> groups = new LinkedHashSet<>();
        for (int i = 0; i < 3; i++) {
            groups.add(query.by().stream()
                    .map(dimension -> sums.valueOfCall(dimension, random))
                    .toList());
        }
        groups.add(query.by().stream().map(dimension -> "nobody's, {\"it\"}").toList());
        return List.copyOf(groups);
    }

    private static ReportSums of(Viewer viewer, List<UsageRecord> calls) {
        return ReportSums.of(calls.stream()
                .filter(call -> call.attribution().userId().equals(viewer.userId()))
                .toList());
    }

    private static ReportQuery query(Random random, UsageScope scope, Period period, ReportSums sums) {
        List<Dimension> shuffled = new ArrayList<>(dimensions());
        Collections.shuffle(shuffled, random);
        List<Dimension> by = shuffled.subList(0, random.nextInt(ReportQuery.MAX_DIMENSIONS + 1));
        Map<Dimension, String> filters = new HashMap<>();
        for (Dimension dimension : dimensions()) {
            if (random.nextInt(5) == 0) {
                filters.put(dimension, sums.anyValue(dimension, random));
            }
        }
        return new ReportQuery(
                scope,
                random.nextInt(3) == 0 ? withoutItsFirstAndLastHours(period, random) : period,
                oneOf(List.of(Grain.values()), random),
                by,
                filters,
                measures(random),
                oneOf(List.of(1, 2, 5, ReportQuery.MAX_TOP), random),
                null,
                random.nextInt(4) == 0
                        ? period.from().plus(Duration.ofMinutes(15L * (90 + random.nextInt(1_400))))
                        : null);
    }

    private static Period withoutItsFirstAndLastHours(Period period, Random random) {
        return new Period(
                period.firstDay(),
                period.lastDay(),
                period.zone(),
                period.firstDayOfWeek(),
                period.from().plus(Duration.ofMinutes(15L * random.nextInt(90))),
                random.nextBoolean() ? null : period.until().minus(Duration.ofMinutes(15L * random.nextInt(90))));
    }

    /** Those of all calls, a tag that some have, and one that none has. */
    private static List<Dimension> dimensions() {
        List<Dimension> dimensions = new ArrayList<>(List.of(Attribute.values()));
        TAGS.forEach(name -> dimensions.add(new Tag(name)));
        return dimensions;
    }

    private static List<Measure> measures(Random random) {
        List<Measure> shuffled = new ArrayList<>(List.of(Measure.values()));
        Collections.shuffle(shuffled, random);
        List<Measure> measures = shuffled.subList(0, 1 + random.nextInt(3));
        return measures.getFirst().isOrder() ? measures : List.of(Measure.COST, measures.getFirst());
    }

    private static <T> T oneOf(List<T> choices, Random random) {
        return choices.get(random.nextInt(choices.size()));
    }

    @Test
    void whatIsBeyondTheTopIsToldTogether() {
        Period period = new Period(FIRST_DAY, LAST_DAY, ZoneId.of("UTC"));
        givenMember(BOB);
        List<String> endpoints = List.of("a", "b", "b", "c", "d");
        given(IntStream.range(0, endpoints.size())
                .mapToObj(number -> aUsageRecord()
                        .at(period.from())
                        .withEndpoint(endpoints.get(number))
                        .withSeed(number)
                        .build())
                .toList());

        List<Report.Row> rows = reading(() -> reports()
                .rows(
                        BOB,
                        new ReportQuery(
                                UsageScope.ORGANIZATION,
                                period,
                                Grain.TOTAL,
                                List.of(Attribute.ENDPOINT),
                                Map.of(),
                                List.of(Measure.REQUESTS),
                                2)));

        assertThat(rows)
                .extracting(
                        Report.Row::values,
                        Report.Row::isOther,
                        row -> row.figures().totals().requests())
                .containsExactly(
                        tuple(List.of("b"), false, 2L), tuple(List.of("a"), false, 1L), tuple(List.of(), true, 2L));
    }

    /** The cost of one of them is not known; what no provider bills is no call here, either. */
    @Test
    void whatWasSentAgainIsAddedUpOfTheSameCallsAsEverythingElse() {
        Period period = new Period(FIRST_DAY, LAST_DAY, ZoneId.of("UTC"));
        Instant start = period.from();
        UsageRecord second = attempt(2, 1).by(ADA.userId()).at(start).build();
        UsageRecord third = attempt(3, 2)
                .by(ADA.userId())
                .at(start.plusSeconds(1))
                .withEndpoint("search")
                .build();
        UsageRecord others =
                attempt(2, 3).by(BOB.userId()).at(start.plusSeconds(2)).build();
        UsageRecord unpriced = attempt(2, 4)
                .by(BOB.userId())
                .at(start.plusSeconds(3))
                .unpriced()
                .build();
        givenMember(BOB);
        givenMember(ADA);
        given(List.of(
                second,
                third,
                others,
                unpriced,
                attempt(1, 5).by(ADA.userId()).at(start).build(),
                aUsageRecord().by(ADA.userId()).at(start).withSeed(6).build(),
                attempt(2, 7).by(ADA.userId()).at(period.until()).build(),
                attempt(2, 8).of(GLOBEX, ADA.userId()).at(start).build()));

        assertThat(retries(BOB, UsageScope.ORGANIZATION, period, Map.of()))
                .isEqualTo(sentAgain(1, second, third, others, unpriced));
        assertThat(retries(ADA, UsageScope.ORGANIZATION, period, Map.of())).isEqualTo(sentAgain(0, second, third));
        assertThat(retries(BOB, UsageScope.OWN, period, Map.of())).isEqualTo(sentAgain(1, others, unpriced));
        assertThat(retries(BOB, UsageScope.ORGANIZATION, period, Map.of(Attribute.ENDPOINT, "search")))
                .isEqualTo(sentAgain(0, third));
        assertThat(retries(
                        BOB,
                        UsageScope.ORGANIZATION,
                        period,
                        Map.of(Attribute.USER, ADA.userId().value())))
                .isEqualTo(sentAgain(0, second, third));
    }

    private static UsageRecordFixtures attempt(int number, long seed) {
        CallId call = new CallId(new UUID(seed, seed));
        return aUsageRecord().withSeed(seed).tracedBy(new CallTrace(Map.of(), null, new CallAttempt(number, call)));
    }

    private static Retries sentAgain(long unpriced, UsageRecord... calls) {
        return new Retries(
                calls.length,
                unpriced,
                Money.sum(
                        Money.USD,
                        Stream.of(calls).map(call -> call.cost().total()).toList()));
    }

    private Retries retries(Viewer viewer, UsageScope scope, Period period, Map<Dimension, String> filters) {
        return reading(() -> reports()
                .retries(
                        viewer,
                        new ReportQuery(scope, period, Grain.TOTAL, List.of(), filters, List.of(Measure.COST), 10)));
    }

    @Test
    void neitherForeignersNorStrangersSeeAnything() {
        Period period = new Period(FIRST_DAY, LAST_DAY, ZoneId.of("UTC"));
        given(List.of(
                aUsageRecord().at(period.from()).of(ACME, ADA.userId()).build(),
                aUsageRecord().at(period.from()).of(GLOBEX, ADA.userId()).build()));
        givenMember(ViewerFixtures.viewer(ADA.userId(), GLOBEX, Role.OWNER));
        ReportQuery everything = new ReportQuery(
                UsageScope.ORGANIZATION,
                period,
                Grain.DAY,
                List.of(Attribute.USER),
                Map.of(),
                List.of(Measure.COST),
                10);

        assertThat(reading(() -> reports().rows(ADA, everything))).isEmpty();
        assertThat(reading(() -> reports().rows(BOB, everything))).isEmpty();
    }
}
