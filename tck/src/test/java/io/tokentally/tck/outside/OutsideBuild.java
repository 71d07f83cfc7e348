package io.tokentally.tck.outside;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;

/** Somebody else's module in a folder of its own: compiled and run with nothing of ours but what the artifacts bring. */
final class OutsideBuild {

    private static final String RUNNER = """
        package outside;

        import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

        import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
        import org.junit.platform.launcher.core.LauncherFactory;
        import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

        public class Runner {
            public static void main(String[] test) {
                SummaryGeneratingListener told = new SummaryGeneratingListener();
                LauncherFactory.create().execute(
                        LauncherDiscoveryRequestBuilder.request().selectors(selectClass(test[0])).build(), told);
                told.getSummary().getFailures().forEach(failure -> System.out.println(
                        "FAILED " + failure.getTestIdentifier().getDisplayName() + ": " + failure.getException()));
                System.out.println("RAN " + told.getSummary().getTestsSucceededCount() + " GREEN, "
                        + told.getSummary().getTestsFailedCount() + " RED");
            }
        }
        """;
    private static final Pattern RAN = Pattern.compile("RAN (\\d+) GREEN, (\\d+) RED");

    /** What tests of ours have besides: the fakes, and the provider of the guide. */
    private static final Pattern NOT_BROUGHT = Pattern.compile(
            ".*[/\\\\](tck|application|provider-spi)[/\\\\]target[/\\\\](test-classes|[^/\\\\]*-tests\\.jar)[/\\\\]?");

    private final Path folder;

    OutsideBuild(Path folder) throws IOException {
        this.folder = folder;
        writeTest("outside.Runner", RUNNER);
    }

    /** What came of a run. */
    record Result(int green, int red, String output) {}

    Path folder() {
        return folder;
    }

    void write(String type, String source) throws IOException {
        write("src/main/java", type, source);
    }

    void writeTest(String type, String source) throws IOException {
        write("src/test/java", type, source);
    }

    private void write(String sources, String type, String source) throws IOException {
        Path file = folder.resolve(sources).resolve(type.replace('.', '/') + ".java");
        Files.createDirectories(file.getParent());
        Files.writeString(file, source);
    }

    void compile() throws IOException {
        List<String> arguments =
                new ArrayList<>(List.of("-proc:none", "-nowarn", "-d", classes().toString(), "-cp", brought()));
        try (var files = Files.walk(folder.resolve("src"))) {
            files.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(arguments::add);
        }
        int code = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        assertThat(code).as("exit code of the compiler").isZero();
    }

    /** Runs a test class in a process of its own. */
    Result run(String test) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process process = new ProcessBuilder(
                        java.toString(),
                        "-Djazzer.hooks=false",
                        "-cp",
                        classes() + System.getProperty("path.separator") + brought(),
                        "outside.Runner",
                        test)
                .redirectErrorStream(true)
                .start();
        String output;
        try (InputStream said = process.getInputStream()) {
            output = new String(said.readAllBytes(), StandardCharsets.UTF_8);
        }
        Matcher ran = RAN.matcher(output);
        assertThat(ran.find()).as(output).isTrue();
        return new Result(Integer.parseInt(ran.group(1)), Integer.parseInt(ran.group(2)), output);
    }

    private Path classes() {
        return folder.resolve("classes");
    }

    private static String brought() {
        String separator = System.getProperty("path.separator");
        return Arrays.stream(System.getProperty("java.class.path").split(Pattern.quote(separator)))
                .filter(entry -> !NOT_BROUGHT.matcher(entry).matches())
                .collect(Collectors.joining(separator));
    }
}
