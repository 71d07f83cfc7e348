package io.tokentally.benchmark.webneighbours;

import io.tokentally.benchmark.product.FreePort;
import io.tokentally.benchmark.product.MockProvider;
import io.tokentally.benchmark.product.MockProvider.Manner;
import io.tokentally.benchmark.product.Postgres;
import io.tokentally.benchmark.product.Product;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures what a signed-in person sees before, while and after a crowd at another address misbehaves at the web port: with
 * the shares of an address as they are, and with them opened wide by its settings, in turns.
 */
public final class WebNeighbours {

    private static final Duration BEFORE = Duration.ofSeconds(5);
    private static final Duration WHILE = Duration.ofSeconds(12);
    private static final Duration AFTER = Duration.ofSeconds(5);
    private static final Duration WARM_UP = Duration.ofSeconds(15);

    /** A server for few, so that a crowd of a small machine can be too many for it. */
    private static final Map<String, String> SMALL = Map.of("SERVER_TOMCAT_MAXCONNECTIONS", "1000");

    private static final Map<String, String> WIDE_OPEN =
            Map.of("TOKENTALLY_WEB_CONNECTIONSPERADDRESS", "1000000", "TOKENTALLY_WEB_REQUESTSPERADDRESS", "1000000");

    private static final List<Kind> KINDS = List.of(
            new Kind("300 pages a round opened by nobody who is signed in", crowd -> crowd.startAnonymously(300)),
            new Kind("1,200 idle connections", crowd -> crowd.stayIdle(1_200)),
            new Kind("400 requests whose bodies do not come", crowd -> crowd.announceBodies(400)));

    private final Path jar;
    private final Path folder;
    private final int rounds;
    private final PrintStream report;

    private WebNeighbours(Path jar, Path folder, int rounds, PrintStream report) {
        this.jar = jar;
        this.folder = folder;
        this.rounds = rounds;
        this.report = report;
    }

    /** A way to misbehave. */
    private record Kind(String name, Doing doing) {}

    /** What a crowd does, and what comes of it in words. */
    private interface Doing {
        String by(Crowd crowd) throws InterruptedException;
    }

    /** One application, with whoever looks at it. */
    private record Way(URI address, Neighbour neighbour) {}

    /** Arguments: the jar, a folder, and how many rounds. The process needs as many open files as connections. */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 3) {
            System.err.println("Arguments: JAR FOLDER ROUNDS");
            System.exit(2);
        }
        Path folder = Files.createDirectories(Path.of(arguments[1]));
        new WebNeighbours(Path.of(arguments[0]), folder, Integer.parseInt(arguments[2]), System.out).run();
        System.exit(0);
    }

    private void run() throws Exception {
        try (MockProvider provider = MockProvider.start(0, Manner.PROMPT);
                Postgres postgres = database("shares");
                Postgres other = database("wide-open");
                Product guarded = product("shares", provider, postgres, Map.of());
                Product open = product("wide-open", provider, other, WIDE_OPEN)) {
            Way wideOpen = way(open);
            Way shares = way(guarded);
            wideOpen.neighbour().look(WARM_UP, new Course());
            shares.neighbour().look(WARM_UP, new Course());
            report.printf(
                    "%d rounds of %d s before, %d s while and %d s after, the two applications in turns; the neighbour asks ten times a second at most%n",
                    rounds, BEFORE.toSeconds(), WHILE.toSeconds(), AFTER.toSeconds());
            for (Kind kind : KINDS) {
                Measured openly = new Measured();
                Measured guardedly = new Measured();
                for (int round = 0; round < rounds; round++) {
                    measure(kind, wideOpen, openly);
                    measure(kind, shares, guardedly);
                }
                report.printf("%n%s%n", kind.name());
                openly.print("wide open", report);
                guardedly.print("shares", report);
                report.printf(
                        "  while it went on: not served %.1f %% wide open, %.1f %% with shares; p99, wide open ÷ shares: %.2f%n",
                        openly.during.percentFailed(),
                        guardedly.during.percentFailed(),
                        openly.during.tail() / guardedly.during.tail());
            }
        }
    }

    /** What came of one way to misbehave at one application. */
    private static final class Measured {
        private final Course before = new Course();
        private final Course during = new Course();
        private final Course after = new Course();
        private String crowd = "";

        private void print(String way, PrintStream report) {
            report.printf("  %-9s  before  %s%n", way, before);
            report.printf("  %-9s  while   %s%n", way, during);
            report.printf("  %-9s  after   %s%n", way, after);
            report.printf("  %-9s  the crowd of the last round: %s%n", way, crowd);
        }
    }

    private static void measure(Kind kind, Way way, Measured measured) throws Exception {
        way.neighbour().look(BEFORE, measured.before);
        try (Crowd crowd = new Crowd(way.address())) {
            String[] came = {""};
            Thread misbehaving = Thread.ofPlatform().start(() -> {
                try {
                    came[0] = kind.doing().by(crowd);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            way.neighbour().look(WHILE, measured.during);
            misbehaving.join();
            measured.crowd = came[0] + crowd.told();
        }
        way.neighbour().look(AFTER, measured.after);
    }

    private Postgres database(String name) throws IOException, SQLException {
        return Postgres.start(Files.createDirectories(folder.resolve(name)).resolve("postgresql"), FreePort.find());
    }

    private Product product(String name, MockProvider provider, Postgres postgres, Map<String, String> settings)
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
        Neighbour neighbour = new Neighbour(product.web());
        neighbour.signIn();
        return new Way(product.web(), neighbour);
    }
}
