package io.tokentally.benchmark.gateway;

import io.tokentally.benchmark.product.FreePort;
import io.tokentally.benchmark.product.MockProvider;
import io.tokentally.benchmark.product.Product;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Calls a provider directly, through nginx, through Portkey's gateway and through ours with authentication, metering and
 * journal. In each round they take turns, so that a noisy machine is noisy for all.
 */
public final class GatewayBenchmark {

    private final Path folder;
    private final int rounds;
    private final PrintStream report;

    private GatewayBenchmark(Path folder, int rounds, PrintStream report) {
        this.folder = folder;
        this.rounds = rounds;
        this.report = report;
    }

    /** Arguments: the jar, a folder, a folder with Portkey's gateway, the number of rounds. */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 4) {
            System.err.println("Arguments: JAR FOLDER PORTKEY_FOLDER ROUNDS");
            System.exit(2);
        }
        Path folder = Files.createDirectories(Path.of(arguments[1]));
        new GatewayBenchmark(folder, Integer.parseInt(arguments[3]), System.out)
                .run(Path.of(arguments[0]), Path.of(arguments[2]));
        System.exit(0);
    }

    private void run(Path jar, Path portkeyFolder) throws Exception {
        try (Nginx provider = Nginx.provider(folder.resolve("provider"), FreePort.find())) {
            withRoutes(jar, portkeyFolder, provider.baseUrl(), new FastProvider(rounds, folder, report)::measure);
        }
        try (MockProvider mock = MockProvider.start(0, SlowProvider.MANNER)) {
            withRoutes(
                    jar,
                    portkeyFolder,
                    mock.baseUrl(),
                    (routes, product) -> new SlowProvider(rounds, report)
                            .measure(routes.stream()
                                    .filter(route -> !route.name().equals(Portkey.NAME))
                                    .toList()));
        }
    }

    /** Something that is measured. */
    private interface Measurement {
        void measure(List<Route> routes, Product product) throws Exception;
    }

    private void withRoutes(Path jar, Path portkeyFolder, URI provider, Measurement measurement) throws Exception {
        Path home = Files.createTempDirectory(folder, "home");
        Product.Settings settings =
                new Product.Settings(home, FreePort.find(), FreePort.find(), provider, Map.of(), List.of("-Xmx1g"));
        try (Nginx proxy = Nginx.proxy(Files.createTempDirectory(folder, "proxy"), FreePort.find(), provider);
                Portkey portkey = Portkey.start(portkeyFolder, FreePort.find(), folder.resolve("portkey.log"));
                Product product = new Product(jar, folder.resolve("application.log"), settings)) {
            product.start();
            Map<String, String> credentials = Map.of("Authorization", "Bearer sk-nobody-has-this");
            List<Route> routes = List.of(
                    Route.to(Route.DIRECT, provider, credentials),
                    Route.to("nginx", proxy.baseUrl(), credentials),
                    portkey.route(provider),
                    Route.to(
                            Route.OURS,
                            product.gateway().resolve("/openai/v1"),
                            Map.of("Authorization", "Bearer " + product.makeKey())));
            measurement.measure(routes, product);
        }
    }
}
