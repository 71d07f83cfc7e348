package io.tokentally.database;

import io.tokentally.domain.start.StartRefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A program of PostgreSQL's at work. It gets nothing of our environment but what a program needs in order to run, so
 * that no key and no password of ours is in the server's.
 *
 * <p>PostgreSQL refuses to run as root. Where we are root, it runs in a user namespace of its own, in which it is nobody.
 */
final class PostgresCommand {

    private static final Set<String> PASSED_ON =
            Set.of("PATH", "TZ", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SystemRoot", "TMPDIR", "TEMP", "TMP");
    private static final Duration PROBE_TIME = Duration.ofSeconds(10);
    private static final List<String> AS_NOBODY = List.of("unshare", "-U");

    private final HomeFolder home;

    PostgresCommand(HomeFolder home) {
        this.home = home;
    }

    /** How a program ended, and what it said. */
    record Outcome(int exitCode, String output) {

        boolean succeeded() {
            return exitCode == 0;
        }
    }

    /** @throws IOException if it cannot be run, or takes longer than that */
    Outcome run(Duration limit, Path program, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (RootUser.isCurrent()) {
            requireNamespaces();
            command.addAll(AS_NOBODY);
        }
        command.add(program.toString());
        command.addAll(arguments);
        return run(limit, command);
    }

    private void requireNamespaces() throws IOException {
        List<String> probe = new ArrayList<>(AS_NOBODY);
        probe.add("true");
        boolean works;
        try {
            works = run(PROBE_TIME, probe).succeeded();
        } catch (IOException e) {
            works = false;
        }
        if (!works) {
            throw new StartRefusedException(
                    "PostgreSQL refuses to run as root, and this system lets root make no user namespace for it (unshare -U).",
                    "Run Tokentally as a user of its own, or set SPRING_DATASOURCE_URL to a database of your own.");
        }
    }

    // Into a file: a pipe would be inherited by the server, and stay open for as long as it runs.
    private Outcome run(Duration limit, List<String> command) throws IOException {
        Path output = home.resolve("postgresql-command.log");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(home.path().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            Map<String, String> environment = builder.environment();
            environment.keySet().retainAll(PASSED_ON);
            environment.put("LC_ALL", "C");
            Process process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new IOException("%s did not end within %s".formatted(command, limit));
            }
            return new Outcome(process.exitValue(), new String(Files.readAllBytes(output), StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while %s ran".formatted(command), e);
        } finally {
            Files.deleteIfExists(output);
        }
    }
}
