package io.tokentally.tck.repricing;

import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.application.port.out.repricing.RepricingLedger;
import io.tokentally.application.port.out.repricing.RepricingLedger.Progress;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.UsagePart;
import io.tokentally.domain.pricing.Cost;
import io.tokentally.domain.pricing.CostStatus;
import io.tokentally.domain.pricing.ModelPattern;
import io.tokentally.domain.repricing.RepricedTotals;
import io.tokentally.domain.repricing.Repricing;
import io.tokentally.domain.repricing.RepricingId;
import io.tokentally.domain.repricing.RepricingRefusedException;
import io.tokentally.domain.repricing.RepricingRequest;
import io.tokentally.domain.summary.TimeRange;
import io.tokentally.domain.usage.RandomCalls;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.domain.usage.UsageRecordId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every ledger does whose calls can be priced again. It is empty at the start of each test. */
public abstract class RepricingLedgerContract {

    protected static final OrganizationId ACME = new OrganizationId("acme");
    private static final OrganizationId GLOBEX = new OrganizationId("globex");

    protected static final Viewer OSCAR = owner(ACME, "oscar");
    private static final Viewer ALICE = ViewerFixtures.viewer(new UserId("alice"), ACME, Role.ADMIN);
    private static final Viewer ADA = ViewerFixtures.viewer(new UserId("ada"), ACME, Role.MEMBER);
    private static final Viewer GWEN = owner(GLOBEX, "gwen");

    /** With the ends of two months. */
    private static final TimeRange RANGE =
            new TimeRange(Instant.parse("2026-09-20T00:00:00Z"), Instant.parse("2026-11-10T00:15:00Z"));

    private static final Instant STARTED = Instant.parse("2026-11-11T09:00:00.123456Z");
    private static final RepricingRequest EVERYTHING = request(RANGE, null, null, false);

    protected abstract RepricingLedger ledger();

    /** The records are in the ledger. */
    protected abstract void given(Collection<UsageRecord> usageRecords);

    /** The viewer is who they say they are. */
    protected abstract void givenMember(Viewer viewer);

    /** Opens the session that the viewer's repricing is worked at in. */
    protected abstract Viewer worker(Viewer viewer, RepricingId id);

    /** Ends a session that {@link #worker} opened. */
    protected abstract void endWork(Viewer worker);

    /** Takes the viewer's membership away. */
    protected abstract void putOut(Viewer viewer);

    /** All records that the ledger holds of the organization, in any order. */
    protected abstract List<UsageRecord> recordsOf(OrganizationId organizationId);

    /** Works as a service would, in a transaction if there are any. */
    protected <T> T working(Supplier<T> work) {
        return work.get();
    }

    @BeforeEach
    void register() {
        List.of(OSCAR, ALICE, ADA, GWEN).forEach(this::givenMember);
    }

