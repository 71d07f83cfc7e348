package io.tokentally.benchmark.fault;

import io.tokentally.benchmark.fault.BudgetLoad.Group;
import io.tokentally.benchmark.fault.TestedBudget.Manner;
import io.tokentally.benchmark.product.FreePort;
import io.tokentally.benchmark.product.Postgres;
import io.tokentally.benchmark.product.Product;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Holds 64 callers to budgets at three gateways on one database, while gateways and the database are killed and answers break off. At the
 * end it asks the ledger: no amount may be passed by more than is stated, no counter may differ from its calls, nothing may be set aside
 * for nobody, and nearly all of an amount must have been there to be used before anybody was refused.
 */
public final class BudgetFaultRun {

    private static final int GATEWAYS = 3;
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final BigDecimal DOLLARS_PER_OUTPUT_TOKEN = new BigDecimal("0.0000004");
    private static final BigDecimal DOLLARS_PER_INPUT_TOKEN = new BigDecimal("0.0000001");

    private final Options options;
    private final PrintStream report;
    private final Random random;
    private final long begun = System.nanoTime();
    private final Map<BudgetFault, Integer> counts = new EnumMap<>(BudgetFault.class);
    private final Set<Long> late = ConcurrentHashMap.newKeySet();
    /** Of each gateway, when it serves calls. */
    private final List<CompletableFuture<Void>> starts =
            new ArrayList<>(Collections.nCopies(GATEWAYS, CompletableFuture.completedFuture(null)));

    /**
     * What a run is like.
     *
     * @param jar the application
     * @param folder for everything that the run leaves behind
     * @param kinds of faults
     * @param faults how many
     * @param seed which faults in which order, and what callers ask for and the provider answers
     * @param times how many times what all its callers can use at once each amount is
     */
    public record Options(Path jar, Path folder, List<BudgetFault> kinds, int faults, long seed, int times) {}

    public BudgetFaultRun(Options options, PrintStream report) {
        this.options = options;
        this.report = report;
        this.random = new Random(options.seed());
    }

