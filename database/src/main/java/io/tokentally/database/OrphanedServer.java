package io.tokentally.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A PostgreSQL server that outlived the application which started it, because that was killed. */
final class OrphanedServer {

    private static final Logger LOG = LoggerFactory.getLogger(OrphanedServer.class);
    private static final long SECONDS_TO_STOP = 15;

    private final Path data;
    private final Path binaries;

    OrphanedServer(Path data, Path binaries) {
        this.data = data;
        this.binaries = binaries;
    }

    /** Stops it, if there is one. The caller holds the lock on the folder, so nobody else uses the server. */
    void stop() throws IOException {
        if (!Files.isDirectory(data) || !Files.isDirectory(binaries)) {
            return;
        }
        Optional<ServerProcess> server = ServerProcess.on(data, binaries);
        if (server.isPresent()) {
            LOG.info("PostgreSQL still runs from a start that was killed; stopping it");
            stop(server.get().handle());
        }
        ServerProcess.forget(data);
    }

    private static void stop(ProcessHandle server) throws IOException {
        server.destroy();
        try {
            server.onExit().get(SECONDS_TO_STOP, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            LOG.warn(
                    "PostgreSQL did not stop within {} seconds; killing it. It recovers at its start.",
                    SECONDS_TO_STOP);
            server.destroyForcibly();
            server.onExit().join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while PostgreSQL stopped", e);
        } catch (ExecutionException e) {
            throw new IOException("Could not wait for PostgreSQL to stop", e);
        }
    }
}
