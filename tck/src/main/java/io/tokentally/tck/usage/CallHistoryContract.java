package io.tokentally.tck.usage;

import static io.tokentally.domain.usage.UsageRecordFixtures.ACME;
import static io.tokentally.domain.usage.UsageRecordFixtures.NOON;
import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.application.port.out.usage.CallHistory;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.metering.CallAttempt;
import io.tokentally.domain.metering.CallId;
import io.tokentally.domain.metering.CallTrace;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Tags;
import io.tokentally.domain.pricing.CostStatus;
import io.tokentally.domain.report.Attribute;
import io.tokentally.domain.report.Tag;
import io.tokentally.domain.summary.TimeRange;
import io.tokentally.domain.usage.CallFilter;
import io.tokentally.domain.usage.CallRanking;
import io.tokentally.domain.usage.PageRequest;
import io.tokentally.domain.usage.RandomCalls;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.domain.usage.UsageRecordFixtures;
import io.tokentally.domain.usage.UsageRecordId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every call history does. It is empty at the start of each test. */
public abstract class CallHistoryContract {

    private static final OrganizationId GLOBEX = new OrganizationId("globex");
    private static final Viewer ADMIN = ViewerFixtures.viewer(new UserId("admin@acme"), ACME, Role.ADMIN);
    private static final Viewer ADA = ViewerFixtures.viewer(new UserId("ada@acme"), ACME, Role.MEMBER);
    private static final TimeRange DAY = new TimeRange(NOON, NOON.plus(Duration.ofDays(1)));

    protected abstract CallHistory history();

    /** The records are in the ledger. */
    protected abstract void given(Collection<UsageRecord> usageRecords);

    /** The viewer is who they say they are. */
    protected abstract void givenMember(Viewer viewer);

    /** Reads as a service would, in a transaction if there are any. */
    protected <T> T reading(Supplier<T> query) {
        return query.get();
    }

    @Test
    void membersSeeTheirOwnCallsAndAdminsTheOrganizations() {
        UsageRecord own = aUsageRecord().by(ADA.userId()).withSeed(1).build();
        UsageRecord others =
                aUsageRecord().by(new UserId("bob@acme")).withSeed(2).build();
        UsageRecord foreign =
                aUsageRecord().of(GLOBEX, ADA.userId()).withSeed(3).build();
        givenMembers();
        given(List.of(own, others, foreign));

        assertThat(find(ADA, UsageScope.OWN, CallFilter.ALL)).containsExactly(own);
        assertThat(find(ADA, UsageScope.ORGANIZATION, CallFilter.ALL)).containsExactly(own);
        assertThat(find(ADMIN, UsageScope.ORGANIZATION, CallFilter.ALL)).containsExactlyInAnyOrder(own, others);
        assertThat(find(ADMIN, UsageScope.OWN, CallFilter.ALL)).isEmpty();
    }

    @Test
    void oneCallIsFoundByItsIdByWhoeverMaySeeIt() {
        UsageRecord own = aUsageRecord().by(ADA.userId()).withSeed(1).build();
        UsageRecord others =
                aUsageRecord().by(new UserId("bob@acme")).withSeed(2).build();
        UsageRecord foreign =
                aUsageRecord().of(GLOBEX, ADA.userId()).withSeed(3).build();
        givenMembers();
        given(List.of(own, others, foreign));

        assertThat(reading(() -> history().find(ADA, own.id()))).contains(own);
        assertThat(reading(() -> history().find(ADA, others.id()))).isEmpty();
        assertThat(reading(() -> history().find(ADMIN, others.id()))).contains(others);
        assertThat(reading(() -> history().find(ADMIN, foreign.id()))).isEmpty();
    }

