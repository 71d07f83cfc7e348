package io.tokentally.adapter.journal;

import static io.tokentally.domain.usage.UsageRecordFixtures.NOON;
import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;

import io.tokentally.domain.usage.UsageRecord;
import java.nio.file.Path;
import java.time.Duration;

/** A process of its own that appends calls without end, and prints a line with the number of each that is kept. */
final class KilledProcess {

    private KilledProcess() {}

    /** The call with that number. */
    static UsageRecord call(int number) {
        return aUsageRecord().withSeed(number).at(NOON.plusMillis(number)).build();
    }

    /** @param arguments the folder, and the number of the first call */
    @SuppressWarnings("SystemOut") // It tells its parent by its output.
    public static void main(String... arguments) throws InterruptedException {
        Path folder = Path.of(arguments[0]);
        // Never closed: it is killed.
        DurableUsageJournal journal =
                TestJournal.start(TestJournal.AWAY, new RecordingMonitor(), TestJournal.options(folder, Duration.ZERO));
        for (int number = Integer.parseInt(arguments[1]); ; number++) {
            int each = number;
            var unused = journal.append(call(number)).thenAccept(id -> System.out.println(each));
            if (number % 64 == 0) {
                Thread.sleep(1);
            }
        }
    }
}
