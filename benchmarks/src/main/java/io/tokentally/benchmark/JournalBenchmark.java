package io.tokentally.benchmark;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tokentally.adapter.journal.JournalConfiguration;
import io.tokentally.adapter.journal.JournalOptions;
import io.tokentally.adapter.journal.JournalOptions.Level;
import io.tokentally.adapter.journal.JournalOptions.Posting;
import io.tokentally.adapter.journal.JournalOptions.WhenBroken;
import io.tokentally.application.port.out.usage.MeteringMonitor;
import io.tokentally.application.port.out.usage.UsageJournal;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.metering.Attribution;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.MeteredCall;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.Timing;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.Cost;
import io.tokentally.domain.pricing.CostLine;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.Rate;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.domain.usage.UsageRecordId;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/**
 * How long one record takes from its append until it is kept, and how many are kept in a second by many threads: at both
 * levels of durability, and, to compare, appended as they are to a plain file. Rounds of all are interleaved; medians are told.
 */
public final class JournalBenchmark {

    private static final int THREADS = 4;
    private static final int IN_FLIGHT = 8_192;
    private static final int RECORD_BYTES = 600;
    private static final long MILLION = 1_000_000;
    /** How many single ones of those that wait for the disk. */
    private static final int FORCED = 1_000;

    private static final long GAP_NANOS = 1_000_000;

    private final Path folder;
    private final int singles;
    private final int many;

    /** @param folder on the disk that is to be measured */
    JournalBenchmark(Path folder, int singles, int many) {
        this.folder = folder;
        this.singles = singles;
        this.many = many;
    }

    /** What is compared. */
    enum Way {
        PROCESS_CRASH,
        POWER_LOSS,
        PLAIN_FILE,
        PLAIN_FILE_FORCED
    }

    /** Of one round; times in microseconds. */
    record Figures(double p50, double p99, double worst, double spacedP50, double perSecond) {

        static Figures median(List<Figures> rounds) {
            return new Figures(
                    median(rounds.stream().mapToDouble(Figures::p50).toArray()),
                    median(rounds.stream().mapToDouble(Figures::p99).toArray()),
                    median(rounds.stream().mapToDouble(Figures::worst).toArray()),
                    median(rounds.stream().mapToDouble(Figures::spacedP50).toArray()),
                    median(rounds.stream().mapToDouble(Figures::perSecond).toArray()));
        }

        private static double median(double... values) {
            Arrays.sort(values);
            return values[values.length / 2];
        }
    }

    /** @param arguments the folder, and how many rounds */
    public static void main(String... arguments) throws Exception {
        int rounds = Integer.parseInt(arguments[1]);
        JournalBenchmark benchmark = new JournalBenchmark(Path.of(arguments[0]), 20_000, 300_000);
        benchmark.round();
        Map<Way, List<Figures>> all = new EnumMap<>(Way.class);
        for (int round = 0; round < rounds; round++) {
            benchmark
                    .round()
                    .forEach((way, figures) ->
                            all.computeIfAbsent(way, none -> new ArrayList<>()).add(figures));
        }
        print(all, System.out);
    }

    static void print(Map<Way, List<Figures>> all, PrintStream out) {
        out.printf(
                "%-18s %12s %12s %12s %16s %14s%n", "", "p50 µs", "p99 µs", "worst µs", "p50 at 1 ms, µs", "records/s");
        all.forEach((way, rounds) -> {
            Figures median = Figures.median(rounds);
            out.printf(
                    "%-18s %12.1f %12.1f %12.0f %16.1f %14.0f%n",
                    way, median.p50(), median.p99(), median.worst(), median.spacedP50(), median.perSecond());
        });
    }

    Map<Way, Figures> round() throws Exception {
        Map<Way, Figures> figures = new EnumMap<>(Way.class);
        for (Way way : Way.values()) {
            Path here = Files.createTempDirectory(folder, "journal");
            try {
                figures.put(way, measure(way, here));
            } finally {
                clear(here);
            }
        }
        return figures;
    }

    private Figures measure(Way way, Path here) throws Exception {
        return switch (way) {
            case PROCESS_CRASH -> journal(here, Level.PROCESS_CRASH);
            case POWER_LOSS -> journal(here, Level.POWER_LOSS);
            case PLAIN_FILE -> plainFile(here, false);
            case PLAIN_FILE_FORCED -> plainFile(here, true);
        };
    }

    private Figures journal(Path here, Level level) throws Exception {
        JournalOptions options =
                new JournalOptions(here, level, WhenBroken.FAIL_OPEN, 8L << 30, 65_536, 100_000, Posting.DEFAULT);
        UsageLedger ledger = usageRecords -> {};
        try (var context = new AnnotationConfigApplicationContext()) {
            context.registerBean(JournalOptions.class, () -> options);
            context.registerBean(UsageLedger.class, () -> ledger);
            context.registerBean(MeteringMonitor.class, Silent::new);
            context.registerBean(Clock.class, Clock::systemUTC);
            context.registerBean(MeterRegistry.class, SimpleMeterRegistry::new);
            context.register(JournalConfiguration.class);
            context.refresh();
            UsageJournal journal = context.getBean(UsageJournal.class);
            List<UsageRecord> calls = calls(1_000);
            int[] next = new int[1];
            Step append = () -> {
                var unused = journal.append(calls.get(next[0]++ % calls.size())).join();
            };
            long[] singleNanos = timed(append, level == Level.POWER_LOSS ? Math.min(singles, FORCED) : singles, 0);
            long[] spaced = timed(append, Math.min(singles, FORCED), GAP_NANOS);
            return figures(singleNanos, spaced, perSecond(journal, calls));
        }
    }

