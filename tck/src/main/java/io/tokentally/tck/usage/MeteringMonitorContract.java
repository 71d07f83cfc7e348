package io.tokentally.tck.usage;

import static io.tokentally.domain.usage.UsageRecordFixtures.ACME;
import static io.tokentally.domain.usage.UsageRecordFixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.tokentally.application.port.out.usage.MeteringMonitor;
import io.tokentally.domain.usage.RandomCalls;
import io.tokentally.domain.usage.UsageRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every monitor of metering does. */
public abstract class MeteringMonitorContract {

    private static final String SECRET = "confidential";

    protected abstract MeteringMonitor monitor();

    /** All that it has made of what it was told so far, where people and programs can see it: logs, meters, lists. */
    protected abstract String traces();

    @Test
    void callsOfEveryKindAreTaken() {
        List<UsageRecord> calls = new RandomCalls(3, ACME, NOON, Duration.ofHours(1)).take(300);

        assertThatCode(() -> calls.forEach(monitor()::recorded)).doesNotThrowAnyException();
    }

    @Test
    void eachEventLeavesATrace() {
        MeteringMonitor monitor = monitor();
        List<Runnable> events = List.of(
                () -> monitor.posted(3),
                () -> monitor.postingDelayed(2, new IllegalStateException("away")),
                () -> monitor.recordingFailed(new IllegalStateException("away")),
                () -> monitor.lost(5, "the journal was full"),
                () -> monitor.setAside(4, "the ledger refuses it"),
                () -> monitor.journalBroken(new IllegalStateException("away")),
                monitor::journalRestored,
                () -> monitor.journalReplaced("journal.db.damaged"));

        for (Runnable event : events) {
            String before = traces();
            event.run();
            assertThat(traces()).isNotEqualTo(before);
        }
    }

    @Test
    void whatACauseSaysIsNotPassedOn() {
        Throwable cause = new IllegalStateException(SECRET, new IllegalArgumentException(SECRET));
        cause.addSuppressed(new IllegalStateException(SECRET));

        monitor().postingDelayed(1, cause);
        monitor().recordingFailed(cause);
        monitor().journalBroken(cause);

        assertThat(traces()).doesNotContain(SECRET);
    }

    @Test
    void manyThreadsMayTellAtOnce() throws Exception {
        MeteringMonitor monitor = monitor();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<?>> told = new ArrayList<>();
            for (int seed = 0; seed < 4; seed++) {
                List<UsageRecord> calls = new RandomCalls(seed, ACME, NOON, Duration.ofHours(1)).take(50);
                told.add(threads.submit(() -> {
                    calls.forEach(monitor::recorded);
                    monitor.posted(50);
                    monitor.lost(1, "the journal was full");
                }));
            }
            for (Future<?> each : told) {
                assertThatCode(each::get).doesNotThrowAnyException();
            }
        }
    }
}
