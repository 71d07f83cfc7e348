package io.tokentally.bootstrap.start;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.StaticApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** The run that the JVM learns from touches nothing of anybody's. */
class LearningRunTest {

    private static final String HOME = "--tokentally.home=";

    @Test
    void hasAHomeOfItsOwnIsLookedAtAndLeavesNothing() throws IOException {
        List<String> lookedAt = new CopyOnWriteArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            lookedAt.add(exchange.getRequestURI().getPath());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        StaticApplicationContext application = new StaticApplicationContext();
        application
                .getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "ports", Map.of("local.server.port", server.getAddress().getPort())));
        List<String> given = new ArrayList<>();

        LearningRun.run(settings -> {
            given.addAll(List.of(settings));
            writeInto(homeIn(given));
            application.refresh();
            return application;
        });

        server.stop(0);
        assertThat(given)
                .contains(
                        "--spring.datasource.url=",
                        "--server.port=0",
                        "--tokentally.gateway.port=0",
                        "--tokentally.demo=false");
        assertThat(lookedAt).contains("/login", "/actuator/health");
        assertThat(application.isActive()).isFalse();
        assertThat(homeIn(given)).doesNotExist();
    }

    private static Path homeIn(List<String> settings) {
        return settings.stream()
                .filter(setting -> setting.startsWith(HOME))
                .map(setting -> Path.of(setting.substring(HOME.length())))
                .findFirst()
                .orElseThrow();
    }

    private static void writeInto(Path home) {
        try {
            Files.writeString(Files.createDirectory(home.resolve("journal")).resolve("journal.db"), "records");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