    @Test
    void attemptsOfACallAreFoundTogetherByWhoeverMaySeeThem() {
        CallId call = new CallId(new UUID(1, 2));
        UsageRecord first =
                attempt(1, call).by(ADA.userId()).at(NOON.plusSeconds(1)).build();
        UsageRecord second =
                attempt(2, call).by(ADA.userId()).at(NOON.plusSeconds(2)).build();
        UsageRecord others = attempt(3, call)
                .by(new UserId("bob@acme"))
                .at(NOON.plusSeconds(3))
                .build();
        givenMembers();
        given(List.of(
                second,
                others,
                first,
                attempt(4, call).by(ADA.userId()).at(DAY.until()).build(),
                attempt(2, new CallId(new UUID(1, 3)))
                        .by(ADA.userId())
                        .withSeed(4)
                        .build(),
                aUsageRecord().by(ADA.userId()).withSeed(5).build(),
                attempt(2, call).of(GLOBEX, ADA.userId()).withSeed(6).build()));

        assertThat(attempts(ADA, call, 10)).containsExactly(first, second);
        assertThat(attempts(ADMIN, call, 10)).containsExactly(first, second, others);
        assertThat(attempts(ADMIN, call, 2)).containsExactly(first, second);
    }

    private static UsageRecordFixtures attempt(int number, CallId call) {
        return aUsageRecord().tracedBy(new CallTrace(Map.of(), null, new CallAttempt(number, call)));
    }

    private List<UsageRecord> attempts(Viewer viewer, CallId call, int most) {
        return reading(() -> history().findAttempts(viewer, call, DAY, most));
    }

    @Test
    void callsOfSeveralKeysAreFoundTogether() {
        List<VirtualKeyId> keys = Stream.of(1, 2, 3)
                .map(number -> new VirtualKeyId(new UUID(7, number)))
                .toList();
        List<UsageRecord> calls = IntStream.range(0, 3)
                .mapToObj(number -> aUsageRecord()
                        .madeWith(keys.get(number), Tags.NONE)
                        .withSeed(number)
                        .build())
                .toList();
        UsageRecord withoutKey = aUsageRecord().withSeed(9).build();
        givenMembers();
        given(calls);
        given(List.of(withoutKey));

        assertThat(find(ADMIN, UsageScope.ORGANIZATION, ofKeys(keys.get(0) + "," + keys.get(2))))
                .containsExactlyInAnyOrder(calls.get(0), calls.get(2));
        assertThat(count(ADMIN, UsageScope.ORGANIZATION, ofKeys(keys.get(0) + "," + keys.get(2))))
                .isEqualTo(2);
        assertThat(find(ADMIN, UsageScope.ORGANIZATION, ofKeys(keys.get(1).toString())))
                .containsExactly(calls.get(1));
        assertThat(find(ADMIN, UsageScope.ORGANIZATION, ofKeys(""))).containsExactly(withoutKey);
    }

    private static CallFilter ofKeys(String ids) {
        return CallFilter.ALL.with(Attribute.KEY, ids);
    }

    @Test
    void whoeverIsNoMemberSeesNothing() {
        given(List.of(aUsageRecord().by(ADA.userId()).build()));

        assertThat(find(ADA, UsageScope.OWN, CallFilter.ALL)).isEmpty();
        assertThat(count(ADA, UsageScope.OWN, CallFilter.ALL)).isZero();
    }

