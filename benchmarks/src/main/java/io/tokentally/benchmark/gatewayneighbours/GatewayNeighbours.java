package io.tokentally.benchmark.gatewayneighbours;

import io.tokentally.benchmark.product.FreePort;
import io.tokentally.benchmark.product.Postgres;
import io.tokentally.benchmark.product.Product;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a caller with a key of one organization sees before, while and after the key of another organization misbehaves: with
 * the gateway's shares as they are, and with them opened wide by its settings, in turns.
 */
public final class GatewayNeighbours {

    private static final Duration BEFORE = Duration.ofSeconds(2);
    private static final Duration WHILE = Duration.ofSeconds(5);
    private static final Duration AFTER = Duration.ofSeconds(2);
    private static final Duration WARM_UP = Duration.ofSeconds(8);
    private static final long REST_MILLIS = 2_000;

    /** A gateway for few, so that a crowd of a small machine can be too many for it. */
    private static final Map<String, String> SMALL = Map.of(
            "TOKENTALLY_GATEWAY_LIMIT_CONNECTIONS", "1000", "TOKENTALLY_GATEWAY_LIMIT_UPSTREAMCONNECTIONS", "128");

    private static final Map<String, String> WIDE_OPEN = Map.of(
            "TOKENTALLY_GATEWAY_SHARE_KEY", "100",
            "TOKENTALLY_GATEWAY_SHARE_ORGANIZATION", "100",
            "TOKENTALLY_GATEWAY_SHARE_ADDRESS", "100",
            "TOKENTALLY_GATEWAY_LEASTRATE_PERSECOND", "0",
            "TOKENTALLY_GATEWAY_LIMIT_CONCURRENTCALLS", "100000");

    private final Path jar;
    private final Path folder;
    private final int rounds;
    private final PrintStream report;

    private GatewayNeighbours(Path jar, Path folder, int rounds, PrintStream report) {
        this.jar = jar;
        this.folder = folder;
        this.rounds = rounds;
        this.report = report;
    }

    private enum Phase {
        BEFORE,
        WHILE,
        AFTER
    }

    /** One gateway, with whoever calls it. */
    private record Way(Neighbour neighbour, GatewayClient misbehaving) {}

    /** What came of one way to misbehave with the shares wide open, and as they are. */
    private record Courses(Course wideOpen, Course shares) {}

    /** What came of one way to misbehave at one gateway. */
    private static final class Course {
        private final Map<Phase, Figures> phases = new EnumMap<>(Phase.class);
        private final Outcomes misbehaving = new Outcomes();

        private Figures in(Phase phase) {
            return phases.computeIfAbsent(phase, absent -> new Figures());
        }
    }

    /** Arguments: the jar, a folder, how many rounds, and if not all of it is wanted, a word of what is. */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length < 3 || arguments.length > 4) {
            System.err.println("Arguments: JAR FOLDER ROUNDS [WORD]");
            System.exit(2);
        }
        String word = arguments.length == 4 ? arguments[3] : "";
        Path folder = Files.createDirectories(Path.of(arguments[1]));
        new GatewayNeighbours(Path.of(arguments[0]), folder, Integer.parseInt(arguments[2]), System.out)
                .run(Misbehaviour.KINDS.stream()
                        .filter(kind -> kind.name().contains(word))
                        .toList());
        System.exit(0);
    }

    private void run(List<Misbehaviour.Kind> kinds) throws Exception {
        try (WordyProvider provider = new WordyProvider();
                Postgres postgres = database("shares");
                Postgres other = database("wide-open");
                Product guarded = product("shares", provider, postgres, Map.of());
                Product open = product("wide-open", provider, other, WIDE_OPEN)) {
            Way wideOpen = way(open);
            Way shares = way(guarded);
            wideOpen.neighbour().call(WARM_UP);
            shares.neighbour().call(WARM_UP);
            report.printf(
                    "%d rounds of %d s before, %d s while and %d s after, the two gateways in turns; 100 calls/s of the neighbour%n",
                    rounds, BEFORE.toSeconds(), WHILE.toSeconds(), AFTER.toSeconds());
            for (Misbehaviour.Kind kind : kinds) {
                report(kind, measure(kind, wideOpen, shares));
            }
        }
    }

    private Postgres database(String name) throws IOException, SQLException {
        return Postgres.start(Files.createDirectories(folder.resolve(name)).resolve("postgresql"), FreePort.find());
    }

    private Product product(String name, WordyProvider provider, Postgres postgres, Map<String, String> settings)
            throws IOException {
        Map<String, String> environment = new HashMap<>(SMALL);
        environment.putAll(settings);
        environment.putAll(postgres.environment());
        return new Product(
                jar,
                folder.resolve(name + ".log"),
                new Product.Settings(
                        folder.resolve(name).resolve("home"),
                        FreePort.find(),
                        FreePort.find(),
                        provider.baseUrl(),
                        environment,
                        List.of("-Xmx512m")));
    }

    private static Way way(Product product) throws IOException, InterruptedException {
        product.start();
        return new Way(
                new Neighbour(new GatewayClient(product.gateway(), product.makeKey(), "127.0.0.", 1)),
                new GatewayClient(product.gateway(), product.makeKey("owner@globex.example"), "127.0.1.", 8));
    }

    private Courses measure(Misbehaviour.Kind kind, Way wideOpen, Way shares) throws InterruptedException {
        Courses courses = new Courses(new Course(), new Course());
        for (int round = 0; round < rounds; round++) {
            measure(kind, wideOpen, courses.wideOpen());
            measure(kind, shares, courses.shares());
        }
        return courses;
    }

    private static void measure(Misbehaviour.Kind kind, Way way, Course course) throws InterruptedException {
        course.in(Phase.BEFORE).add(way.neighbour().call(BEFORE));
        try (Misbehaviour misbehaviour = kind.maker().with(way.misbehaving())) {
            misbehaviour.begin();
            course.in(Phase.WHILE).add(way.neighbour().call(WHILE));
            course.misbehaving.addAll(misbehaviour.outcomes());
        }
        course.in(Phase.AFTER).add(way.neighbour().call(AFTER));
        Thread.sleep(REST_MILLIS);
    }

    private void report(Misbehaviour.Kind kind, Courses courses) {
        report.printf("%n%s%n", kind.name());
        report("wide open", courses.wideOpen());
        report("shares", courses.shares());
        Figures open = courses.wideOpen().in(Phase.WHILE);
        Figures guarded = courses.shares().in(Phase.WHILE);
        report.printf(
                "  not served meanwhile: %.1f %% wide open, %.1f %% with shares; p99 of those served, wide open ÷ shares: %s%n",
                100 - open.outcomes().percentServed(),
                100 - guarded.outcomes().percentServed(),
                open.wasServed() && guarded.wasServed() ? "%.2f".formatted(open.tail() / guarded.tail()) : "-");
    }

    private void report(String way, Course course) {
        course.phases.forEach((phase, figures) ->
                report.printf("  %-9s  %-6s  %s%n", way, phase.name().toLowerCase(Locale.ROOT), figures));
        report.printf("  %-9s  its own requests were answered %s%n", way, course.misbehaving);
    }
}
