package io.tokentally.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The server on a data folder, as its {@code postmaster.pid} tells.
 *
 * @param handle runs a program out of our own folder of binaries: another process that has the number by now is no server
 * @param port that it listens on
 */
record ServerProcess(ProcessHandle handle, int port) {

    private static final String PID_FILE = "postmaster.pid";
    private static final int PORT_LINE = 3;

    /** The server that runs on these data, if one does. */
    static Optional<ServerProcess> on(Path data, Path binaries) throws IOException {
        List<String> lines = read(data);
        if (lines.isEmpty() || !lines.getFirst().strip().matches("\\d{1,18}")) {
            return Optional.empty();
        }
        Path home = binaries.toRealPath();
        int port = lines.size() > PORT_LINE ? port(lines.get(PORT_LINE).strip()) : 0;
        return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                .filter(ProcessHandle::isAlive)
                .filter(process -> runsFrom(home, process))
                .map(process -> new ServerProcess(process, port));
    }

    /** Forgets a server that does not run: its number may be another process's by now, which PostgreSQL would wait for. */
    static void forget(Path data) throws IOException {
        Files.deleteIfExists(data.resolve(PID_FILE));
    }

    private static List<String> read(Path data) throws IOException {
        try {
            return Files.readAllLines(data.resolve(PID_FILE), StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private static int port(String line) {
        return line.matches("\\d{1,5}") ? Integer.parseInt(line) : 0;
    }

    private static boolean runsFrom(Path binaries, ProcessHandle process) {
        return process.info()
                .command()
                .map(Path::of)
                .filter(command -> command.startsWith(binaries))
                .isPresent();
    }
}