    @Test
    void aRangeHoldsItsFirstInstantAndNotItsLast() {
        UsageRecord before = aUsageRecord().at(DAY.from().minusMillis(1)).build();
        UsageRecord first = aUsageRecord().at(DAY.from()).build();
        UsageRecord last = aUsageRecord().at(DAY.until().minusMillis(1)).build();
        UsageRecord after = aUsageRecord().at(DAY.until()).build();
        givenMembers();
        given(List.of(before, first, last, after));

        assertThat(find(ADMIN, UsageScope.ORGANIZATION, CallFilter.ALL)).containsExactly(last, first);
        assertThat(count(ADMIN, UsageScope.ORGANIZATION, CallFilter.ALL)).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("filters")
    void filtersFindAndCountTheSameCalls(CallFilter filter) {
        List<UsageRecord> records = givenManyCalls();

        List<UsageRecord> found = find(ADMIN, UsageScope.ORGANIZATION, filter);

        assertThat(found)
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(
                        records.stream().filter(call -> matches(call, filter)).toList());
        assertThat(count(ADMIN, UsageScope.ORGANIZATION, filter)).isEqualTo(found.size());
        assertThat(count(ADA, UsageScope.OWN, filter))
                .isEqualTo(find(ADA, UsageScope.OWN, filter).size());
    }

    static Stream<CallFilter> filters() {
        CallFilter all = CallFilter.ALL;
        return Stream.of(
                all,
                all.withEndpoint(new Endpoint("extract_candidate_info")),
                all.withModel(new ModelName("own-model 🦊")),
                all.withModel(new ModelName("gpt-4.1-nano")),
                all.withModel(new ModelName("gpt-4.1-nano-2025-04-14")),
                all.withStatus(CallFilter.Status.SUCCEEDED),
                all.withStatus(CallFilter.Status.FAILED),
                all.withUserId(ADA.userId()),
                all.with(Attribute.OPERATION, "embeddings"),
                all.with(Attribute.SERVICE_TIER, "batch").with(Attribute.REGION, "eu"),
                all.with(Attribute.COST_STATUS, "UNPRICED").with(Attribute.SNAPSHOT, "gpt-4.1-nano-2025-04-14"),
                all.with(Attribute.PRICE_VERSION, "price 3"),
                all.with(Attribute.INPUT_BAND, "200001-"),
                all.with(Attribute.FAILURE_KIND, "").with(Attribute.KEY, ""),
                all.with(Attribute.HTTP_STATUS, "429"),
                all.with(new Tag("candidate"), "two"),
                all.with(new Tag("team"), "Other").with(new Tag(RandomCalls.TAG_OF_STRANGE_NAME), "it's \"quoted\""),
                all.with(new Tag("team"), "").withUserId(ADA.userId()),
                all.withUserId(new UserId("bob@acme"))
                        .withEndpoint(new Endpoint("chat.completions"))
                        .withModel(new ModelName("gpt-4o"))
                        .withStatus(CallFilter.Status.SUCCEEDED));
    }

    @ParameterizedTest
    @MethodSource("rankings")
    void theGreatestComeFirstAndOfTheSameTheNewest(CallRanking ranking, CallFilter filter) {
        List<UsageRecord> records = givenManyCalls();
        given(ofOneInstant(30, 0));
        given(ofOneInstant(30, 30));
        List<UsageRecord> all = Stream.of(records, ofOneInstant(60, 0))
                .flatMap(List::stream)
                .filter(call -> !call.isFree() && matches(call, filter))
                .filter(call -> ranking == CallRanking.SLOWEST || call.cost().status() != CostStatus.UNPRICED)
                .sorted(by(ranking).reversed().thenComparing(UsageRecord::id, Comparator.reverseOrder()))
                .toList();

        for (int most : List.of(1, 20, 400)) {
            assertThat(top(ADMIN, UsageScope.ORGANIZATION, filter, ranking, most))
                    .containsExactlyElementsOf(all.stream().limit(most).toList());
            assertThat(top(ADA, UsageScope.OWN, filter, ranking, most))
                    .containsExactlyElementsOf(all.stream()
                            .filter(call -> call.attribution().userId().equals(ADA.userId()))
                            .limit(most)
                            .toList());
        }
    }

    static Stream<Arguments> rankings() {
        return Stream.of(CallRanking.values())
                .flatMap(ranking -> filters().map(filter -> Arguments.of(ranking, filter)));
    }

    private static Comparator<UsageRecord> by(CallRanking ranking) {
        return switch (ranking) {
            case DEAREST -> Comparator.comparing(call -> call.cost().total());
            case SLOWEST -> Comparator.comparing(call -> call.timing().responseTime());
        };
    }

    /** The range ends within a day, of which more calls are outside. */
    @Test
    void callsBesideTheRangeDoNotStandOut() {
        List<UsageRecord> records = givenManyCalls();
        TimeRange hours =
                new TimeRange(DAY.from().plus(Duration.ofHours(5)), DAY.from().plus(Duration.ofHours(8)));
        Predicate<UsageRecord> isWithin = call ->
                !call.createdAt().isBefore(hours.from()) && call.createdAt().isBefore(hours.until());

        List<UsageRecord> found = reading(
                () -> history().findTop(ADMIN, UsageScope.ORGANIZATION, hours, CallFilter.ALL, CallRanking.SLOWEST, 5));

        assertThat(found)
                .hasSize(5)
                .containsExactlyElementsOf(records.stream()
                        .filter(isWithin.and(call -> !call.isFree()))
                        .sorted(by(CallRanking.SLOWEST)
                                .reversed()
                                .thenComparing(UsageRecord::id, Comparator.reverseOrder()))
                        .limit(5)
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 1000})
    void pagesThatFollowEachOtherHoldEveryCallOnceTheNewestFirst(int limit) {
        givenManyCalls();
        given(ofOneInstant(50, 0));
        CallFilter filter = CallFilter.ALL.withStatus(CallFilter.Status.SUCCEEDED);
        List<UsageRecord> expected = find(ADMIN, UsageScope.ORGANIZATION, filter);

        assertThat(followed(filter, limit, () -> {})).isEqualTo(expected);
    }

    @Test
    void whatIsPostedWhileThePagesAreReadShiftsNothing() {
        given(ofOneInstant(40, 0));
        givenMembers();
        List<UsageRecord> before = find(ADMIN, UsageScope.ORGANIZATION, CallFilter.ALL);
        AtomicInteger newer = new AtomicInteger();

        List<UsageRecord> followed = followed(
                CallFilter.ALL,
                3,
                () -> given(List.of(aUsageRecord()
                        .at(DAY.from().plusSeconds(7_200 + newer.incrementAndGet()))
                        .by(ADA.userId())
                        .withSeed(100_000 + newer.get())
                        .build())));

        assertThat(followed).isEqualTo(before);
        assertThat(newer.get()).isGreaterThan(10);
    }

    /** All calls, page by page. */
    private List<UsageRecord> followed(CallFilter filter, int limit, Runnable betweenPages) {
        List<UsageRecord> all = new ArrayList<>();
        UsageRecordId last = null;
        List<UsageRecord> page;
        do {
            UsageRecordId than = last;
            page = reading(() -> history().findOlder(ADMIN, UsageScope.ORGANIZATION, DAY, filter, than, limit));
            all.addAll(page);
            last = page.isEmpty() ? last : page.getLast().id();
            betweenPages.run();
        } while (!page.isEmpty());
        return all;
    }

    /** Told apart by nothing but the random half of their ids. */
    private static List<UsageRecord> ofOneInstant(int count, int firstSeed) {
        return IntStream.range(firstSeed, firstSeed + count)
                .mapToObj(seed -> aUsageRecord()
                        .at(DAY.from().plusSeconds(3_600))
                        .by(ADA.userId())
                        .withSeed(50_000 + seed)
                        .build())
                .toList();
    }

    private List<UsageRecord> givenManyCalls() {
        List<UsageRecord> records = new RandomCalls(11, ACME, DAY.from(), Duration.ofDays(1)).take(300);
        givenMembers();
        given(records);
        return records;
    }

    private void givenMembers() {
        givenMember(ADMIN);
        givenMember(ADA);
    }

    private List<UsageRecord> find(Viewer viewer, UsageScope scope, CallFilter filter) {
        return reading(() -> history().findOlder(viewer, scope, DAY, filter, null, PageRequest.MAX_LIMIT));
    }

    private List<UsageRecord> top(Viewer viewer, UsageScope scope, CallFilter filter, CallRanking ranking, int most) {
        return reading(() -> history().findTop(viewer, scope, DAY, filter, ranking, most));
    }

    private long count(Viewer viewer, UsageScope scope, CallFilter filter) {
        return reading(() -> history().count(viewer, scope, DAY, filter));
    }

    private static boolean matches(UsageRecord call, CallFilter filter) {
        return filter.values().entrySet().stream().allMatch(wanted -> switch (wanted.getKey()) {
            case Attribute.MODEL -> call.billedModel().isOf(new ModelName(wanted.getValue()));
            case Attribute.SNAPSHOT -> call.billedModel().value().equals(wanted.getValue());
            case Attribute.KEY ->
                List.of(wanted.getValue().split(",", -1)).contains(CallDimensions.value(call, Attribute.KEY));
            default -> CallDimensions.value(call, wanted.getKey()).equals(wanted.getValue());
        });
    }
}
