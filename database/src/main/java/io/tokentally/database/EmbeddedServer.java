package io.tokentally.database;

import io.tokentally.domain.start.StartRefusedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running server of the embedded database: started and stopped by PostgreSQL's own {@code pg_ctl}. */
final class EmbeddedServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedServer.class);
    private static final Duration STARTUP_TIME = Duration.ofSeconds(60);
    private static final Duration SHUTDOWN_TIME = Duration.ofSeconds(30);
    private static final Duration GRACE = Duration.ofSeconds(15);
    private static final int MAX_PORTS_TRIED = 5;

    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("listen_addresses", "127.0.0.1"),
            Map.entry("unix_socket_directories", ""),
            Map.entry("password_encryption", "scram-sha-256"),
            Map.entry("max_connections", "60"),
            Map.entry("fsync", "on"),
            Map.entry("synchronous_commit", "on"),
            // Disks have had no arms for long; and what is summed for somebody who waits has room in memory.
            Map.entry("random_page_cost", "1.1"),
            Map.entry("work_mem", "16MB"),
            Map.entry("logging_collector", "off"),
            Map.entry("log_checkpoints", "off"),
            // What people wrote stands in statements and in the errors about them: neither is logged.
            Map.entry("log_min_messages", "log"),
            Map.entry("log_min_error_statement", "panic"),
            Map.entry("log_statement", "none"),
            Map.entry("log_error_verbosity", "terse"));

    private final PostgresCommand command;
    private final Path control;
    private final Path data;
    private final ServerLog log;
    private final int port;

    private EmbeddedServer(PostgresCommand command, Path control, Path data, ServerLog log, int port) {
        this.command = command;
        this.control = control;
        this.data = data;
        this.log = log;
        this.port = port;
    }

    /**
     * Starts it, and returns when it takes connections.
     *
     * @param requestedPort to listen on; 0 takes a free one, and another if somebody else was faster
     * @throws StartRefusedException if it does not start; the message holds the end of its log
     */
    static EmbeddedServer start(
            HomeFolder home, PostgresBinaries binaries, PostgresCommand command, Path data, int requestedPort)
            throws IOException {
        for (int attempt = 1; ; attempt++) {
            int port = freePort(requestedPort);
            ServerLog log = new ServerLog(home.resolve("postgresql.log"));
            EmbeddedServer server = new EmbeddedServer(command, binaries.program("pg_ctl"), data, log, port);
            PostgresCommand.Outcome started = server.run("start", STARTUP_TIME, server.startArguments());
            if (started.succeeded() && server.isOurs(home)) {
                log.startFollowing();
                return server;
            }
            boolean portTaken = log.contains("could not bind");
            if (!portTaken || requestedPort != 0 || attempt == MAX_PORTS_TRIED) {
                throw new StartRefusedException(
                        "PostgreSQL did not start on port %d in %s. Its log ends with:%n%s"
                                .formatted(port, home.path(), log.end()),
                        portTaken
                                ? "Set TOKENTALLY_DATABASE_PORT to a free port, or leave it out to have one chosen."
                                : "Correct that and start again; nothing was lost.");
            }
        }
    }

    int port() {
        return port;
    }

    /** A port that is free now. Between now and the server's start somebody else may take it. */
    private static int freePort(int requested) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), requested));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new StartRefusedException(
                    "The embedded database cannot listen on port %d: %s".formatted(requested, e.getMessage()),
                    "Set TOKENTALLY_DATABASE_PORT to a free port, or leave it out to have one chosen.",
                    e);
        }
    }

    private List<String> startArguments() {
        StringBuilder options = new StringBuilder("-p ").append(port);
        SETTINGS.forEach(
                (name, value) -> options.append(" -c ").append(name).append('=').append(value));
        return List.of("--log=" + log.file(), "--options=" + options);
    }

    // The passwords go to this port: whoever listens there must be the process that we started.
    private boolean isOurs(HomeFolder home) throws IOException {
        return ServerProcess.on(data, home.resolve(EmbeddedDatabase.BINARIES))
                .filter(process -> process.port() == port)
                .isPresent();
    }

    private PostgresCommand.Outcome run(String action, Duration limit, List<String> more) throws IOException {
        List<String> arguments = new ArrayList<>(
                List.of(action, "--pgdata=" + data, "--wait", "--timeout=" + limit.toSeconds(), "--silent"));
        arguments.addAll(more);
        return command.run(limit.plus(GRACE), control, arguments);
    }

    /** Stops it in order: open transactions are rolled back, what is committed is on the disk. */
    @Override
    public void close() {
        log.close();
        try {
            PostgresCommand.Outcome stopped = run("stop", SHUTDOWN_TIME, List.of("--mode=fast"));
            if (!stopped.succeeded()) {
                LOG.warn(
                        "PostgreSQL did not stop in order; it recovers at the next start: {}",
                        stopped.output().strip());
            }
        } catch (IOException e) {
            LOG.warn("PostgreSQL did not stop in order; it recovers at the next start", e);
        }
    }
}
