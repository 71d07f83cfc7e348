package io.tokentally.adapter.journal;

import static io.tokentally.adapter.journal.TestJournal.AWAY;
import static io.tokentally.adapter.journal.TestJournal.LONG;
import static io.tokentally.adapter.journal.TestJournal.options;
import static io.tokentally.domain.usage.UsageRecordFixtures.NOON;
import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tokentally.domain.usage.UsageRecord;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How far the ledger is behind the calls: counted from the end of a call, by a clock that the test sets. */
@Timeout(60)
class LagTest {

    private static final Duration CALL = Duration.ofSeconds(30);

    /** Begins at noon and ends half a minute later. */
    private static final UsageRecord FIRST =
            aUsageRecord().at(NOON).taking(CALL).build();

    private static final Instant END = NOON.plus(CALL);

    private static final UsageRecord SECOND =
            aUsageRecord().at(NOON.plusSeconds(60)).taking(CALL).withSeed(2).build();

    @TempDir
    private Path folder;

    private final SettableClock clock = new SettableClock();
    private final Progress progress = new Progress(clock);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    /** As the application's context does: a registry does not keep alive what it shows. */
    private final List<JournalState> states = new ArrayList<>();

    private static final class SettableClock extends Clock {

        private volatile Instant now = NOON;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @Test
    void nothingLagsWhereNothingWaits() {
        progress.begin(1, 0);
        clock.now = END.plusSeconds(5);

        assertThat(progress.lag()).isZero();
    }

    @Test
    void theLagIsCountedFromTheEndOfTheOldestCallThatWaits() {
        progress.begin(1, 0);
        progress.kept(1, FIRST);
        progress.kept(2, SECOND);
        clock.now = END.plusSeconds(90);
        assertThat(progress.lag()).isEqualTo(Duration.ofSeconds(90));

        progress.posted(1);
        progress.reached(SECOND);
        assertThat(progress.lag()).isEqualTo(Duration.ofSeconds(30));

        progress.posted(2);
        assertThat(progress.lag()).isZero();
    }

    @Test
    void whatComesAfterEverythingWasPostedIsTheOldestAgain() {
        progress.begin(1, 0);
        progress.kept(1, FIRST);
        progress.posted(1);
        progress.kept(2, SECOND);
        clock.now = END.plusSeconds(61);

        assertThat(progress.lag()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aClockThatRanBackMakesNoNegativeLag() {
        progress.begin(1, 0);
        progress.kept(1, FIRST);
        clock.now = NOON.minusSeconds(3_600);

        assertThat(progress.lag()).isZero();
    }

    @Test
    void eachRecordThatIsPostedIsMeasuredFromTheEndOfItsCall() {
        clock.now = END.plusSeconds(70);
        new JournalMetrics(registry, clock).posted(List.of(FIRST, SECOND));

        assertThat(timer().count()).isEqualTo(2);
        assertThat(timer().totalTime(TimeUnit.SECONDS)).isEqualTo(80);
        assertThat(timer().max(TimeUnit.SECONDS)).isEqualTo(70);
    }

    @Test
    void aRecordThatIsPostedAheadOfItsTimeCountsAsWell() {
        clock.now = NOON.minusSeconds(3_600);
        new JournalMetrics(registry, clock).posted(List.of(FIRST));

        assertThat(timer().count()).isEqualTo(1);
        assertThat(timer().totalTime(TimeUnit.SECONDS)).isZero();
    }

    @Test
    void theJournalAsItIsWiredMeasuresWhatItPosts() throws Exception {
        clock.now = END.plusSeconds(5);
        JournalConfiguration wiring = new JournalConfiguration();
        try (DurableUsageJournal journal =
                wiring.usageJournal(new Ledger(), new RecordingMonitor(), options(folder), clock, registry)) {
            states.add(wiring.journalState(journal, registry));
            journal.append(FIRST).join();
            assertThat(journal.awaitPosted(LONG)).isTrue();
        }
        assertThat(timer().count()).isEqualTo(1);
        assertThat(timer().totalTime(TimeUnit.SECONDS)).isEqualTo(5);
        assertThat(gauge("lag")).isZero();
    }

    @Test
    void theJournalAsItIsWiredShowsWhatWaits() {
        JournalConfiguration wiring = new JournalConfiguration();
        try (DurableUsageJournal journal =
                wiring.usageJournal(AWAY, new RecordingMonitor(), options(folder, Duration.ZERO), clock, registry)) {
            states.add(wiring.journalState(journal, registry));
            assertThat(gauge("depth")).isZero();
            assertThat(gauge("ready")).isEqualTo(1);
            journal.append(FIRST).join();
            journal.append(SECOND).join();

            clock.now = END.plusSeconds(7);
            assertThat(registry.get("tokentally.journal.lag").timeGauge().value(TimeUnit.SECONDS))
                    .isEqualTo(7);
            assertThat(journal.health().lag()).isEqualTo(Duration.ofSeconds(7));
            assertThat(gauge("depth")).isEqualTo(2);
            assertThat(gauge("bytes")).isPositive();
            assertThat(gauge("refused")).isZero();
        }
        assertThat(gauge("ready")).isZero();
    }

    private double gauge(String name) {
        return registry.get("tokentally.journal." + name).gauge().value();
    }

    private Timer timer() {
        return registry.get("tokentally.ledger.lag").timer();
    }
}
