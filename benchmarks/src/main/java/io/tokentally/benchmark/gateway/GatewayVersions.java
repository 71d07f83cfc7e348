package io.tokentally.benchmark.gateway;

import io.tokentally.benchmark.product.FreePort;
import io.tokentally.benchmark.product.MockProvider;
import io.tokentally.benchmark.product.Product;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The gateways of two builds, a change and what was before it, and no gateway: they take turns in each round. */
public final class GatewayVersions {

    private static final String BEFORE = "before";
    private static final String AFTER = "after";

    /** Until compiled code is what runs. */
    private static final int WARM_UPS = 4;

    private final Path folder;
    private final int rounds;
    private final PrintStream report;

    private GatewayVersions(Path folder, int rounds, PrintStream report) {
        this.folder = folder;
        this.rounds = rounds;
        this.report = report;
    }

    /** Arguments: the jar before the change, the jar after it, a folder, the number of rounds. */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 4) {
            System.err.println("Arguments: JAR_BEFORE JAR_AFTER FOLDER ROUNDS");
            System.exit(2);
        }
        Path folder = Files.createDirectories(Path.of(arguments[2]));
        new GatewayVersions(folder, Integer.parseInt(arguments[3]), System.out)
                .run(Path.of(arguments[0]), Path.of(arguments[1]));
        System.exit(0);
    }

    private void run(Path before, Path after) throws Exception {
        try (Nginx provider = Nginx.provider(folder.resolve("provider"), FreePort.find())) {
            withRoutes(before, after, provider.baseUrl(), (routes, products) -> {
                throughput(routes, products);
                Rounds medians = new FastProvider(rounds, folder, report).latency(routes);
                List<Double> differences = medians.differences(AFTER, BEFORE);
                report.printf("  after - before           %s µs%n%n", Rounds.summary(differences));
            });
        }
        try (MockProvider mock = MockProvider.start(0, SlowProvider.MANNER)) {
            withRoutes(
                    before,
                    after,
                    mock.baseUrl(),
                    (routes, products) -> new SlowProvider(rounds, report).measure(routes));
        }
    }

    /** Something that is measured. */
    private interface Measurement {
        void measure(List<Route> routes, List<Product> products) throws Exception;
    }

    private void withRoutes(Path before, Path after, URI provider, Measurement measurement) throws Exception {
        try (Product first = product(before, BEFORE, provider);
                Product second = product(after, AFTER, provider)) {
            List<Route> routes = new ArrayList<>();
            routes.add(Route.to(Route.DIRECT, provider, Map.of("Authorization", "Bearer sk-nobody-has-this")));
            routes.add(started(first, BEFORE));
            routes.add(started(second, AFTER));
            measurement.measure(routes, List.of(first, second));
        }
    }

    private Product product(Path jar, String name, URI provider) throws IOException {
        Path home = Files.createTempDirectory(folder, "home-" + name);
        return new Product(
                jar,
                folder.resolve(name + ".log"),
                new Product.Settings(home, FreePort.find(), FreePort.find(), provider, Map.of(), List.of("-Xmx1g")));
    }

    private static Route started(Product product, String name) throws IOException, InterruptedException {
        product.start();
        return Route.to(
                name, product.gateway().resolve("/openai/v1"), Map.of("Authorization", "Bearer " + product.makeKey()));
    }

    /**
     * As many calls as go through; neither posts what is left of its journal while the other is measured. Every other round goes
     * backwards, for what a database does later falls to whoever is next.
     */
    private void throughput(List<Route> routes, List<Product> products) throws IOException, InterruptedException {
        Rounds rates = new Rounds();
        for (int round = -WARM_UPS; round < rounds; round++) {
            for (Route route : round % 2 == 0 ? routes : routes.reversed()) {
                for (Product product : products) {
                    FastProvider.awaitEmptyJournal(product);
                }
                double rate = Wrk.run(route, folder, FastProvider.CONNECTIONS, FastProvider.SECONDS)
                        .callsPerSecond();
                if (round >= 0) {
                    rates.add(route.name(), rate);
                }
            }
        }
        report.printf(
                "%d connections, %d s a round, %d rounds: median (least to greatest)%n%n%s  after ÷ before           %10.2f%n%n",
                FastProvider.CONNECTIONS,
                FastProvider.SECONDS,
                rounds,
                rates.table("calls/s"),
                rates.ratio(AFTER, BEFORE));
    }
}
