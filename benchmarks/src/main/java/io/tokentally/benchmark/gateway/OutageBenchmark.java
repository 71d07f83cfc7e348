package io.tokentally.benchmark.gateway;

import io.tokentally.benchmark.product.FreePort;
import io.tokentally.benchmark.product.MockProvider;
import io.tokentally.benchmark.product.MockProvider.Manner;
import io.tokentally.benchmark.product.Postgres;
import io.tokentally.benchmark.product.Product;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A thousand calls a second while the database is away: whether all are served, what grows, and how long catching up takes. */
public final class OutageBenchmark {

    private static final int RATE = 1_000;
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s*(\\d+) kB");
    private static final Pattern HEAP = Pattern.compile("used (\\d+)K");

    private final PrintStream report;

    private OutageBenchmark(PrintStream report) {
        this.report = report;
    }

    /** Arguments: the jar, a folder, and for how many minutes the database is away. */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 3) {
            System.err.println("Arguments: JAR FOLDER MINUTES");
            System.exit(2);
        }
        Path folder = Files.createDirectories(Path.of(arguments[1]));
        new OutageBenchmark(System.out).run(Path.of(arguments[0]), folder, Integer.parseInt(arguments[2]));
        System.exit(0);
    }

    private void run(Path jar, Path folder, int minutes) throws Exception {
        try (Postgres postgres = Postgres.start(folder.resolve("postgresql"), FreePort.find());
                MockProvider provider = MockProvider.start(0, Manner.PROMPT);
                Product product = new Product(
                        jar,
                        folder.resolve("application.log"),
                        new Product.Settings(
                                folder.resolve("home"),
                                FreePort.find(),
                                FreePort.find(),
                                provider.baseUrl(),
                                postgres.environment(),
                                List.of("-Xmx512m")))) {
            product.start();
            Route route = Route.to(
                    Route.OURS,
                    product.gateway().resolve("/openai/v1"),
                    Map.of("Authorization", "Bearer " + product.makeKey(), "X-Tokentally-Endpoint", "outage"));
            report.printf("%,d calls/s for %d minutes without a database, heap limit 512 MB%n%n", RATE, minutes);
            try (OpenLoop loop = new OpenLoop(route, Route.PLAIN)) {
                postgres.stop();
                long served = 0;
                long failed = 0;
                for (int minute = 1; minute <= minutes; minute++) {
                    loop.warm();
                    OpenLoop.Result result = loop.call(60 * RATE, TimeUnit.SECONDS.toNanos(1) / RATE);
                    served += result.untilTheLast().getTotalCount();
                    failed += result.failed();
                    report.printf(
                            "minute %2d: served %,9d, failed %,d%s, p50 %,6.0f µs, p99 %,7.0f µs, heap %4d MB, resident %4d MB, journal %5d MB%n",
                            minute,
                            served,
                            failed,
                            result.failures().isEmpty() ? "" : " " + result.failures(),
                            Rounds.micros(result.untilTheLast(), 50),
                            Rounds.micros(result.untilTheLast(), 99),
                            heap(product) / 1024,
                            resident(product) / 1024,
                            size(folder.resolve("home/journal")) >> 20);
                }
                long begun = System.nanoTime();
                postgres.startAgain();
                while (rows(postgres) < served) {
                    Thread.sleep(500);
                    if (System.nanoTime() - begun > Duration.ofMinutes(30).toNanos()) {
                        throw new IllegalStateException("Not caught up after 30 minutes");
                    }
                }
                double seconds = (System.nanoTime() - begun) / 1e9;
                report.printf(
                        "%ncaught up in %.0f s: %,.0f records/s; rows %,d of %,d served calls; journal %d MB afterwards%n",
                        seconds, served / seconds, rows(postgres), served, size(folder.resolve("home/journal")) >> 20);
            }
        }
    }

    private static long rows(Postgres postgres) throws SQLException {
        try (Connection connection = postgres.connectToLedger();
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery(
                        "SELECT coalesce(sum(calls), 0) FROM public.usage_series_days JOIN public.usage_series"
                                + " USING (organization_id) WHERE number = series AND endpoint = 'outage'")) {
            count.next();
            return count.getLong(1);
        }
    }

    /** Kilobytes in use, garbage among them. */
    private static long heap(Product product) throws IOException {
        Process command = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(product.pid()),
                        "GC.heap_info")
                .start();
        return number(HEAP, new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }

    /** Kilobytes of memory that the process holds. */
    private static long resident(Product product) throws IOException {
        return number(RESIDENT, Files.readString(Path.of("/proc/%d/status".formatted(product.pid()))));
    }

    private static long number(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    }

    private static long size(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        long bytes = 0;
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }
}