    /** Arguments: the jar, the folder, the number of faults, the seed, and how large amounts are. */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 5) {
            System.err.println("Arguments: JAR FOLDER FAULTS SEED TIMES");
            System.exit(2);
        }
        Options options = new Options(
                Path.of(arguments[0]),
                Path.of(arguments[1]),
                List.of(BudgetFault.values()),
                Integer.parseInt(arguments[2]),
                Long.parseLong(arguments[3]),
                Integer.parseInt(arguments[4]));
        System.exit(new BudgetFaultRun(options, System.out).run() ? 0 : 1);
    }

    /** What can be broken. */
    private record World(List<Product> gateways, Postgres postgres) {}

    /** @return whether every budget held, and nothing was kept from anybody */
    public boolean run() throws IOException, InterruptedException, SQLException {
        Files.createDirectories(options.folder());
        try (Postgres postgres = Postgres.start(options.folder().resolve("postgresql"), FreePort.find());
                UsageProvider provider = UsageProvider.start(options.seed())) {
            Map<String, String> environment = environment(postgres);
            List<Product> gateways = new ArrayList<>();
            for (int i = 0; i < GATEWAYS; i++) {
                gateways.add(product(i, provider, environment));
            }
            World world = new World(gateways, postgres);
            try {
                // The first one makes the tables and the people.
                gateways.getFirst().start();
                for (int number = 1; number < GATEWAYS; number++) {
                    Product gateway = gateways.get(number);
                    starts.set(number, inBackground(gateway::start));
                }
                awaitAll();
                return run(world, provider, environment);
            } finally {
                // Whatever they would still do: the run is over.
                gateways.stream().filter(Product::isAlive).forEach(Product::kill);
            }
        }
    }

    private boolean run(World world, UsageProvider provider, Map<String, String> environment)
            throws IOException, InterruptedException, SQLException {
        String key = world.gateways().getFirst().makeKey();
        List<TestedBudget> budgets = budgets();
        for (TestedBudget budget : budgets) {
            world.gateways().getFirst().send(Product.OWNER, "POST", "/api/v1/budgets", budget.json());
        }
        // Every gateway reads changed budgets within two seconds.
        Thread.sleep(3_000);
        try (BudgetLoad load = BudgetLoad.start(
                world.gateways().stream().map(Product::gateway).toList(), key, groups(), options.seed())) {
            for (BudgetFault fault : faults()) {
                goOn(2_000);
                say("%-40s after call %,9d; %,9d acknowledged, %,9d over budget so far"
                        .formatted(
                                fault,
                                load.last(),
                                load.acknowledged().size(),
                                load.refused().size()));
                bring(fault, world, load);
                counts.merge(fault, 1, Integer::sum);
            }
            awaitAll();
            awaitRefusals(budgets, load);
            load.stop();
            for (Product gateway : world.gateways()) {
                await("The journal is not empty", () -> hasEmptyJournal(gateway));
            }
            return conclude(budgets, world, load, provider, environment);
        }
    }

    private Map<String, String> environment(Postgres postgres) {
        Map<String, String> environment = new HashMap<>(postgres.environment());
        byte[] masterKey = new byte[32];
        random.nextBytes(masterKey);
        environment.put("TOKENTALLY_MASTER_KEY", Base64.getEncoder().encodeToString(masterKey));
        environment.put("TOKENTALLY_JOURNAL_WHENBROKEN", "fail-closed");
        return environment;
    }

    private Product product(int number, UsageProvider provider, Map<String, String> environment) throws IOException {
        return new Product(
                options.jar(),
                options.folder().resolve("gateway-%d.log".formatted(number + 1)),
                new Product.Settings(
                        options.folder().resolve("home-" + (number + 1)),
                        FreePort.find(),
                        FreePort.find(),
                        provider.baseUrl(),
                        environment,
                        List.of("-Xmx384m", "-XX:TieredStopAtLevel=1")));
    }

    private static List<Group> groups() {
        return List.of(
                new Group("strict-tokens", 11, false),
                new Group("strict-cost", 11, false),
                new Group("leased-cost", 11, false),
                new Group("expected-tokens", 11, false),
                new Group("without-limit", 10, true),
                new Group("each-user", 10, false));
    }

    /** One for each group, of which that for each user counts all their calls; and one for all that is never used up. */
    private List<TestedBudget> budgets() {
        BigDecimal tokens = BigDecimal.valueOf(BudgetLoad.MOST_BYTES + BudgetLoad.MOST_OUTPUT);
        BigDecimal longest = BigDecimal.valueOf(BudgetLoad.MOST_BYTES + UsageProvider.LONGEST);
        BigDecimal cost = DOLLARS_PER_INPUT_TOKEN
                .multiply(BigDecimal.valueOf(BudgetLoad.MOST_BYTES))
                .add(DOLLARS_PER_OUTPUT_TOKEN.multiply(BigDecimal.valueOf(BudgetLoad.MOST_OUTPUT)));
        return List.of(
                budget("strict-tokens", "tokens", tokens, 11, "\"hour\"", Manner.STRICT),
                budget("strict-cost", "cost", cost, 11, "\"month\"", Manner.STRICT),
                budget("leased-cost", "cost", cost, 11, "\"day\"", Manner.LEASED),
                budget("expected-tokens", "tokens", tokens, 11, "\"month\"", Manner.EXPECTED),
                budget(
                        "without-limit",
                        "tokens",
                        longest,
                        10,
                        "{\"rollingHours\": 1}",
                        Manner.STRICT_AND_UNBOUNDED_PASS),
                new TestedBudget(
                        "Calls of each user",
                        "each-user",
                        true,
                        "requests",
                        BigDecimal.valueOf(10L * options.times()),
                        "\"hour\"",
                        Manner.LEASED,
                        BigDecimal.ONE,
                        10),
                new TestedBudget(
                        "All calls",
                        null,
                        false,
                        "requests",
                        BigDecimal.valueOf(10_000_000),
                        "\"month\"",
                        Manner.LEASED,
                        BigDecimal.ONE,
                        64));
    }

    private TestedBudget budget(
            String endpoint, String measure, BigDecimal largest, int callers, String window, Manner manner) {
        return new TestedBudget(
                "Budget of " + endpoint,
                endpoint,
                false,
                measure,
                largest.multiply(BigDecimal.valueOf((long) callers * options.times())),
                window,
                manner,
                largest,
                callers);
    }

    /** Each kind as often as the others, in an order of chance. */
    private List<BudgetFault> faults() {
        List<BudgetFault> kinds = new ArrayList<>(options.kinds());
        List<BudgetFault> faults = new ArrayList<>();
        while (faults.size() < options.faults()) {
            Collections.shuffle(kinds, random);
            faults.addAll(kinds.subList(0, Math.min(kinds.size(), options.faults() - faults.size())));
        }
        return faults;
    }

    private void bring(BudgetFault fault, World world, BudgetLoad load) throws IOException, InterruptedException {
        int number = anyThatServes();
        Product gateway = world.gateways().get(number);
        switch (fault) {
            case KILL_GATEWAY -> {
                gateway.kill();
                comeAgain(world, load, number, Duration.ZERO);
            }
            case KILL_GATEWAY_BEYOND_ITS_LEASES -> {
                gateway.kill();
                comeAgain(world, load, number, LEASE.plusSeconds(3));
            }
            case TERMINATE_GATEWAY -> {
                gateway.terminate();
                comeAgain(world, load, number, Duration.ZERO);
            }
            case FREEZE_GATEWAY -> {
                signal("STOP", gateway.pid());
                goOn(4_000);
                signal("CONT", gateway.pid());
            }
            case FREEZE_DATABASE -> {
                world.postgres().freeze();
                goOn(4_000);
                world.postgres().thaw();
            }
            case KILL_DATABASE -> {
                world.postgres().kill();
                goOn(2_000);
                world.postgres().startAgain();
            }
            case KILL_GATEWAY_WHILE_DATABASE_FREEZES -> {
                world.postgres().freeze();
                goOn(2_000);
                gateway.kill();
                world.postgres().thaw();
                comeAgain(world, load, number, Duration.ZERO);
            }
        }
    }

    /** One of those that are there; where none is, it waits. */
    private int anyThatServes() throws InterruptedException {
        while (true) {
            List<Integer> there = new ArrayList<>();
            for (int number = 0; number < GATEWAYS; number++) {
                if (starts.get(number).isDone()) {
                    there.add(number);
                }
            }
            if (!there.isEmpty()) {
                return there.get(random.nextInt(there.size()));
            }
            Thread.sleep(200);
        }
    }

    private void awaitAll() {
        starts.forEach(CompletableFuture::join);
    }

    /** Starts a gateway that died, beside what happens next, and remembers what comes to the ledger too late for its leases. */
    private void comeAgain(World world, BudgetLoad load, int number, Duration away) {
        long died = System.nanoTime();
        long last = load.last();
        starts.set(number, inBackground(() -> {
            Thread.sleep(away.toMillis());
            Set<Long> known = again(() -> BudgetCheck.known(world.postgres()));
            Product gateway = world.gateways().get(number);
            again(() -> {
                gateway.start();
                return true;
            });
            await("The journal is not empty", () -> hasEmptyJournal(gateway));
            if (System.nanoTime() - died > LEASE.toNanos()) {
                for (long call = 1; call <= last; call++) {
                    BudgetLoad.Made made = load.made(call);
                    if (made != null && made.gateway() == number && !known.contains(call)) {
                        late.add(call);
                    }
                }
            }
        }));
    }

    private static boolean hasEmptyJournal(Product gateway) throws InterruptedException {
        try {
            return gateway.metric("tokentally.journal.depth") == 0;
        } catch (IOException e) {
            // It asks the database who wants to know, and that may be away.
            return false;
        }
    }

    /** What takes its time and may fail. */
    @FunctionalInterface
    private interface Task {
        void run() throws IOException, InterruptedException, SQLException;
    }

    private static CompletableFuture<Void> inBackground(Task task) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        task.run();
                    } catch (IOException | SQLException e) {
                        throw new IllegalStateException("A gateway did not come again", e);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        throw new IllegalStateException("A gateway was not awaited", e);
                    }
                },
                command -> Thread.ofVirtual().start(command));
    }

    /** What may have to be asked again. */
    @FunctionalInterface
    private interface Question<T> {
        T ask() throws IOException, InterruptedException, SQLException;
    }

    /** Several times, since the database is away now and then. */
    private static <T> T again(Question<T> question) throws IOException, InterruptedException, SQLException {
        for (int i = 0; i < 4; i++) {
            try {
                return question.ask();
            } catch (IOException | SQLException e) {
                Thread.sleep(5_000);
            }
        }
        return question.ask();
    }

    private static void signal(String name, long pid) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
    }

    /** Lets calls be made for about so long: between half and one and a half of it. */
    private void goOn(int milliseconds) throws InterruptedException {
        Thread.sleep(milliseconds / 2 + random.nextInt(milliseconds));
    }

    /** A condition that may have to ask somebody. */
    @FunctionalInterface
    private interface Condition {
        boolean holds() throws IOException, InterruptedException, SQLException;
    }

    private static boolean holdsWithin(Duration time, Condition condition)
            throws IOException, InterruptedException, SQLException {
        long end = System.nanoTime() + time.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                return false;
            }
            Thread.sleep(200);
        }
        return true;
    }

    private static void await(String otherwise, Condition condition)
            throws IOException, InterruptedException, SQLException {
        if (!holdsWithin(PATIENCE, condition)) {
            throw new IllegalStateException("%s after %s".formatted(otherwise, PATIENCE));
        }
    }

    /** Until each budget but that for all was used up. */
    private static void awaitRefusals(List<TestedBudget> budgets, BudgetLoad load)
            throws IOException, InterruptedException, SQLException {
        Predicate<TestedBudget> wasUsedUp = budget -> budget.endpoint() == null
                || load.refused().stream().anyMatch(refused -> refused.budget().equals(budget.name()));
        await("Not every budget is used up", () -> budgets.stream().allMatch(wasUsedUp));
    }

    private boolean conclude(
            List<TestedBudget> budgets,
            World world,
            BudgetLoad load,
            UsageProvider provider,
            Map<String, String> environment)
            throws IOException, InterruptedException, SQLException {
        BudgetCheck check = new BudgetCheck(world.postgres(), load, late, GATEWAYS);
        check.calls();
        for (TestedBudget budget : budgets) {
            check.budget(budget, world.postgres());
        }
        holdsWithin(LEASE.plusSeconds(30), () -> BudgetCheck.leases(world.postgres()) == 0);
        check.leases(BudgetCheck.leasesHeld(world.postgres()));
        check.verified(verifies(environment));
        report.println();
        counts.forEach((fault, times) -> report.printf("%-40s %4d times%n", fault, times));
        report.printf(
                "%n%,d faults, seed %d; %,d calls made, %,d answers broken off by the provider; answers: %s%n%n%s%n",
                options.faults(), options.seed(), load.last(), provider.brokenOff(), load.answers(), check);
        return check.isFlawless();
    }

    /** Asks the application's own command. */
    private boolean verifies(Map<String, String> environment) throws IOException, InterruptedException {
        ProcessBuilder command = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx384m",
                        "-jar",
                        options.jar().toString(),
                        "ledger",
                        "verify")
                .redirectErrorStream(true)
                .redirectOutput(options.folder().resolve("verify.log").toFile());
        command.environment().putAll(environment);
        command.environment()
                .put("TOKENTALLY_HOME", options.folder().resolve("home-1").toString());
        return command.start().waitFor() == 0;
    }

    private void say(String text) {
        report.printf("%5d s  %s%n", (System.nanoTime() - begun) / 1_000_000_000, text);
    }
}
