package io.tokentally.adapter.persistence.usage;

import static io.tokentally.domain.usage.UsageRecordFixtures.ACME;
import static io.tokentally.domain.usage.UsageRecordFixtures.NOON;
import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.tokentally.adapter.persistence.RecordingMonitor;
import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.application.port.out.usage.RandomCalls;
import io.tokentally.domain.usage.UsageRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The journal before a database that goes away and comes back, or refuses a record. */
class JournalOutageIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Duration LONG = Duration.ofSeconds(60);

    @Test
    void aDatabaseThatGoesAwayAndComesBackGetsEveryRecordOnce() throws InterruptedException {
        List<UsageRecord> records = new RandomCalls(17, ACME, NOON, Duration.ofHours(3)).take(1_500);
        CountDownLatch noticed = new CountDownLatch(2);
        RecordingMonitor monitor = new RecordingMonitor() {
            @Override
            public void postingDelayed(int usageRecords, Throwable cause) {
                noticed.countDown();
            }
        };
        HikariDataSource metering = DATABASE.impatientMeteringPool();
        try (BatchingUsageJournal journal = start(metering, monitor)) {
            records.subList(0, 500)
                    .forEach(usageRecord -> journal.append(usageRecord).join());
            assertThat(journal.awaitPosted(LONG)).isTrue();

            DATABASE.goAway();
            records.subList(500, 1_000)
                    .forEach(usageRecord -> journal.append(usageRecord).join());
            assertThat(noticed.await(60, TimeUnit.SECONDS)).isTrue();
            DATABASE.comeBack();
            records.subList(1_000, 1_500)
                    .forEach(usageRecord -> journal.append(usageRecord).join());

            assertThat(journal.awaitPosted(LONG)).isTrue();
        } finally {
            DATABASE.comeBack();
        }
        assertThat(monitor.lost).hasValue(0);
        assertThat(LedgerContents.recordsOf(DATABASE, ACME)).containsExactlyInAnyOrderElementsOf(records);
        assertThat(DATABASE.asOwner()
                        .sql("SELECT sum(requests) FROM usage_rollups")
                        .query(Long.class)
                        .single())
                .isEqualTo(1_500);
    }

    @Test
    void aRecordThatTheDatabaseRefusesIsTheOnlyOneLost() throws InterruptedException {
        List<UsageRecord> records = new ArrayList<>(new RandomCalls(19, ACME, NOON, Duration.ofHours(3)).take(120));
        UsageRecord tooLate =
                aUsageRecord().at(Instant.parse("2345-01-01T00:00:00Z")).build();
        List<UsageRecord> withPoison = new ArrayList<>(records);
        withPoison.add(60, tooLate);
        RecordingMonitor monitor = new RecordingMonitor();
        try (BatchingUsageJournal journal = start(DATABASE.impatientMeteringPool(), monitor)) {
            withPoison.forEach(usageRecord -> journal.append(usageRecord).join());

            assertThat(journal.awaitPosted(LONG)).isTrue();
        }
        assertThat(LedgerContents.recordsOf(DATABASE, ACME)).containsExactlyInAnyOrderElementsOf(records);
        assertThat(monitor.lost).hasValue(1);
        assertThat(monitor.reasons).containsExactly("the ledger refuses record " + tooLate.id() + ": SQLSTATE 22008");
    }

    private static BatchingUsageJournal start(HikariDataSource metering, RecordingMonitor monitor) {
        return BatchingUsageJournal.start(
                new JdbcUsageLedger(JdbcClient.create(metering)),
                monitor,
                new JournalOptions(
                        10_000, 100, Duration.ofMillis(50), Duration.ofMillis(10), Duration.ofMillis(100), LONG));
    }
}
