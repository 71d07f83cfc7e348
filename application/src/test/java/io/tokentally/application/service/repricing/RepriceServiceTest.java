package io.tokentally.application.service.repricing;

import static io.tokentally.domain.pricing.PriceFixtures.nanoPrice;
import static io.tokentally.domain.usage.UsageRecordFixtures.NOON;
import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.application.port.out.access.WorkSessions;
import io.tokentally.application.service.pricing.KeptPrices;
import io.tokentally.application.service.reading.FairTurns;
import io.tokentally.application.service.reading.Shares;
import io.tokentally.domain.access.AccessRefusedException;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.OwnerAction;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.access.ViewerToken;
import io.tokentally.domain.pricing.Cost;
import io.tokentally.domain.pricing.CostStatus;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.PriceBook;
import io.tokentally.domain.repricing.RepricedTotals;
import io.tokentally.domain.repricing.Repricing;
import io.tokentally.domain.repricing.Repricing.State;
import io.tokentally.domain.repricing.RepricingId;
import io.tokentally.domain.repricing.RepricingRefusedException;
import io.tokentally.domain.repricing.RepricingRequest;
import io.tokentally.domain.summary.TimeRange;
import io.tokentally.domain.usage.TooManyReadingsException;
import io.tokentally.domain.usage.UsageRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RepriceServiceTest {

    private static final Viewer OWNER = viewer(Role.OWNER);
    private static final RepricingRequest REQUEST = new RepricingRequest(
            new TimeRange(NOON.minus(Duration.ofDays(1)), NOON.plus(Duration.ofDays(1))),
            null,
            null,
            false,
            "The list had no price");

    /** Seven calls of USD 0.002 that had no price when they were made. */
    private static final List<UsageRecord> CALLS = IntStream.range(0, 7)
            .mapToObj(second -> aUsageRecord()
                    .at(NOON.plusSeconds(second))
                    .withTokens(10_000, 2_500)
                    .unpriced()
                    .build())
            .toList();

    private final Queue<Runnable> background = new ArrayDeque<>();
    private final List<RepricingId> interrupted = new ArrayList<>();
    private final KeptCalls ledger = new KeptCalls(CALLS);
    private final NotedWork workSessions = new NotedWork();
    private final FairTurns turns =
            new FairTurns(new Shares("reports", 1, 1, 1, 0, Duration.ofMillis(1), Duration.ofSeconds(5)));
    private final RepriceService service = new RepriceService(
            new RepricingSteps(
                    () -> new PriceBook(Money.USD, List.of(nanoPrice())),
                    new KeptPrices(),
                    ledger,
                    (viewer, replaced) -> List.of(),
                    UUID::randomUUID,
                    3),
            turns,
            workSessions,
            (id, cause) -> interrupted.add(id),
            background::add,
            Clock.fixed(NOON, ZoneOffset.UTC));

    @Test
    void lookingThroughManyCallsTakesATurn() {
        try (FairTurns.Turn taken = turns.take(OWNER)) {
            assertThat(taken).isNotNull();
            assertThatExceptionOfType(TooManyReadingsException.class).isThrownBy(() -> service.mispriced(OWNER));
            assertThatExceptionOfType(TooManyReadingsException.class).isThrownBy(() -> service.preview(OWNER, REQUEST));
        }
        assertThat(service.mispriced(OWNER)).isEmpty();
        assertThat(turns.taken()).isZero();
    }

    @Test
    void aDryRunTellsTheDifferenceAndChangesNothing() {
        RepricedTotals totals = service.preview(OWNER, REQUEST).getFirst();

        assertThat(totals.records()).isEqualTo(7);
        assertThat(totals.changed()).isEqualTo(7);
        assertThat(totals.unpricedBefore()).isEqualTo(7);
        assertThat(totals.unpricedAfter()).isZero();
        assertThat(totals.before()).isEqualTo(Money.usd("0"));
        assertThat(totals.after()).isEqualTo(Money.usd("0.014"));
        assertThat(ledger.costs.values()).extracting(Cost::status).containsOnly(CostStatus.UNPRICED);
    }

    @Test
    void appliesStepByStepInTheBackground() {
        RepricingId id = service.start(OWNER, REQUEST);

        assertThat(service.isAtWork(OWNER, id)).isTrue();
        assertThat(repricing(id).records()).isEqualTo(7);
        work();

        assertThat(service.isAtWork(OWNER, id)).isFalse();
        assertThat(repricing(id).state()).isEqualTo(State.APPLIED);
        assertThat(repricing(id).processed()).isEqualTo(7);
        assertThat(ledger.costs.values()).extracting(Cost::total).containsOnly(Money.usd("0.002"));
    }

    @Test
    void worksInASessionOfItsOwnWhichEndsWithTheWork() {
        RepricingId id = service.start(OWNER, REQUEST);
        assertThat(workSessions.open).containsExactly("repricing " + id.value());
        assertThat(workSessions.ended).isEmpty();

        work();

        assertThat(workSessions.ended).isEqualTo(workSessions.open);
    }

    @Test
    void whatWasInterruptedGoesOnWhereItWas() {
        ledger.stepsUntilFailure = 1;
        RepricingId id = service.start(OWNER, REQUEST);
        work();

        assertThat(interrupted).containsExactly(id);
        assertThat(service.isAtWork(OWNER, id)).isFalse();
        assertThat(repricing(id).processed()).isEqualTo(3);

        ledger.stepsUntilFailure = Integer.MAX_VALUE;
        service.resume(OWNER, id);
        work();

        assertThat(repricing(id).state()).isEqualTo(State.APPLIED);
        assertThat(repricing(id).processed()).isEqualTo(7);
    }

    @Test
    void resumingWhatIsAtWorkStartsNoSecondWorker() {
        RepricingId id = service.start(OWNER, REQUEST);

        service.resume(OWNER, id);

        assertThat(background).hasSize(1);
    }

    @Test
    void undoingPutsTheOldCostsBack() {
        Map<?, Cost> before = Map.copyOf(ledger.costs);
        RepricingId id = service.start(OWNER, REQUEST);
        work();

        service.undo(OWNER, id);
        work();

        assertThat(repricing(id).state()).isEqualTo(State.UNDONE);
        assertThat(ledger.costs).isEqualTo(before);
    }

    @Test
    void whatALaterRepricingChangedIsUndoneAfterIt() {
        RepricingId id = service.start(OWNER, REQUEST);
        work();
        ledger.later = List.of(id);

        assertThatExceptionOfType(RepricingRefusedException.class)
                .isThrownBy(() -> service.undo(OWNER, id))
                .withMessage("A later repricing has changed some of the same calls. Undo that one first.");
    }

    @Test
    void whatIsNotFinishedIsNotUndoneAndWhatIsFinishedNotResumed() {
        RepricingId id = service.start(OWNER, REQUEST);
        assertThatExceptionOfType(RepricingRefusedException.class)
                .isThrownBy(() -> service.undo(OWNER, id))
                .withMessageStartingWith("This repricing is not finished.");
        work();

        assertThatExceptionOfType(RepricingRefusedException.class)
                .isThrownBy(() -> service.resume(OWNER, id))
                .withMessageStartingWith("This repricing is finished.");
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"MEMBER", "ADMIN"})
    void onlyOwnersReprice(Role role) {
        RepricingId id = service.start(OWNER, REQUEST);
        List<Consumer<Viewer>> acts = List.of(
                who -> service.preview(who, REQUEST),
                who -> service.start(who, REQUEST),
                who -> service.resume(who, id),
                who -> service.undo(who, id),
                who -> service.isAtWork(who, id),
                service::repricings);

        assertThat(acts)
                .allSatisfy(act -> assertThatExceptionOfType(AccessRefusedException.class)
                        .isThrownBy(() -> act.accept(viewer(role)))
                        .withMessage(OwnerAction.REPRICE.refusal()));
    }

    @Test
    void whatOthersWorkAtIsNotTold() {
        RepricingId id = service.start(OWNER, REQUEST);
        Viewer stranger = new Viewer(OWNER.userId(), new OrganizationId("globex"), Role.OWNER);

        assertThat(service.isAtWork(stranger, id)).isFalse();
    }

    private void work() {
        for (Runnable task = background.poll(); task != null; task = background.poll()) {
            task.run();
        }
    }

    private Repricing repricing(RepricingId id) {
        return service.repricings(OWNER).stream()
                .filter(repricing -> repricing.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Viewer viewer(Role role) {
        return ViewerFixtures.viewer(new UserId("oscar"), new OrganizationId("acme"), role);
    }

    /** Sessions for work that say what they were opened for. */
    private static final class NotedWork implements WorkSessions {

        private final List<String> open = new ArrayList<>();
        private final List<String> ended = new ArrayList<>();

        @Override
        public Viewer open(Viewer viewer, String job, Duration lifetime) {
            open.add(job);
            return viewer.by(new ViewerToken(job));
        }

        @Override
        public void end(Viewer worker) {
            ended.add(worker.token().value());
        }
    }
}
