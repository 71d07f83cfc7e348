package io.tokentally.benchmark.neighbours;

import io.tokentally.benchmark.product.FreePort;
import io.tokentally.benchmark.product.MockProvider;
import io.tokentally.benchmark.product.MockProvider.Manner;
import io.tokentally.benchmark.product.Postgres;
import io.tokentally.benchmark.product.Product;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What somebody of one organization sees of the API while people of another take large exports, slowly and greedily: with the
 * shares of exports as they are, and with them opened wide by their settings, in turns.
 */
public final class ExportNeighbours {

    private static final List<String> PEOPLE =
            List.of("owner@acme.example", "admin@acme.example", "member@acme.example", "second@acme.example");

    /** Each call of the demo's so many times more, of the same instant. */
    private static final int COPIES = 20;

    private static final int BEFORE = 10;
    private static final int WHILE = 40;
    private static final int AFTER = 10;
    private static final int BYTES_PER_SECOND = 1_000;
    private static final int WITHOUT_END = 10_000_000;

    private static final Map<String, String> WIDE_OPEN = Map.of(
            "TOKENTALLY_READING_CONNECTIONS", "8",
            "TOKENTALLY_READING_PERORGANIZATION", "8",
            "TOKENTALLY_READING_PERPERSON", "8",
            "TOKENTALLY_EXPORT_ATONCE", "100000",
            "TOKENTALLY_EXPORT_PERORGANIZATION", "100000",
            "TOKENTALLY_EXPORT_PERPERSON", "100000",
            "TOKENTALLY_EXPORT_LEASTRATE", "0B");

    private static final List<Kind> KINDS = List.of(
            new Kind(
                    "250 readers of exports who take %,d bytes a second".formatted(BYTES_PER_SECOND),
                    250,
                    BYTES_PER_SECOND),
            new Kind("16 readers of exports who take them as fast as they come", 16, WITHOUT_END));

    private final Path jar;
    private final Path folder;
    private final int rounds;
    private final PrintStream report;

    private ExportNeighbours(Path jar, Path folder, int rounds, PrintStream report) {
        this.jar = jar;
        this.folder = folder;
        this.rounds = rounds;
        this.report = report;
    }

    private record Kind(String name, int readers, int bytesPerSecond) {}

    private record Way(int port, Caller neighbour) {}

    /** Arguments: the jar, a folder, and how many rounds. */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 3) {
            System.err.println("Arguments: JAR FOLDER ROUNDS");
            System.exit(2);
        }
        Path folder = Files.createDirectories(Path.of(arguments[1]));
        new ExportNeighbours(Path.of(arguments[0]), folder, Integer.parseInt(arguments[2]), System.out).run();
        System.exit(0);
    }

    private void run() throws Exception {
        try (MockProvider provider = MockProvider.start(0, Manner.PROMPT);
                Postgres postgres = database("shares");
                Postgres other = database("wide-open");
                Product guarded = product("shares", provider, postgres, Map.of());
                Product open = product("wide-open", provider, other, WIDE_OPEN)) {
            Way wideOpen = way(open, other);
            Way shares = way(guarded, postgres);
            report.printf(
                    "%d rounds of %d requests before, %d while and %d after, the two applications in turns%n",
                    rounds, BEFORE, WHILE, AFTER);
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

    private static final class Measured {
        private final Course before = new Course();
        private final Course during = new Course();
        private final Course after = new Course();
        private Map<String, Integer> readers = Map.of();

        private void print(String way, PrintStream report) {
            report.printf("  %-9s  before  %s%n", way, before);
            report.printf("  %-9s  while   %s%n", way, during);
            report.printf("  %-9s  after   %s%n", way, after);
            report.printf("  %-9s  readers of the last round got %s%n", way, readers);
        }
    }

    private static void measure(Kind kind, Way way, Measured measured) throws Exception {
        way.neighbour().ask(BEFORE, measured.before);
        try (SlowReaders readers = new SlowReaders(way.port(), kind.bytesPerSecond())) {
            for (int reader = 0; reader < kind.readers(); reader++) {
                String login = PEOPLE.get(reader % PEOPLE.size());
                readers.add(login, "days=90" + (reader % PEOPLE.size() < 2 ? "&scope=organization" : ""));
                Thread.sleep(20);
            }
            way.neighbour().ask(WHILE, measured.during);
            measured.readers = readers.outcomes();
        }
        // The server sees that they are gone when it writes to them next.
        Thread.sleep(3_000);
        way.neighbour().ask(AFTER, measured.after);
    }

    private Postgres database(String name) throws IOException, SQLException {
        return Postgres.start(Files.createDirectories(folder.resolve(name)).resolve("postgresql"), FreePort.find());
    }

    private Product product(String name, MockProvider provider, Postgres postgres, Map<String, String> settings)
            throws IOException {
        Map<String, String> environment = new HashMap<>(settings);
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

    private Way way(Product product, Postgres postgres) throws Exception {
        product.start();
        report.printf("rows of acme: %,d%n", multiply(postgres));
        Caller neighbour = new Caller(product.web(), "member@globex.example", "/api/v1/usage/summary?days=7");
        neighbour.ask(BEFORE, new Course());
        return new Way(product.web().getPort(), neighbour);
    }

    /** Makes the export of acme large, and returns how many rows it has. */
    private static int multiply(Postgres postgres) throws SQLException {
        try (Connection connection = postgres.connectToLedger();
                Statement statement = connection.createStatement()) {
            return statement.executeUpdate("""
                    INSERT INTO public.usage_calls
                    SELECT (jsonb_populate_record(log, jsonb_build_object('id',
                        overlay(log.id::text PLACING substr(md5(random()::text), 1, 12) FROM 25)))).*
                    FROM public.usage_calls log, generate_series(1, %d)
                    WHERE organization_id = 'acme'""".formatted(COPIES));
        }
    }
}
