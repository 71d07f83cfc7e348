package io.tokentally.bootstrap.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
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
    void withoutMavenTheWrapperFetchesOne() throws Exception {
        Path script = installation();
        writeProgram(script.resolveSibling("mvnw"), "echo wrapper \"$@\"");

        Result result = run(script, pathWithout("mvn"), Map.of(), "test", "-pl", "domain");

        assertThat(result.output())
                .isEqualTo(
                        "wrapper --batch-mode --no-transfer-progress --threads 2 verify -Dexcluded.tests=long -pl domain\n");
    }

    @Test
    void allTestsAreRunWhereTheyAreAskedFor() throws Exception {
        Path script = installation();
        writeProgram(script.resolveSibling("mvnw"), "echo \"$@\"");

        assertThat(run(script, pathWithout("mvn"), Map.of(), "test", "--all", "-o")
                        .output())
                .isEqualTo("--batch-mode --no-transfer-progress --threads 2 verify -o\n");
    }

    @Test
    void withoutMavenAndWrapperItSaysWhatToInstall() throws Exception {
        Result result = run(installation(), pathWithout("mvn"), Map.of(), "test");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output())
                .isEqualTo(
                        "tokentally: no 'mvn' on the path, and no mvnw beside this script. Install Apache Maven 3.8.6 or"
                                + " newer (https://maven.apache.org/install.html).\n");
    }

    @Test
    void whatIsPackedIsSaidToTheBuild() throws Exception {
        Path script = installation();
        writeProgram(script.resolveSibling("mvnw"), "echo \"$@\"");

        assertThat(run(script, pathWithout("mvn"), Map.of(), "build", "--all-platforms")
                        .output())
                .contains("-Prun -Pall-platforms -pl bootstrap");
        assertThat(run(script, pathWithout("mvn"), Map.of(), "build", "--without-postgresql")
                        .output())
                .contains("-Dpacked.without=io.zonky.test.postgres");
    }

    /** Java finds no file with an umlaut in its path where the locale is C. */
    @Test
    void whereNoLocaleIsSetPathsAreUtf8() throws Exception {
        Path script = installation();
        writeProgram(script.resolveSibling("mvnw"), "echo \"locale $LC_ALL in $PWD\"");

        assertThat(run(script, pathWithout("mvn"), Map.of("LANG", "C"), "build").output())
                .containsPattern("(?i)locale \\S+utf-?8 in .*/h\u00fctte");
        assertThat(run(script, pathWithout("mvn"), Map.of("LANG", "de_DE.UTF-8"), "build")
                        .output())
                .startsWith("locale  in");
    }

    @Test
    void aStartIsTakenFromWhatWasMadeForThisJarAndThisJdk() throws Exception {
        Path script = installation();

        Result first = run(script, pathWithout("mvn"), Map.of(), "run", "--server.port=0");
        Path cache = fast(script).resolve("tokentally.aot");
        await(() -> Files.exists(cache) && Files.notExists(fast(script).resolve("learning")));
        Result second = run(script, pathWithout("mvn"), Map.of(), "run", "--server.port=0");

        assertThat(first.output())
                .contains("start/application/tokentally.jar --server.port=0")
                .doesNotContain("AOTCache=");
        assertThat(second.output())
                .contains("-XX:AOTCache=" + cache, "start/application/tokentally.jar --server.port=0");
        assertThat(Files.readString(learnedIn(script)))
                .as("what the run that is learnt from is given")
                .contains("application/tokentally.jar learn")
                .doesNotContain("SPRING_DATASOURCE_URL");
    }

    @Test
    void memoryIsGivenBackUnlessOnesOwnOptionsSayOtherwise() throws Exception {
        Path script = installation();

        Result first =
                run(script, pathWithout("mvn"), Map.of("TOKENTALLY_JAVA_OPTS", "-XX:MaxHeapFreeRatio=70"), "run");
        await(() -> Files.exists(learnedIn(script)));

        assertThat(first.output())
                .containsSubsequence("-XX:G1PeriodicGCInterval=", "-XX:MaxHeapFreeRatio=20", "-XX:MaxHeapFreeRatio=70");
        assertThat(List.of(first.output(), Files.readString(learnedIn(script))))
                .as("objects that are learnt with others of another size are of no use")
                .allMatch(options -> options.contains("-XX:+UseCompactObjectHeaders"));
    }

    @Test
    void anOlderJdkGetsNoOptionsThatItDoesNotKnow() throws Exception {
        Path script = installation();
        writeProgram(script.resolveSibling("jdk/bin/javac"), "echo javac 21.0.5");

        assertThat(run(script, pathWithout("mvn"), Map.of(), "run").output())
                .contains("-XX:G1PeriodicGCInterval=")
                .doesNotContain("CompactObjectHeaders", "TrimNativeHeap");
    }

    @Test
    void whatWasMadeForAnotherJarIsThrownAway() throws Exception {
        Path script = installation();
        run(script, pathWithout("mvn"), Map.of(), "run");
        Path cache = fast(script).resolve("tokentally.aot");
        await(() -> Files.exists(cache) && Files.notExists(fast(script).resolve("learning")));
        Path jar = script.resolveSibling("bootstrap/target/tokentally.jar");
        Files.setLastModifiedTime(
                jar, FileTime.from(Files.getLastModifiedTime(jar).toInstant().plusSeconds(3600)));

        Result again = run(script, pathWithout("mvn"), Map.of(), "operator");

        assertThat(again.output()).doesNotContain("AOTCache").contains("application/tokentally.jar operator");
        assertThat(cache).doesNotExist();
    }

    @Test
    void whatWasMadeForAnotherJdkIsThrownAway() throws Exception {
        Path script = installation();
        run(script, pathWithout("mvn"), Map.of(), "run");
        Path cache = fast(script).resolve("tokentally.aot");
        await(() -> Files.exists(cache) && Files.notExists(fast(script).resolve("learning")));
        Files.writeString(script.resolveSibling("jdk").resolve("release"), "25.0.2");

        assertThat(run(script, pathWithout("mvn"), Map.of(), "operator").output())
                .doesNotContain("AOTCache");
        assertThat(cache).doesNotExist();
    }

    @Test
    void whereNothingCanBeTakenApartTheJarIsStartedAsItIs() throws Exception {
        Path script = installation();
        Files.writeString(script.resolveSibling("bootstrap/target/start"), "a file in the way");
        writeProgram(
                script.resolveSibling("jdk/bin/java"), "case \"$*\" in *extract*) exit 1 ;; esac\necho \"java $*\"");

        assertThat(run(script, pathWithout("mvn"), Map.of(), "run").output())
                .contains("-jar " + script.resolveSibling("bootstrap/target/tokentally.jar"));
        assertThat(run(script, pathWithout("mvn"), Map.of("TOKENTALLY_FASTSTART", "false"), "run")
                        .output())
                .contains("-jar " + script.resolveSibling("bootstrap/target/tokentally.jar"));
    }

    /** The script in a folder of its own, with a jar that is built and a JDK that says what it is called for. */
    private Path installation() throws IOException {
        Path home = Files.createDirectories(folder.resolve("h\u00fctte"));
        Path script = Files.copy(SCRIPT, home.resolve("tokentally"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.createDirectories(home.resolve("bootstrap/src/main"));
        Files.createDirectories(home.resolve("bootstrap/target"));
        Files.writeString(home.resolve("pom.xml"), "");
        Files.writeString(home.resolve("bootstrap/pom.xml"), "");
        Path jar = Files.writeString(home.resolve("bootstrap/target/tokentally.jar"), "");
        Instant now = Files.getLastModifiedTime(jar).toInstant();
        for (Path source : List.of(
                home.resolve("pom.xml"), home.resolve("bootstrap/pom.xml"), home.resolve("bootstrap/src/main"))) {
            Files.setLastModifiedTime(source, FileTime.from(now.minusSeconds(120)));
        }
        Files.setLastModifiedTime(jar, FileTime.from(now.minusSeconds(60)));
        Files.createDirectories(home.resolve("jdk/bin"));
        Files.writeString(home.resolve("jdk/release"), "25.0.1");
        writeProgram(home.resolve("jdk/bin/javac"), "echo javac 25.0.1");
        writeProgram(home.resolve("jdk/bin/java"), """
                case "$*" in
                    *' extract '*)
                        for last; do :; done
                        mkdir -p "$last"
                        exit
                        ;;
                    *AOTCacheOutput*)
                        here=$(dirname "$(dirname "$(dirname "$0")")")
                        { echo "$@"; env; } >"$here/learned"
                        for argument; do
                            case $argument in
                                -XX:AOTCacheOutput=*) echo cache >"${argument#*=}" ;;
                            esac
                        done
                        exit
                        ;;
                esac
                echo "java $*"
                """);
        return script;
    }

    private static Path fast(Path script) {
        return script.resolveSibling("bootstrap/target/start");
    }

    private static Path learnedIn(Path script) {
        return script.resolveSibling("learned");
    }

    private static void writeProgram(Path file, String text) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        Instant end = Instant.now().plusSeconds(60);
        while (!condition.call()) {
            assertThat(Instant.now()).as("it takes too long").isBefore(end);
            Thread.sleep(20);
        }
    }

    /** A path to what a shell script uses, and to nothing else. */
    private String pathWithout(String missing) throws IOException {
        Path tools = Files.createDirectories(folder.resolve("tools"));
        for (String tool : List.of(
                "sh",
                "dirname",
                "basename",
                "sed",
                "readlink",
                "find",
                "head",
                "cat",
                "cmp",
                "env",
                "locale",
                "mkdir",
                "mv",
                "nice",
                "rm",
                "touch")) {
            Path found = Stream.of(System.getenv("PATH").split(":"))
                    .map(directory -> Path.of(directory, tool))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("This machine has no " + tool));
            assertThat(tool).isNotEqualTo(missing);
            if (Files.notExists(tools.resolve(tool))) {
                Files.createSymbolicLink(tools.resolve(tool), found);
            }
        }
        return tools.toString();
    }

    private static Result run(String path, String command) throws IOException, InterruptedException {
        return run(SCRIPT, path, Map.of("JAVA_HOME", System.getProperty("java.home")), command);
    }

    private static Result run(Path script, String path, Map<String, String> settings, String... arguments)
            throws IOException, InterruptedException {
        List<String> call = new ArrayList<>(List.of("/bin/sh", script.toString()));
        call.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(call).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.matches("LANG|LC_.*|JAVA_HOME|TOKENTALLY_.*"));
        builder.environment().put("PATH", path);
        builder.environment().put("JAVA_HOME", script.resolveSibling("jdk").toString());
        builder.environment().put("SPRING_DATASOURCE_URL", "jdbc:postgresql://somebodys/database");
        builder.environment().putAll(settings);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }
}