    static Stream<RepricingRequest> requests() {
        TimeRange october = new TimeRange(Instant.parse("2026-10-01T00:00:00Z"), Instant.parse("2026-11-01T00:00:00Z"));
        return Stream.of(
                EVERYTHING,
                request(october, null, null, false),
                request(new TimeRange(RANGE.from(), RANGE.from()), null, null, false),
                request(RANGE, Provider.OPENAI, null, false),
                request(RANGE, Provider.ANTHROPIC, null, false),
                request(RANGE, null, null, true),
                request(october, Provider.OPENAI, "gpt-4.1-nano-####-##-##", true),
                request(RANGE, null, "gpt-4.1-nano", false),
                request(RANGE, null, "gpt-4*", false),
                request(RANGE, null, "*o", false),
                request(RANGE, null, "gpt-4_1*", false),
                request(RANGE, null, "own-model 🦊", false),
                request(RANGE, null, "own*🦊", false),
                request(RANGE, null, "gpt-image-#", false),
                request(RANGE, null, "*", false));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void findsTheCallsThatAreAskedForInTheOrderOfTheirIds(RepricingRequest request) {
        List<UsageRecord> all = calls(11, ACME, 300);
        given(all);
        given(calls(12, GLOBEX, 50));
        List<UsageRecord> wanted =
                inOrder(all).stream().filter(call -> isFor(request, call)).toList();

        List<UsageRecord> found = new ArrayList<>();
        List<UsageRecord> page;
        do {
            UsageRecordId last = found.isEmpty() ? null : found.getLast().id();
            page = working(() -> ledger().next(OSCAR, request, last, 37));
            found.addAll(page);
        } while (page.size() == 37);

        assertThat(found).isEqualTo(wanted);
        assertThat(working(() -> ledger().count(OSCAR, request))).isEqualTo(wanted.size());
    }

    @Test
    void keepsWhatIsBegunAndTheNewestComesFirst() {
        Repricing first = begin(OSCAR, EVERYTHING, 7);
        Repricing second = begin(OSCAR, request(RANGE, Provider.OPENAI, "gpt-4.1-nano-####-##-##", true), 8);

        assertThat(working(() -> ledger().all(OSCAR))).containsExactly(second, first);
        assertThat(lock(OSCAR, first.id())).isEqualTo(new Progress(first, null));
        assertThat(working(() -> ledger().lock(OSCAR, new RepricingId(UUID.randomUUID()))))
                .isEmpty();
    }

    @Test
    void givesCallsTheirNewCostsAndChangesNothingElse() {
        List<UsageRecord> all = inOrder(calls(21, ACME, 60));
        given(all);
        given(calls(21, GLOBEX, 60));
        RepricingId id = begin(OSCAR, EVERYTHING, 60).id();
        Map<UsageRecordId, Cost> costs = costs(22, all.subList(0, 40));

        apply(OSCAR, id, all.subList(0, 40), costs);

        assertThat(recordsOf(ACME)).containsExactlyInAnyOrderElementsOf(repriced(all, costs));
        assertThat(recordsOf(GLOBEX)).containsExactlyInAnyOrderElementsOf(calls(21, GLOBEX, 60));
    }

    @Test
    void knowsHowFarItIs() {
        List<UsageRecord> all = inOrder(calls(31, ACME, 90));
        given(all);
        RepricingId id = begin(OSCAR, EVERYTHING, 90).id();
        Map<UsageRecordId, Cost> costs = costs(32, all);

        apply(OSCAR, id, all.subList(0, 50), costs);
        apply(OSCAR, id, all.subList(50, 90), costs);

        Progress progress = lock(OSCAR, id);
        assertThat(progress.last()).isEqualTo(all.getLast().id());
        assertThat(progress.repricing().processed()).isEqualTo(90);
        assertThat(progress.repricing().totals()).containsExactlyInAnyOrderElementsOf(totals(all, costs));
        assertThat(working(() -> ledger().all(OSCAR))).containsExactly(progress.repricing());
    }

    @Test
    void aBatchInWhichNothingChangesIsBehindIt() {
        List<UsageRecord> all = inOrder(calls(41, ACME, 5));
        given(all);
        RepricingId id = begin(OSCAR, EVERYTHING, 5).id();

        apply(OSCAR, id, all, Map.of());

        assertThat(lock(OSCAR, id).last()).isEqualTo(all.getLast().id());
        assertThat(recordsOf(ACME)).containsExactlyInAnyOrderElementsOf(all);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 1_000})
    void putsOldCostsBack(int limit) {
        List<UsageRecord> all = inOrder(calls(51, ACME, 30));
        given(all);
        RepricingId id = applied(OSCAR, all, 52);

        state(OSCAR, id, Repricing.State.UNDOING);
        assertThat(lock(OSCAR, id).repricing().processed()).isEqualTo(30);
        int putBack = putBack(id, limit);
        assertThat(putBack).isEqualTo(Math.min(limit, 30));
        assertThat(lock(OSCAR, id).repricing().processed()).isEqualTo(30L - putBack);
        while (putBack > 0) {
            putBack = putBack(id, limit);
        }
        state(OSCAR, id, Repricing.State.UNDONE);

        assertThat(recordsOf(ACME)).containsExactlyInAnyOrderElementsOf(all);
        assertThat(lock(OSCAR, id).repricing().state()).isEqualTo(Repricing.State.UNDONE);
    }

