package io.tokentally.benchmark.gateway;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Portkey's gateway, from a folder that npm installed it into. */
final class Portkey implements AutoCloseable {

    static final String NAME = "portkey";

    private final Process process;
    private final int port;

    private Portkey(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static Portkey start(Path folder, int port, Path log) throws IOException {
        Path gateway = folder.resolve("node_modules/@portkey-ai/gateway");
        if (!Files.isDirectory(gateway)) {
            throw new IllegalArgumentException("There is no @portkey-ai/gateway in " + folder);
        }
        return new Portkey(
                new ProcessBuilder("node", "build/start-server.js", "--port=" + port, "--headless")
                        .directory(gateway.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start(),
                port);
    }

    Route route(URI provider) {
        return Route.to(
                NAME,
                URI.create("http://127.0.0.1:%d/v1".formatted(port)),
                Map.of(
                        "Authorization", "Bearer sk-nobody-has-this",
                        "x-portkey-provider", "openai",
                        "x-portkey-custom-host", provider.toString()));
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
