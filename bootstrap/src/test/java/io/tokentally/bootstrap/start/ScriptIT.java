package io.tokentally.bootstrap.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script that people start with. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "The script needs a POSIX shell")
class ScriptIT {

    private static final Path SCRIPT =
            Path.of("..", "tokentally").toAbsolutePath().normalize();

    @TempDir
    private Path folder;

    private record Result(int exitCode, String output) {}

    @Test
    void helpNamesTheCommands() throws Exception {
        Result result = run(System.getenv("PATH"), "help");

        assertThat(result.exitCode()).isZero();
        assertThat(result.output())
                .contains("run", "test", "rotate-master", "rotate-hashing-key", "audit verify", "SERVER_PORT");
    }

    @Test
    void anUnknownCommandIsNamed() throws Exception {
        Result result = run(System.getenv("PATH"), "fly");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output()).endsWith("tokentally: there is no command 'fly'.\n");
    }

    @Test
    void withoutMavenItSaysWhatToInstall() throws Exception {
        Result result = run(pathWithout("mvn"), "test");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output())
                .isEqualTo("tokentally: no 'mvn' on the path. Install Apache Maven 3.8.6 or newer"
                        + " (https://maven.apache.org/install.html).\n");
    }

    /** A path to what a shell script uses, and to nothing else. */
    private String pathWithout(String missing) throws IOException {
        for (String tool : List.of("sh", "dirname", "sed", "readlink", "find", "head", "cat", "java")) {
            Path found = Stream.of(System.getenv("PATH").split(":"))
                    .map(directory -> Path.of(directory, tool))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("This machine has no " + tool));
            assertThat(tool).isNotEqualTo(missing);
            Files.createSymbolicLink(folder.resolve(tool), found);
        }
        return folder.toString();
    }

    private static Result run(String path, String command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", SCRIPT.toString(), command).redirectErrorStream(true);
        builder.environment().put("PATH", path);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }
}