    private double perSecond(UsageJournal journal, List<UsageRecord> calls) throws InterruptedException {
        CountDownLatch kept = new CountDownLatch(many);
        Semaphore room = new Semaphore(IN_FLIGHT);
        long start = System.nanoTime();
        for (int thread = 0; thread < THREADS; thread++) {
            int share = many / THREADS + (thread < many % THREADS ? 1 : 0);
            Thread.ofPlatform().daemon().start(() -> {
                for (int i = 0; i < share; i++) {
                    room.acquireUninterruptibly();
                    var unused = journal.append(calls.get(i % calls.size())).whenComplete((id, failure) -> {
                        room.release();
                        if (failure == null) {
                            kept.countDown();
                        }
                    });
                }
            });
        }
        if (!kept.await(5, TimeUnit.MINUTES)) {
            throw new IllegalStateException("%d records were not kept".formatted(kept.getCount()));
        }
        return many * 1e9 / (System.nanoTime() - start);
    }

    private Figures plainFile(Path here, boolean forced) throws Exception {
        ByteBuffer bytes = ByteBuffer.allocateDirect(RECORD_BYTES);
        try (FileChannel file =
                FileChannel.open(here.resolve("plain"), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            Step append = () -> {
                bytes.clear();
                while (bytes.hasRemaining()) {
                    file.write(bytes);
                }
                if (forced) {
                    file.force(false);
                }
            };
            int count = forced ? Math.min(singles, FORCED) : singles;
            long[] nanos = timed(append, count, 0);
            long[] spaced = timed(append, Math.min(singles, FORCED), GAP_NANOS);
            return figures(nanos, spaced, count * 1e9 / Arrays.stream(nanos).sum());
        }
    }

    private interface Step {
        void run() throws IOException;
    }

    private static long[] timed(Step step, int count, long gapNanos) throws IOException, InterruptedException {
        long[] nanos = new long[count];
        for (int i = 0; i < count; i++) {
            if (gapNanos > 0) {
                TimeUnit.NANOSECONDS.sleep(gapNanos);
            }
            long start = System.nanoTime();
            step.run();
            nanos[i] = System.nanoTime() - start;
        }
        return nanos;
    }

    private static Figures figures(long[] nanos, long[] spaced, double perSecond) {
        Arrays.sort(nanos);
        Arrays.sort(spaced);
        return new Figures(
                nanos[nanos.length / 2] / 1e3,
                nanos[(int) (nanos.length * 0.99)] / 1e3,
                nanos[nanos.length - 1] / 1e3,
                spaced[spaced.length / 2] / 1e3,
                perSecond);
    }

    private static List<UsageRecord> calls(int count) {
        Random random = new Random(1);
        return Stream.generate(() -> call(random)).limit(count).toList();
    }

    private static UsageRecord call(Random random) {
        Quantities quantities = Quantities.builder()
                .add(UsageUnit.INPUT_TOKENS, 1 + random.nextInt(10_000))
                .add(UsageUnit.CACHED_INPUT_TOKENS, 1 + random.nextInt(10_000))
                .add(UsageUnit.OUTPUT_TOKENS, 1 + random.nextInt(2_000))
                .build();
        List<CostLine> lines = quantities.amounts().entrySet().stream()
                .map(amount -> new CostLine(amount.getValue(), new Rate(amount.getKey(), Money.usd("0.025"), MILLION)))
                .toList();
        UsageRecordId id = UsageRecordId.at(Instant.parse("2026-10-15T12:00:00Z"), random);
        MeteredCall call = new MeteredCall(
                id.instant(),
                Attribution.of(
                        new OrganizationId("acme"),
                        new UserId("member@acme.example"),
                        new Endpoint("chat.completions")),
                new Operation("chat.completions"),
                Provider.OPENAI,
                new ModelName("gpt-4.1-nano"),
                new ModelName("gpt-4.1-nano-2025-04-14"),
                ServiceTier.STANDARD,
                null,
                new UsageReading.Reported(quantities),
                new Timing(Duration.ofMillis(850), Duration.ofMillis(300)),
                new Outcome.Success());
        return new UsageRecord(id, call, Cost.measured(Money.USD, lines, "gpt-4.1-nano-2025-04-14"));
    }

    private static void clear(Path here) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> files = Files.walk(here)) {
            deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : deepestFirst) {
            Files.delete(file);
        }
    }

    /** Has nobody to tell. */
    private static final class Silent implements MeteringMonitor {

        @Override
        public void recorded(UsageRecord usageRecord) {}

        @Override
        public void posted(int usageRecords) {}

        @Override
        public void postingDelayed(int usageRecords, Throwable cause) {}

        @Override
        public void recordingFailed(Throwable cause) {}

        @Override
        public void lost(int usageRecords, String reason) {}
    }
}
