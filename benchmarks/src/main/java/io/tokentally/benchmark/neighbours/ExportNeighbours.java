package io.tokentally.benchmark.neighbours;

import io.tokentally.benchmark.product.FreePort;
import io.tokentally.benchmark.product.MockProvider;
import io.tokentally.benchmark.product.MockProvider.Manner;
import io.tokentally.benchmark.product.Postgres;
import io.tokentally.benchmark.product.Product;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** What somebody of one organization sees of the API while people of another take large exports slowly. */
public final class ExportNeighbours {

    private static final int READERS = 14;
    private static final List<String> PEOPLE =
            List.of("owner@acme.example", "admin@acme.example", "member@acme.example", "second@acme.example");

    /** Each call of the demo's so many times more, of the same instant. */
    private static final int COPIES = 60;

    private final PrintStream report;

    private ExportNeighbours(PrintStream report) {
        this.report = report;
    }

    /** Arguments: the jar, a folder, and how many bytes a second each slow reader takes. */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 3) {
            System.err.println("Arguments: JAR FOLDER BYTES_PER_SECOND");
            System.exit(2);
        }
        Path folder = Files.createDirectories(Path.of(arguments[1]));
        new ExportNeighbours(System.out).run(Path.of(arguments[0]), folder, Integer.parseInt(arguments[2]));
        System.exit(0);
    }

    private void run(Path jar, Path folder, int bytesPerSecond) throws Exception {
        int port = FreePort.find();
        try (Postgres postgres = Postgres.start(folder.resolve("postgresql"), FreePort.find());
                MockProvider provider = MockProvider.start(0, Manner.PROMPT);
                Product product = new Product(
                        jar,
                        folder.resolve("application.log"),
                        new Product.Settings(
                                folder.resolve("home"),
                                port,
                                FreePort.find(),
                                provider.baseUrl(),
                                postgres.environment(),
                                List.of("-Xmx512m")))) {
            product.start();
            report.printf("rows of acme: %,d%n", multiply(postgres));
            Caller neighbour = new Caller(port, "member@globex.example", "/api/v1/usage/summary?days=7");
            neighbour.ask(10);
            report.printf("nobody else:           %s%n", neighbour.ask(40));
            try (SlowReaders readers = new SlowReaders(port, bytesPerSecond)) {
                for (int reader = 0; reader < READERS; reader++) {
                    String login = PEOPLE.get(reader % PEOPLE.size());
                    readers.add(login, "days=90" + (reader % PEOPLE.size() < 2 ? "&scope=organization" : ""));
                }
                Thread.sleep(5_000);
                report.printf("%d readers at %,d B/s: %s%n", READERS, bytesPerSecond, neighbour.ask(120));
                report.printf("what the readers got:  %s%n", readers.outcomes());
            }
            report.printf("after they left:       %s%n", neighbour.ask(20));
        }
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
