package io.tokentally.adapter.journal;

import io.tokentally.adapter.journal.JournalOptions.WhenBroken;
import io.tokentally.application.port.out.usage.MeteringMonitor;
import io.tokentally.application.port.out.usage.UsageJournal;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.tck.usage.UsageJournalContract;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;

/** The journal on disk does what every journal does. */
class JournalContractTest extends UsageJournalContract {

    private static final Duration SOON = Duration.ofMillis(50);

    @TempDir
    private Path folder;

    @TempDir
    private Path image;

    @Override
    protected OpenJournal open(UsageLedger ledger, MeteringMonitor monitor) {
        return start(ledger, monitor, TestJournal.options(folder, SOON));
    }

    @Override
    protected OpenJournal openAsAfterAKill(UsageLedger ledger, MeteringMonitor monitor) {
        TestJournal.copy(folder, image);
        return start(ledger, monitor, TestJournal.options(image, SOON));
    }

    @Override
    protected OpenJournal openSmall(UsageLedger ledger, MeteringMonitor monitor) {
        return start(
                ledger,
                monitor,
                TestJournal.options(folder, JournalOptions.LEAST_BYTES, 1, WhenBroken.FAIL_CLOSED, SOON));
    }

    private static OpenJournal start(UsageLedger ledger, MeteringMonitor monitor, JournalOptions options) {
        DurableUsageJournal journal =
                DurableUsageJournal.start(ledger, monitor, options, Clock.systemUTC(), posted -> {});
        return new OpenJournal() {

            @Override
            public UsageJournal journal() {
                return journal;
            }

            @Override
            public void close() {
                journal.close();
            }
        };
    }
}
