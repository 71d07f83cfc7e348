package io.tokentally.adapter.journal;

import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.usage.UsageRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Between the threads that bring records, the one that writes them and the one that posts them nothing is lost, and nobody sleeps on. */
class HandOverStressTest {

    private static final int TIMES = 10_000;

    /** With more threads than most machines of a build have cores. */
    private static final int TIMES_OF_THREE = 1_000;

    /** So long nobody waits for a core, however much else goes on. */
    private static final long NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final UsageRecord RECORD = aUsageRecord().build();
    private static final Instant LATER = Progress.endOf(RECORD).plusSeconds(90);

    private record Called(WriteQueue queue, AtomicBoolean told) {

        Called() {
            this(new WriteQueue(8), new AtomicBoolean());
        }
    }

    private record Woken(Progress progress, AtomicBoolean told) {

        Woken() {
            this(progressFromZero(), new AtomicBoolean());
        }
    }

    private static Progress progressFromZero() {
        Progress progress = new Progress(Clock.fixed(LATER, ZoneOffset.UTC));
        progress.begin(1, 0);
        return progress;
    }

    private static String timed(Runnable waiting) {
        long start = System.nanoTime();
        waiting.run();
        return System.nanoTime() - start < NANOS ? "woken" : "slept on";
    }

    private static boolean offer(WriteQueue queue) {
        return queue.offer(new PendingWrite(RECORD));
    }

    @Test
    void aTakerIsWokenByWhatIsOffered() throws InterruptedException {
        Map<String, Integer> outcomes = Stress.of(() -> new WriteQueue(8))
                .actor((queue, seen) -> {
                    offer(queue);
                    queue.call();
                })
                .actor((queue, seen) -> seen.add(timed(() -> {
                    while (queue.take(1).isEmpty()) {
                        queue.await(NANOS);
                    }
                })))
                .outcomes(TIMES, queue -> queue.take(8).size() + " left");

        assertThat(outcomes).containsOnlyKeys("woken 0 left");
    }

    @Test
    void aTakerIsWokenByACall() throws InterruptedException {
        Map<String, Integer> outcomes = Stress.of(Called::new)
                .actor((called, seen) -> {
                    called.told().setPlain(true);
                    called.queue().call();
                })
                .actor((called, seen) -> seen.add(timed(() -> {
                    while (!called.told().getPlain()) {
                        called.queue().await(NANOS);
                    }
                })))
                .outcomes(TIMES, called -> "");

        assertThat(outcomes).containsOnlyKeys("woken ");
    }

    @Test
    void noMoreAreTakenInThanThereIsRoomFor() throws InterruptedException {
        Map<String, Integer> outcomes = Stress.of(() -> new WriteQueue(1))
                .actor((queue, seen) -> seen.add(String.valueOf(offer(queue))))
                .actor((queue, seen) -> seen.add(String.valueOf(offer(queue))))
                .outcomes(
                        TIMES,
                        queue -> "%d waiting, %d unsettled"
                                .formatted(queue.take(8).size(), queue.unsettled()));

        assertThat(outcomes.keySet())
                .isSubsetOf("true false 1 waiting, 1 unsettled", "false true 1 waiting, 1 unsettled");
    }

    @Test
    void whatIsOfferedWhileOthersAreTakenIsInItsOrder() throws InterruptedException {
        List<PendingWrite> offered = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            offered.add(new PendingWrite(RECORD));
        }
        Map<String, Integer> outcomes = Stress.of(() -> new WriteQueue(8))
                .actor((queue, seen) -> offered.subList(0, 3).forEach(queue::offer))
                .actor((queue, seen) -> offered.subList(3, 6).forEach(queue::offer))
                .actor((queue, seen) -> {
                    List<PendingWrite> taken = new ArrayList<>();
                    while (taken.size() < offered.size()) {
                        taken.addAll(queue.take(2));
                    }
                    seen.add(
                            isInOrder(taken, offered.subList(0, 3)) && isInOrder(taken, offered.subList(3, 6))
                                    ? "in order"
                                    : "out of order");
                })
                .outcomes(TIMES_OF_THREE, queue -> queue.take(8).size() + " left");

        assertThat(outcomes).containsOnlyKeys("in order 0 left");
    }

    @SuppressWarnings("ReferenceEquality") // They are equal, and it is the very one that must come.
    private static boolean isInOrder(List<PendingWrite> all, List<PendingWrite> some) {
        int at = 0;
        for (PendingWrite each : all) {
            at += at < some.size() && each == some.get(at) ? 1 : 0;
        }
        return at == some.size();
    }

    @Test
    void aPosterIsWokenByWhatIsKept() throws InterruptedException {
        Map<String, Integer> outcomes = Stress.of(HandOverStressTest::progressFromZero)
                .actor((progress, seen) -> progress.kept(1, RECORD))
                .actor((progress, seen) -> seen.add(timed(() -> {
                    while (progress.waiting() == 0) {
                        progress.await(1, NANOS);
                    }
                })))
                .outcomes(TIMES, progress -> progress.waiting() + " waiting");

        assertThat(outcomes).containsOnlyKeys("woken 1 waiting");
    }

    @Test
    void aPosterIsWokenByWhoeverWakesIt() throws InterruptedException {
        Map<String, Integer> outcomes = Stress.of(Woken::new)
                .actor((woken, seen) -> {
                    woken.told().set(true);
                    woken.progress().wakePoster();
                })
                .actor((woken, seen) -> seen.add(timed(() -> {
                    while (!woken.told().get()) {
                        woken.progress().await(1, NANOS);
                    }
                })))
                .outcomes(TIMES, woken -> "");

        assertThat(outcomes).containsOnlyKeys("woken ");
    }

    @Test
    void aPosterThatWasWokenBeforehandDoesNotSleep() {
        Progress progress = progressFromZero();
        progress.wakePoster();

        assertThat(timed(() -> progress.await(1, NANOS))).isEqualTo("woken");
    }

    @Test
    void whatIsPostedNeverGoesBack() throws InterruptedException {
        Map<String, Integer> outcomes = Stress.of(HandOverStressTest::progressFromZero)
                .actor((progress, seen) -> progress.posted(1))
                .actor((progress, seen) -> progress.posted(2))
                .outcomes(TIMES, progress -> progress.posted() + " posted");

        assertThat(outcomes).containsOnlyKeys("2 posted");
    }

    /** From either of the two on: the one is about to be posted while the other is kept. */
    @Test
    void whatWaitsHasWaitedForSomeTime() throws InterruptedException {
        Supplier<Progress> states = () -> {
            Progress progress = progressFromZero();
            progress.kept(1, RECORD);
            return progress;
        };
        Map<String, Integer> outcomes = Stress.of(states)
                .actor((progress, seen) -> progress.kept(2, RECORD))
                .actor((progress, seen) -> {
                    progress.reached(RECORD);
                    progress.posted(1);
                })
                .actor((progress, seen) -> seen.add(String.valueOf(progress.lag())))
                .outcomes(
                        TIMES_OF_THREE, progress -> "%d waiting for %s".formatted(progress.waiting(), progress.lag()));

        String whole = Duration.ofSeconds(90).toString();
        assertThat(outcomes.keySet())
                .isSubsetOf(whole + " 1 waiting for " + whole, Duration.ZERO + " 1 waiting for " + whole);
    }
}
