package io.tokentally.adapter.persistence.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.tokentally.adapter.persistence.refresh.RefreshedSnapshot.Contents;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

@Timeout(30)
class RefreshedSnapshotTest {

    private static final String THREAD = "counter";
    private static final Duration LONG = Duration.ofDays(1);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final AtomicInteger database = new AtomicInteger(7);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private volatile boolean away;
    private @Nullable RefreshedSnapshot<Integer> snapshot;

    @BeforeEach
    void listen() {
        log.start();
        ((Logger) LoggerFactory.getLogger(RefreshedSnapshot.class)).addAppender(log);
    }

    @AfterEach
    void close() {
        ((Logger) LoggerFactory.getLogger(RefreshedSnapshot.class)).detachAppender(log);
        if (snapshot != null) {
            snapshot.close();
        }
    }

    @Test
    void whoeverLooksFindsWhatTheReadersThreadReadLast() {
        RefreshedSnapshot<Integer> kept = keep(LONG, known -> {
            assertThat(Thread.currentThread().getName()).isEqualTo(THREAD);
            return database.get();
        });
        assertThat(kept.isCurrent()).isFalse();
        assertThat(kept.latest()).isZero();

        kept.refresh(PATIENCE);
        database.set(8);

        assertThat(kept.isCurrent()).isTrue();
        assertThat(kept.latest()).isEqualTo(7);
    }

    @Test
    void changesAreTakenOverByThemselves() {
        RefreshedSnapshot<Integer> kept = keep(LONG, known -> read());
        kept.refreshEvery(Duration.ofMillis(5));
        await(() -> kept.latest() == 7);

        database.set(8);

        await(() -> kept.latest() == 8);
    }

    @Test
    void aReadingBuildsOnTheOneBefore() {
        RefreshedSnapshot<Integer> kept = keep(LONG, known -> known + 1);

        kept.refresh(PATIENCE);
        kept.refresh(PATIENCE);

        assertThat(kept.latest()).isEqualTo(2);
    }

    @Test
    void anOutageIsOutlivedAndToldOnce() {
        RefreshedSnapshot<Integer> kept = keep(LONG, known -> read());
        kept.refresh(PATIENCE);
        kept.refreshEvery(Duration.ofMillis(5));

        away = true;
        kept.refresh(PATIENCE);
        kept.refresh(PATIENCE);

        assertThat(kept.latest()).isEqualTo(7);
        assertThat(kept.isCurrent()).isTrue();
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("Figures are out of reach; those read last count for PT24H");

        database.set(8);
        away = false;
        await(() -> kept.latest() == 8);
        away = true;
        kept.refresh(PATIENCE);
        assertThat(log.list).hasSize(2);
    }

    @Test
    void whatWasReadTooLongAgoIsNotCurrent() {
        RefreshedSnapshot<Integer> kept = keep(Duration.ofMillis(500), known -> read());
        kept.refresh(PATIENCE);

        await(() -> !kept.isCurrent());
        assertThat(kept.latest()).isEqualTo(7);

        kept.refresh(PATIENCE);
        assertThat(kept.isCurrent()).isTrue();
    }

    /** What changed while the reading was under way may be missing from it. */
    @Test
    void theAgeCountsFromTheStartOfAReading() {
        RefreshedSnapshot<Integer> kept = keep(Duration.ofMillis(50), known -> {
            pause(Duration.ofMillis(100));
            return read();
        });

        kept.refresh(PATIENCE);

        assertThat(kept.latest()).isEqualTo(7);
        assertThat(kept.isCurrent()).isFalse();
    }

    @Test
    void nobodyWaitsLongerThanTheTimeout() {
        CountDownLatch never = new CountDownLatch(1);
        RefreshedSnapshot<Integer> kept = keep(LONG, known -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return 1;
        });

        kept.refresh(Duration.ofMillis(50));

        assertThat(kept.latest()).isZero();
        assertThat(kept.isCurrent()).isFalse();
    }

    @Test
    void otherWorkIsDoneOnTheSameThread() {
        AtomicReference<String> thread = new AtomicReference<>();
        RefreshedSnapshot<Integer> kept = keep(LONG, known -> read());

        kept.await(() -> thread.set(Thread.currentThread().getName()), PATIENCE);
        assertThat(thread).hasValue(THREAD);

        AtomicInteger times = new AtomicInteger();
        kept.every(Duration.ofMillis(5), times::incrementAndGet);
        await(() -> times.get() > 1);
    }

    @Test
    void whatIsClosedTakesNothingOverAndComplainsNot() {
        RefreshedSnapshot<Integer> kept = keep(LONG, known -> read());
        kept.close();

        kept.refresh(PATIENCE);

        assertThat(kept.isClosed()).isTrue();
        assertThat(kept.latest()).isZero();
    }

    private RefreshedSnapshot<Integer> keep(Duration maxAge, UnaryOperator<Integer> reading) {
        RefreshedSnapshot<Integer> kept = new RefreshedSnapshot<>(new Contents("Figures", THREAD, maxAge), 0, reading);
        snapshot = kept;
        return kept;
    }

    private int read() {
        if (away) {
            throw new IllegalStateException("The database is away");
        }
        return database.get();
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            assertThat(Thread.currentThread().isInterrupted())
                    .as("ran out of time")
                    .isFalse();
            pause(Duration.ofMillis(2));
        }
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
