package io.tokentally.adapter.journal;

import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;

import io.tokentally.adapter.journal.JournalOptions.Level;
import io.tokentally.adapter.journal.JournalOptions.Posting;
import io.tokentally.adapter.journal.JournalOptions.WhenBroken;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.domain.usage.UsageRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** Journals and records for tests. */
final class TestJournal {

    static final Duration LONG = Duration.ofSeconds(30);

    static final UsageLedger AWAY = batch -> {
        throw new IllegalStateException("The ledger is away");
    };

    private TestJournal() {}

    static DurableUsageJournal start(UsageLedger ledger, RecordingMonitor monitor, JournalOptions options) {
        return DurableUsageJournal.start(ledger, monitor, options, Clock.systemUTC(), posted -> {});
    }

    static JournalOptions options(Path folder) {
        return options(folder, LONG);
    }

    static JournalOptions options(Path folder, Duration closeTimeout) {
        return options(folder, 1L << 30, 1_000_000, WhenBroken.FAIL_OPEN, closeTimeout);
    }

    static JournalOptions options(
            Path folder, long maxBytes, int memoryCapacity, WhenBroken whenBroken, Duration closeTimeout) {
        return new JournalOptions(
                folder,
                Level.PROCESS_CRASH,
                whenBroken,
                maxBytes,
                100_000,
                memoryCapacity,
                new Posting(500, Duration.ofMillis(20), Duration.ofMillis(1), Duration.ofMillis(10), closeTimeout));
    }

    static List<UsageRecord> records(int count) {
        return IntStream.range(0, count)
                .mapToObj(seed -> aUsageRecord().withSeed(seed).build())
                .toList();
    }

    /** What the ledger would be given if the journal in that folder were opened now. */
    static List<UsageRecord> contents(Path folder) throws Exception {
        Ledger ledger = new Ledger();
        try (DurableUsageJournal journal = start(ledger, new RecordingMonitor(), options(folder))) {
            if (!journal.awaitPosted(LONG)) {
                throw new AssertionError("Not posted in time");
            }
        }
        return ledger.posted();
    }

    /** What a process that is killed now would leave behind. */
    static void copy(Path from, Path to) {
        try {
            for (String name : List.of("journal.db", "journal.db-wal")) {
                Files.copy(from.resolve(name), to.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
