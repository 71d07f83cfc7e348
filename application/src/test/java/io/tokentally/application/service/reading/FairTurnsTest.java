package io.tokentally.application.service.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.usage.TooManyReadingsException;
import io.tokentally.domain.usage.TooManyReadingsException.Share;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FairTurnsTest {

    private static final Viewer ADA = viewer("ada", "acme");
    private static final Viewer BOB = viewer("bob", "acme");
    private static final Viewer CAT = viewer("cat", "acme");
    private static final Viewer ZOE = viewer("zoe", "globex");
    private static final Duration LONG = Duration.ofSeconds(30);

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() throws InterruptedException {
        threads.shutdownNow();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void nobodyHoldsMoreThanTheirShare() {
        FairTurns turns = new FairTurns(shares(3, 2, 1, 0, Duration.ZERO));

        FairTurns.Turn adas = turns.take(ADA);
        assertRefused(turns, ADA, Share.PERSON);
        turns.take(BOB);
        assertRefused(turns, CAT, Share.ORGANIZATION);
        turns.take(ZOE);
        assertRefused(turns, viewer("ivo", "initech"), Share.INSTALLATION);

        adas.close();
        turns.take(viewer("ivo", "initech"));
        assertThat(turns.taken()).isEqualTo(3);
    }

    @Test
    void aPersonsShareIsTheSameInAllTheirOrganizations() {
        FairTurns turns = new FairTurns(shares(3, 2, 1, 0, Duration.ZERO));
        turns.take(ADA);

        assertRefused(turns, viewer("ada", "globex"), Share.PERSON);
    }

    @Test
    void aRefusalSaysWhoseShareItIsAndWhenToComeBack() {
        FairTurns turns = new FairTurns(shares(1, 1, 1, 0, Duration.ZERO));
        turns.take(ADA);

        assertThatThrownBy(() -> turns.take(ADA))
                .hasMessage("As many exports are under way as you may have at once. Try again in 7 seconds.")
                .isInstanceOfSatisfying(
                        TooManyReadingsException.class,
                        refusal -> assertThat(refusal.retryAfter()).isEqualTo(Duration.ofSeconds(7)));
    }

    @Test
    void aTurnGivenBackTwiceCountsOnce() {
        FairTurns turns = new FairTurns(shares(1, 1, 1, 0, Duration.ZERO));
        FairTurns.Turn first = turns.take(ADA);
        first.close();
        turns.take(ADA);
        first.close();

        assertThat(turns.taken()).isEqualTo(1);
        assertRefused(turns, BOB, Share.ORGANIZATION);
    }

    @Test
    void workThatFailsGivesItsTurnBack() {
        FairTurns turns = new FairTurns(shares(1, 1, 1, 0, Duration.ZERO));

        assertThatThrownBy(() -> turns.during(ADA, () -> {
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");

        assertThat(turns.during(ADA, () -> "yes")).isEqualTo("yes");
        assertThat(turns.taken()).isZero();
    }

    @Test
    void anOrganizationThatFloodsLetsTheNextOneInAfterOneTurn() throws Exception {
        FairTurns turns = new FairTurns(shares(1, 1, 1, 20, LONG));
        FairTurns.Turn held = turns.take(ADA);
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        List<Future<?>> done = new ArrayList<>();
        for (int number = 0; number < 10; number++) {
            done.add(inLine(turns, viewer("acme" + number, "acme"), order));
        }
        done.add(inLine(turns, ZOE, order));
        done.add(inLine(turns, viewer("zed", "globex"), order));

        held.close();
        for (Future<?> one : done) {
            one.get(20, TimeUnit.SECONDS);
        }

        assertThat(order.subList(0, 5)).containsExactly("acme0", "zoe", "acme1", "zed", "acme2");
        assertThat(order).hasSize(12);
        assertThat(turns.waiting()).isZero();
    }

    @Test
    void whoHasUsedUpTheirShareHoldsUpNoColleague() throws Exception {
        FairTurns turns = new FairTurns(shares(2, 2, 1, 20, LONG));
        turns.take(ADA);
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        assertThat(inLine(turns, ADA, order)).isNotDone();

        inLineOrThrough(turns, BOB, order).get(10, TimeUnit.SECONDS);

        assertThat(order).containsExactly("bob");
        assertThat(turns.waiting()).isEqualTo(1);
    }

    @Test
    void whoseTurnDoesNotComeInTimeIsRefusedAndLeavesTheLine() {
        FairTurns turns = new FairTurns(shares(1, 1, 1, 20, Duration.ofMillis(50)));
        FairTurns.Turn held = turns.take(ADA);

        assertRefused(turns, ZOE, Share.INSTALLATION);

        assertThat(turns.waiting()).isZero();
        held.close();
        assertThat(turns.taken()).isZero();
    }

    @Test
    void aLineHasAnEndButNotForWhoHasBegun() throws Exception {
        FairTurns turns = new FairTurns(shares(1, 1, 1, 1, LONG));
        FairTurns.Turn held = turns.take(ADA);
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        assertThat(inLine(turns, BOB, order)).isNotDone();

        assertRefused(turns, CAT, Share.ORGANIZATION);

        Future<?> goesOn = threads.submit(() -> turns.takeOnceMore(CAT, LONG).close());
        awaitWaiting(turns, 2);
        held.close();
        goesOn.get(10, TimeUnit.SECONDS);
        awaitWaiting(turns, 0);
    }

    @Test
    void anInterruptedWaiterLeavesAndTakesNothingAlong() throws Exception {
        FairTurns turns = new FairTurns(shares(1, 1, 1, 5, LONG));
        FairTurns.Turn held = turns.take(ADA);
        Future<?> waiter = inLine(turns, ZOE, new ArrayList<>());

        waiter.cancel(true);
        awaitWaiting(turns, 0);
        held.close();

        assertThat(turns.taken()).isZero();
    }

    @Test
    void sharesHoldWhateverManyThreadsDo() throws Exception {
        FairTurns turns = new FairTurns(shares(4, 3, 2, 100, LONG));
        AtomicInteger[] within = {new AtomicInteger(), new AtomicInteger(), new AtomicInteger()};
        AtomicInteger most = new AtomicInteger();
        AtomicInteger mostOfOne = new AtomicInteger();
        List<Future<?>> workers = new ArrayList<>();
        for (int worker = 0; worker < 24; worker++) {
            int organization = worker % 3;
            Viewer viewer = viewer("person" + worker / 2, "organization" + organization);
            Random random = new Random(worker);
            workers.add(threads.submit(() -> {
                for (int round = 0; round < 200; round++) {
                    turns.during(viewer, () -> {
                        mostOfOne.accumulateAndGet(within[organization].incrementAndGet(), Math::max);
                        most.accumulateAndGet(turns.taken(), Math::max);
                        if (random.nextInt(4) == 0) {
                            Thread.onSpinWait();
                        }
                        return within[organization].decrementAndGet();
                    });
                }
            }));
        }
        for (Future<?> worker : workers) {
            worker.get(30, TimeUnit.SECONDS);
        }

        assertThat(most.get()).isBetween(2, 4);
        assertThat(mostOfOne.get()).isBetween(1, 3);
        assertThat(turns.taken()).isZero();
        assertThat(turns.waiting()).isZero();
    }

    @Test
    void sharesThatCannotBeAreRefused() {
        assertThatThrownBy(() -> shares(1, 2, 1, 0, Duration.ZERO)).hasMessageContaining("Of 1 places for exports");
        assertThatThrownBy(() -> shares(2, 2, 0, 0, Duration.ZERO)).hasMessageContaining("not 2 and 0");
        assertThatThrownBy(() -> shares(2, 2, 1, -1, Duration.ZERO)).hasMessageContaining("not -1");
    }

    /** In line once this returns. */
    private Future<?> inLine(FairTurns turns, Viewer viewer, List<String> order) throws InterruptedException {
        int before = turns.waiting();
        Future<?> future = inLineOrThrough(turns, viewer, order);
        awaitWaiting(turns, before + 1);
        return future;
    }

    private Future<?> inLineOrThrough(FairTurns turns, Viewer viewer, List<String> order) {
        return threads.submit(
                () -> turns.during(viewer, () -> order.add(viewer.userId().value())));
    }

    private static void awaitWaiting(FairTurns turns, int count) throws InterruptedException {
        while (turns.waiting() != count) {
            Thread.sleep(1);
        }
    }

    private static void assertRefused(FairTurns turns, Viewer viewer, Share share) {
        assertThatThrownBy(() -> turns.take(viewer))
                .isInstanceOfSatisfying(
                        TooManyReadingsException.class,
                        refusal -> assertThat(refusal.share()).isEqualTo(share));
    }

    private static Shares shares(int places, int perOrganization, int perPerson, int waiting, Duration patience) {
        return new Shares("exports", places, perOrganization, perPerson, waiting, patience, Duration.ofSeconds(7));
    }

    private static Viewer viewer(String user, String organization) {
        return new Viewer(new UserId(user), new OrganizationId(organization), Role.MEMBER);
    }
}
