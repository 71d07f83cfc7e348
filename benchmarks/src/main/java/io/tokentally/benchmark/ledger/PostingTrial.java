package io.tokentally.benchmark.ledger;

import io.tokentally.application.port.out.pricing.ListPrices;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.benchmark.product.FreePort;
import io.tokentally.benchmark.product.Postgres;
import io.tokentally.demo.generate.UsageGenerator;
import io.tokentally.demo.generate.UsagePlan;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.pricing.PriceBook;
import io.tokentally.domain.usage.UsageRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Posts the same calls to two ledgers in turns: one as it is, and one with functions out of a file of SQL in place of its own. Arguments:
 * a folder for the databases, the file, and how many rounds of 100,000 calls.
 *
 * <p>A machine that others use too makes times on the clock worth little: what is compared is the processor time of the database's
 * processes that serve the writer.
 */
final class PostingTrial {

    private static final int BATCH = 5_000;
    private static final int BATCHES_OF_A_ROUND = 20;
    private static final int ROUNDS_BEFORE = 2;
    private static final int TICKS_PER_SECOND = 100;

    private PostingTrial() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        int rounds = Integer.parseInt(arguments[2]);
        try (Postgres first = Postgres.start(folder.resolve("as-it-is"), FreePort.find());
                Postgres second = Postgres.start(folder.resolve("with-file"), FreePort.find());
                Ledger asItIs = new Ledger(first);
                Ledger withFile = new Ledger(second)) {
            asItIs.member("admin", Role.ADMIN);
            withFile.member("admin", Role.ADMIN);
            withFile.run(Files.readString(Path.of(arguments[1])));
            PriceBook book = asItIs.bean(ListPrices.class).priceBook();
            UsagePlan plan =
                    new UsagePlan(List.of(Ledger.ORGANIZATION), 300, 1_000_000, LocalDate.of(2026, 7, 31), 120, 1);
            UsageGenerator generator = new UsageGenerator(plan, id -> Optional.of(book), BATCH);
            Writer one = new Writer(asItIs);
            Writer other = new Writer(withFile);
            for (int round = -ROUNDS_BEFORE; round < rounds; round++) {
                one.begin();
                other.begin();
                for (int batch = 0; batch < BATCHES_OF_A_ROUND; batch++) {
                    List<UsageRecord> calls = generator.next();
                    // Neither is always the one that finds the machine warm.
                    (batch % 2 == 0 ? one : other).post(calls);
                    (batch % 2 == 0 ? other : one).post(calls);
                }
                one.end(round >= 0);
                other.end(round >= 0);
            }
            System.out.println("as it is            " + one);
            System.out.println("with the file       " + other);
            System.out.printf(
                    Locale.ROOT,
                    "with the file / as it is, by processor time: %.2f%n",
                    other.processorMicros() / one.processorMicros());
        }
    }

    /** What one ledger took for the calls of each round. */
    private static final class Writer {

        private final Ledger ledger;
        private final UsageLedger calls;
        private final List<Double> processorMicros = new ArrayList<>();
        private final List<Double> rates = new ArrayList<>();
        private long ticks;
        private long nanos;

        Writer(Ledger ledger) {
            this.ledger = ledger;
            this.calls = ledger.bean(UsageLedger.class);
        }

        void begin() throws IOException {
            ticks = ticks();
            nanos = 0;
        }

        void post(List<UsageRecord> batch) {
            long start = System.nanoTime();
            calls.post(batch);
            nanos += System.nanoTime() - start;
        }

        void end(boolean counts) throws IOException {
            if (counts) {
                int posted = BATCH * BATCHES_OF_A_ROUND;
                processorMicros.add((ticks() - ticks) * (1e6 / TICKS_PER_SECOND) / posted);
                rates.add(posted / (nanos / 1e9));
            }
        }

        /** Of those processes that serve the metering role. */
        private long ticks() throws IOException {
            long sum = 0;
            for (int process : ledger.asOwner()
                    .sql("SELECT pid FROM pg_stat_activity WHERE usename = 'metering'")
                    .query(Integer.class)
                    .list()) {
                String stat = Files.readString(Path.of("/proc", Integer.toString(process), "stat"));
                String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
                sum += Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
            }
            return sum;
        }

        double processorMicros() {
            return median(processorMicros);
        }

        private static double median(List<Double> values) {
            double[] sorted =
                    values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            return sorted[sorted.length / 2];
        }

        @Override
        public String toString() {
            double[] sorted = rates.stream().mapToDouble(Double::doubleValue).toArray();
            Arrays.sort(sorted);
            double[] micros = processorMicros.stream()
                    .mapToDouble(Double::doubleValue)
                    .sorted()
                    .toArray();
            return String.format(
                    Locale.ROOT,
                    "%6.1f µs a call (%.1f to %.1f), %,7.0f calls/s (%,.0f to %,.0f)",
                    processorMicros(),
                    micros[0],
                    micros[micros.length - 1],
                    median(rates),
                    sorted[0],
                    sorted[sorted.length - 1]);
        }
    }
}
