package io.tokentally.bootstrap.start;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/**
 * A run of the application for the JVM to learn from: it starts with a home folder, a database and ports of its own, is
 * looked at as people and programs do, and ends. Nothing is left of it.
 */
public final class LearningRun {

    /** The argument that calls for it. */
    public static final String ARGUMENT = "learn";

    private static final List<String> LOOKED_AT = List.of("/actuator/health", "/login", "/", "/api/v1/prices");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private LearningRun() {}

    /** @param starts starts the application with these arguments, which count before all other settings */
    public static void run(Function<String[], ConfigurableApplicationContext> starts) throws IOException {
        Path home = Files.createTempDirectory("tokentally-learns");
        try (ConfigurableApplicationContext application = starts.apply(new String[] {
            "--tokentally.home=" + home,
            "--tokentally.demo=false",
            "--tokentally.gateway.port=0",
            "--server.port=0",
            "--server.address=127.0.0.1",
            "--spring.datasource.url="
        })) {
            int port = application.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
            for (String path : LOOKED_AT) {
                look(URI.create("http://127.0.0.1:" + port + path));
            }
        } finally {
            FileSystemUtils.deleteRecursively(home);
        }
    }

    private static void look(URI address) throws IOException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            client.send(
                    HttpRequest.newBuilder(address).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.discarding());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
