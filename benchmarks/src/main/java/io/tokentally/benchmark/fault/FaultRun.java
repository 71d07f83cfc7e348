package io.tokentally.benchmark.fault;

import io.tokentally.benchmark.product.FreePort;
import io.tokentally.benchmark.product.MockProvider;
import io.tokentally.benchmark.product.MockProvider.Manner;
import io.tokentally.benchmark.product.MockProvider.Trouble;
import io.tokentally.benchmark.product.Postgres;
import io.tokentally.benchmark.product.Product;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Lets one thing after the other go wrong while calls are made through the gateway. At the end it asks the ledger: every
 * call that was acknowledged must be there, once, and the roll-ups must be the sums of the rows.
 */
public final class FaultRun {

    private static final int DISK_MEGABYTES = 64;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Options options;
    private final PrintStream report;
    private final Random random;
    private final long begun = System.nanoTime();
    private final Map<Fault, Integer> counts = new EnumMap<>(Fault.class);

    /**
     * What a run is like.
     *
     * @param jar the application
     * @param folder for everything that the run leaves behind
     * @param faults how many
     * @param seed which faults in which order, and how long each lasts
     * @param callers how many call at once
     * @param callsPerSecond of all of them, at most
     */
    public record Options(Path jar, Path folder, int faults, long seed, int callers, int callsPerSecond) {

        /** Every kind of fault once, with few callers. */
        public static Options eachFaultOnce(Path jar, Path folder) {
            return new Options(jar, folder, Fault.values().length, 4, 16, 200);
        }
    }

    public FaultRun(Options options, PrintStream report) {
        this.options = options;
        this.report = report;
        this.random = new Random(options.seed());
    }

    /** Arguments: the jar, the folder, the number of faults, and the seed. */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 4) {
            System.err.println("Arguments: JAR FOLDER FAULTS SEED");
            System.exit(2);
        }
        Options options = new Options(
                Path.of(arguments[0]),
                Path.of(arguments[1]),
                Integer.parseInt(arguments[2]),
                Long.parseLong(arguments[3]),
                32,
                400);
        System.exit(new FaultRun(options, System.out).run() ? 0 : 1);
    }

    /** @return whether nothing was lost, doubled or made up */
    public boolean run() throws IOException, InterruptedException, SQLException {
        Files.createDirectories(options.folder());
        try (Disk disk = Disk.mount(options.folder().resolve("home"), DISK_MEGABYTES);
                Postgres postgres = Postgres.start(options.folder().resolve("postgresql"), FreePort.find());
                MockProvider provider = MockProvider.start(0, Manner.PROMPT);
                Product product = product(disk, postgres, provider)) {
            product.start();
            String key = product.makeKey();
            try (Load load = Load.start(product.gateway(), key, options.callers(), options.callsPerSecond())) {
                World world = new World(product, postgres, provider, disk);
                for (Fault fault : faults(disk)) {
                    goOn(1_000);
                    say("%-40s after call %,9d; %,9d acknowledged so far"
                            .formatted(fault, load.made(), load.acknowledgedSoFar()));
                    bring(fault, world);
                    counts.merge(fault, 1, Integer::sum);
                }
                goOn(2_000);
                load.stop();
                awaitEmptyJournal(product);
                return conclude(LedgerCheck.of(postgres, provider, load.acknowledged()), load);
            }
        }
    }

    /** What can be broken. */
    private record World(Product product, Postgres postgres, MockProvider provider, Disk disk) {}

    private Product product(Disk disk, Postgres postgres, MockProvider provider) throws IOException {
        Map<String, String> environment = new HashMap<>(postgres.environment());
        environment.put("TOKENTALLY_JOURNAL_WHENBROKEN", "fail-closed");
        return new Product(
                options.jar(),
                options.folder().resolve("application.log"),
                new Product.Settings(
                        disk.path(),
                        FreePort.find(),
                        FreePort.find(),
                        provider.baseUrl(),
                        environment,
                        // Started again and again: compiled quickly rather than well.
                        List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")));
    }

    /** Each kind as often as the others, in an order of chance. */
    private List<Fault> faults(Disk disk) {
        List<Fault> kinds = new ArrayList<>(List.of(Fault.values()));
        if (!disk.canBeFilled()) {
            say("There is no small disk here to be filled (mounting one needs root): FILL_DISK is left out");
            kinds.remove(Fault.FILL_DISK);
        }
        List<Fault> faults = new ArrayList<>();
        while (faults.size() < options.faults()) {
            Collections.shuffle(kinds, random);
            faults.addAll(kinds.subList(0, Math.min(kinds.size(), options.faults() - faults.size())));
        }
        return faults;
    }

    private void bring(Fault fault, World world) throws IOException, InterruptedException {
        switch (fault) {
            case KILL_APPLICATION -> {
                world.product().kill();
                world.product().start();
            }
            case TERMINATE_APPLICATION -> {
                world.product().terminate();
                world.product().start();
            }
            case FREEZE_DATABASE -> {
                world.postgres().freeze();
                goOn(4_000);
                world.postgres().thaw();
            }
            case STOP_DATABASE -> {
                world.postgres().stop();
                goOn(4_000);
                world.postgres().startAgain();
            }
            case KILL_DATABASE -> {
                world.postgres().kill();
                goOn(2_000);
                world.postgres().startAgain();
            }
            case KILL_APPLICATION_WHILE_DATABASE_FREEZES -> {
                world.postgres().freeze();
                goOn(2_000);
                world.product().kill();
                world.postgres().thaw();
                world.product().start();
            }
            case FILL_DISK -> {
                world.disk().fill();
                goOn(4_000);
                world.disk().free();
            }
            case PROVIDER_ERRORS -> misbehave(world, Trouble.ERROR);
            case PROVIDER_SILENCE -> misbehave(world, Trouble.NO_ANSWER);
            case PROVIDER_HALVES -> misbehave(world, Trouble.HALF_AN_ANSWER);
            case PROVIDER_GARBAGE -> misbehave(world, Trouble.GARBAGE);
        }
    }

    private void misbehave(World world, Trouble trouble) throws InterruptedException {
        world.provider().behave(Manner.PROMPT.with(trouble));
        goOn(1_500);
        world.provider().behave(Manner.PROMPT);
    }

    /** Lets calls be made for about so long: between half and one and a half of it. */
    private void goOn(int milliseconds) throws InterruptedException {
        Thread.sleep(milliseconds / 2 + random.nextInt(milliseconds));
    }

    private static void awaitEmptyJournal(Product product) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (product.metric("tokentally.journal.depth") > 0) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("The journal is not empty after " + PATIENCE);
            }
            Thread.sleep(200);
        }
    }

    private boolean conclude(LedgerCheck check, Load load) {
        report.println();
        counts.forEach((fault, times) -> report.printf("%-40s %4d times%n", fault, times));
        report.printf(
                "%n%,d faults, seed %d; %,d calls made, %,d of them refused or broken%n%n%s%n%s%n",
                options.faults(),
                options.seed(),
                load.made(),
                load.failed(),
                check,
                check.isFlawless() ? "Nothing lost, nothing doubled, nothing made up." : "FLAWED.");
        return check.isFlawless();
    }

    private void say(String text) {
        report.printf("%5d s  %s%n", (System.nanoTime() - begun) / 1_000_000_000, text);
    }
}