    @Test
    void ofTwoThatChangedTheSameCallsTheLaterIsUndoneFirst() {
        List<UsageRecord> all = inOrder(calls(61, ACME, 30));
        given(all);
        RepricingId first = applied(OSCAR, all, 62);
        RepricingId other = applied(OSCAR, List.of(), 0);
        RepricingId second = applied(OSCAR, all.subList(29, 30), 63);

        assertThat(working(() -> ledger().laterThan(OSCAR, first))).containsExactly(second);
        assertThat(working(() -> ledger().laterThan(OSCAR, second))).isEmpty();
        assertThat(working(() -> ledger().laterThan(OSCAR, other))).isEmpty();
        state(OSCAR, first, Repricing.State.UNDOING);
        assertRefused(() -> putBack(first, 100), "later");

        state(OSCAR, second, Repricing.State.UNDOING);
        assertThat(working(() -> ledger().laterThan(OSCAR, first))).isEmpty();
        assertRefused(() -> putBack(first, 100), "later");
        putBack(second, 100);
        putBack(first, 100);

        assertThat(recordsOf(ACME)).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void callsThatItHasLookedAtAreBehindIt() {
        List<UsageRecord> all = inOrder(calls(71, ACME, 10));
        given(all);
        RepricingId id = begin(OSCAR, EVERYTHING, 10).id();
        apply(OSCAR, id, all.subList(0, 5), Map.of());

        assertRefused(() -> applying(OSCAR, id, all.subList(0, 5), costs(72, all)), "before");
        assertThat(recordsOf(ACME)).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void callsOfAnotherOrganizationAreNotChanged() {
        List<UsageRecord> theirs = inOrder(calls(81, GLOBEX, 3));
        given(theirs);
        RepricingId id = begin(OSCAR, EVERYTHING, 3).id();

        assertRefused(() -> applying(OSCAR, id, theirs, costs(82, theirs)), "not in the organization's ledger");
        assertThat(recordsOf(GLOBEX)).containsExactlyInAnyOrderElementsOf(theirs);
        assertThat(lock(OSCAR, id).repricing().processed()).isZero();
    }

    @Test
    void everythingHasItsTime() {
        List<UsageRecord> all = inOrder(calls(91, ACME, 2));
        given(all);
        RepricingId id = begin(OSCAR, EVERYTHING, 2).id();

        for (Repricing.State early :
                List.of(Repricing.State.APPLYING, Repricing.State.UNDOING, Repricing.State.UNDONE)) {
            assertRefused(() -> ledger().setState(OSCAR, id, early), "applying");
        }
        assertRefused(() -> putBack(id, 1), "applying");
        apply(OSCAR, id, all, costs(92, all));
        state(OSCAR, id, Repricing.State.APPLIED);
        assertRefused(() -> applying(OSCAR, id, all, Map.of()), "applied");
        state(OSCAR, id, Repricing.State.UNDOING);
        putBack(id, 1);
        assertRefused(() -> ledger().setState(worker(OSCAR, id), id, Repricing.State.UNDONE), "1 calls still");
        putBack(id, 1);
        state(OSCAR, id, Repricing.State.UNDONE);
        assertRefused(() -> putBack(id, 1), "undone");
    }

    @Test
    void anOwnersOwnSessionBeginsButChangesNoCosts() {
        List<UsageRecord> all = inOrder(calls(111, ACME, 3));
        given(all);
        RepricingId id = begin(OSCAR, EVERYTHING, 3).id();

        assertNothingChangesBy(OSCAR, id, all);
        apply(OSCAR, id, all, costs(112, all));
        assertRefused(() -> ledger().setState(OSCAR, id, Repricing.State.APPLIED), "work on this repricing has ended");
        state(OSCAR, id, Repricing.State.APPLIED);
        state(OSCAR, id, Repricing.State.UNDOING);
        assertRefused(() -> ledger().putBack(OSCAR, id, 1), "work on this repricing has ended");
    }

    @Test
    void workOnOneRepricingChangesNothingByAnother() {
        List<UsageRecord> all = inOrder(calls(121, ACME, 3));
        given(all);
        RepricingId id = begin(OSCAR, EVERYTHING, 3).id();
        Viewer other = worker(OSCAR, begin(OSCAR, EVERYTHING, 3).id());

        assertNothingChangesBy(other, id, all);
    }

    @Test
    void workThatHasEndedOrWhosePersonWasPutOutGetsNoFurther() {
        List<UsageRecord> all = inOrder(calls(131, ACME, 3));
        given(all);
        RepricingId id = begin(OSCAR, EVERYTHING, 3).id();
        Viewer ended = worker(OSCAR, id);
        Viewer putOut = worker(OSCAR, id);
        doing(() -> ledger().apply(ended, id, Map.of(), all.getFirst().id(), List.of()));

        endWork(ended);
        assertRefused(() -> ledger().apply(ended, id, Map.of(), all.get(1).id(), List.of()), "Only owners");
        doing(() -> ledger().apply(putOut, id, Map.of(), all.get(1).id(), List.of()));

        putOut(OSCAR);
        assertRefused(() -> ledger().apply(putOut, id, Map.of(), all.get(2).id(), List.of()), "Only owners");
        assertThat(recordsOf(ACME)).containsExactlyInAnyOrderElementsOf(all);
    }

    private void assertNothingChangesBy(Viewer viewer, RepricingId id, List<UsageRecord> calls) {
        assertRefused(
                () -> ledger().apply(
                                viewer, id, costs(113, calls), calls.getLast().id(), List.of()),
                "work on this repricing has ended");
        assertThat(recordsOf(ACME)).containsExactlyInAnyOrderElementsOf(calls);
        assertThat(lock(OSCAR, id).repricing().processed()).isZero();
    }

    @Test
    void organizationsKnowNothingOfEachOthersRepricings() {
        List<UsageRecord> all = inOrder(calls(101, ACME, 3));
        given(all);
        RepricingId ours = applied(OSCAR, all, 102);

        assertThat(working(() -> ledger().all(GWEN))).isEmpty();
        assertThat(working(() -> ledger().lock(GWEN, ours))).isEmpty();
        assertThat(working(() -> ledger().laterThan(GWEN, ours))).isEmpty();
        assertThat(working(() -> ledger().all(ViewerFixtures.viewer(GWEN.userId(), ACME, Role.OWNER))))
                .isEmpty();
        assertThat(working(() -> ledger().all(ADA))).isEmpty();
        assertRefused(() -> ledger().setState(GWEN, ours, Repricing.State.UNDOING), "no such repricing");
        assertThat(working(() -> ledger().next(GWEN, EVERYTHING, null, 10))).isEmpty();
    }

    static Stream<Named<OwnerAction>> ownersBusiness() {
        return Stream.of(
                Named.of("begin", (ledger, viewer, id) -> ledger.begin(viewer, repricing(viewer, EVERYTHING, 1))),
                Named.of("lock", (ledger, viewer, id) -> ledger.lock(viewer, id)),
                Named.of(
                        "apply",
                        (ledger, viewer, id) -> ledger.apply(
                                viewer, id, Map.of(), aUsageRecord().build().id(), List.of())),
                Named.of("put back", (ledger, viewer, id) -> ledger.putBack(viewer, id, 1)),
                Named.of("finish", (ledger, viewer, id) -> ledger.setState(viewer, id, Repricing.State.APPLIED)));
    }

    @ParameterizedTest
    @MethodSource("ownersBusiness")
    void whoClaimsToBeAnOwnerIsNotBelieved(OwnerAction business) {
        Repricing ours = begin(OSCAR, EVERYTHING, 1);

        for (Viewer liar : List.of(
                owner(ACME, "alice"),
                owner(ACME, "ada"),
                owner(ACME, "gwen"),
                owner(ACME, "nobody"),
                owner(GLOBEX, "oscar"),
                owner(new OrganizationId("nowhere"), "oscar"))) {
            assertRefused(() -> business.attempt(ledger(), liar, ours.id()), "Only owners");
        }
        assertThat(working(() -> ledger().all(OSCAR))).containsExactly(ours);
    }

    /** Something that only an owner may do. */
    interface OwnerAction {

        void attempt(RepricingLedger ledger, Viewer viewer, RepricingId id);
    }

    /** A repricing that gave these calls other costs. */
    private RepricingId applied(Viewer viewer, List<UsageRecord> calls, long seed) {
        RepricingId id = begin(viewer, EVERYTHING, calls.size()).id();
        if (!calls.isEmpty()) {
            apply(viewer, id, calls, costs(seed, calls));
        }
        state(viewer, id, Repricing.State.APPLIED);
        return id;
    }

    private Repricing begin(Viewer viewer, RepricingRequest request, long records) {
        Repricing repricing = repricing(viewer, request, records);
        doing(() -> ledger().begin(viewer, repricing));
        return repricing;
    }

    private static Repricing repricing(Viewer viewer, RepricingRequest request, long records) {
        return new Repricing(
                new RepricingId(UUID.randomUUID()),
                request,
                viewer.userId(),
                STARTED,
                Repricing.State.APPLYING,
                records,
                0,
                List.of());
    }

    private Progress lock(Viewer viewer, RepricingId id) {
        return working(() -> ledger().lock(viewer, id).orElseThrow());
    }

    private void state(Viewer viewer, RepricingId id, Repricing.State state) {
        Viewer who = state == Repricing.State.UNDOING ? viewer : worker(viewer, id);
        doing(() -> ledger().setState(who, id, state));
    }

    private int putBack(RepricingId id, int limit) {
        Viewer worker = worker(OSCAR, id);
        return working(() -> ledger().putBack(worker, id, limit));
    }

    private void apply(Viewer viewer, RepricingId id, List<UsageRecord> batch, Map<UsageRecordId, Cost> costs) {
        doing(() -> applying(viewer, id, batch, costs));
    }

    private void applying(Viewer viewer, RepricingId id, List<UsageRecord> batch, Map<UsageRecordId, Cost> costs) {
        Map<UsageRecordId, Cost> changed =
                batch.stream().map(UsageRecord::id).filter(costs::containsKey).collect(toMap(call -> call, costs::get));
        ledger().apply(worker(viewer, id), id, changed, batch.getLast().id(), totals(batch, costs));
    }

    private void doing(Runnable work) {
        working(() -> {
            work.run();
            return true;
        });
    }

    private void assertRefused(Runnable work, String message) {
        assertThatExceptionOfType(RepricingRefusedException.class)
                .isThrownBy(() -> doing(work))
                .withMessageContaining(message);
    }

    private static Viewer owner(OrganizationId organizationId, String user) {
        return ViewerFixtures.viewer(new UserId(user), organizationId, Role.OWNER);
    }

    private static RepricingRequest request(
            TimeRange range, @Nullable Provider provider, @Nullable String model, boolean unpricedOnly) {
        return new RepricingRequest(
                range, provider, model == null ? null : new ModelPattern(model), unpricedOnly, "Prices came late");
    }

    private static List<UsageRecord> calls(long seed, OrganizationId organizationId, int count) {
        Duration length = Duration.between(RANGE.from(), RANGE.until());
        RandomCalls calls = new RandomCalls(seed, organizationId, RANGE.from().minus(Duration.ofDays(1)), length);
        // What no provider bills has no other cost than none.
        return Stream.generate(() -> calls.take(1).getFirst())
                .filter(call -> !call.isFree())
                .limit(count)
                .toList();
    }

    /** Costs of every kind, of no matter which calls. */
    private static Map<UsageRecordId, Cost> costs(long seed, List<UsageRecord> calls) {
        List<UsageRecord> others = calls(seed, ACME, calls.size());
        return IntStream.range(0, calls.size())
                .boxed()
                .collect(toMap(i -> calls.get(i).id(), i -> others.get(i).cost()));
    }

    private static List<UsageRecord> inOrder(List<UsageRecord> calls) {
        return calls.stream().sorted(Comparator.comparing(UsageRecord::id)).toList();
    }

    private static boolean isFor(RepricingRequest request, UsageRecord call) {
        return !call.createdAt().isBefore(request.range().from())
                && call.createdAt().isBefore(request.range().until())
                && (request.provider() == null || request.provider().equals(call.provider()))
                && (request.model() == null
                        || request.model().matches(call.billedModel().value())
                        || call.reading().parts().stream()
                                .map(UsagePart::model)
                                .anyMatch(model ->
                                        model != null && request.model().matches(model.value())))
                && (!request.unpricedOnly() || call.cost().status() == CostStatus.UNPRICED);
    }

    private static List<RepricedTotals> totals(List<UsageRecord> calls, Map<UsageRecordId, Cost> costs) {
        return List.copyOf(calls.stream()
                .collect(toMap(
                        UsageRecord::billedModel,
                        call -> RepricedTotals.none(call.provider(), call.billedModel())
                                .plus(call.cost(), costs.getOrDefault(call.id(), call.cost())),
                        RepricedTotals::plus))
                .values());
    }

    private static List<UsageRecord> repriced(List<UsageRecord> calls, Map<UsageRecordId, Cost> costs) {
        return calls.stream()
                .map(call -> repriced(call, costs.getOrDefault(call.id(), call.cost())))
                .toList();
    }

    private static UsageRecord repriced(UsageRecord call, Cost cost) {
        return call.withCost(cost);
    }
}
