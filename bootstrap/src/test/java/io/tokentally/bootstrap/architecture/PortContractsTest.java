package io.tokentally.bootstrap.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every out-port has a contract that somebody runs, or says in {@code docs/tck.md} why not; the tables there are right. */
class PortContractsTest {

    private static final Path REACTOR = Path.of("..");
    private static final Path DOCUMENT = REACTOR.resolve("docs/tck.md");
    private static final Path PORTS = REACTOR.resolve("application/src/main/java/io/tokentally/application/port/out");
    private static final Path CONTRACTS = REACTOR.resolve("tck/src/main/java/io/tokentally/tck");

    private static final Pattern PORT =
            Pattern.compile("^(?:@\\w+(?:\\([^)]*\\))?\\s+)+public interface (\\w+)", Pattern.MULTILINE);
    private static final Pattern CONTRACT = Pattern.compile("^public abstract class (\\w+)", Pattern.MULTILINE);
    private static final Pattern RUNNER =
            Pattern.compile("^(?:final )?class (\\w+) extends (\\w+) \\{", Pattern.MULTILINE);
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    /** What a provider tells is no out-port of the core's, and has a contract all the same. */
    private static final String PROVIDERS = "ProviderProtocol";

    @Test
    void everyPortHasAContractOrAReason() {
        Set<String> told = new TreeSet<>(contractsTold().keySet());
        Set<String> excused =
                new TreeSet<>(rows("## Ports without a contract", 2).keySet());

        assertThat(told).as("have a contract, and a reason to have none").doesNotContainAnyElementsOf(excused);
        told.addAll(excused);
        told.remove(PROVIDERS);
        assertThat(told).isEqualTo(ports());
    }

    @Test
    void everyContractIsOfAPortAndHasTests() {
        Map<String, String> contracts = contracts();

        assertThat(contracts.keySet())
                .isEqualTo(contractsTold().keySet().stream()
                        .map(port -> port + "Contract")
                        .collect(Collectors.toCollection(TreeSet::new)));
        assertThat(contracts)
                .allSatisfy((name, source) -> assertThat(source).containsPattern("@(Test|TestFactory)\\b"));
    }

    @Test
    void everyContractIsRunByWhomTheTableNames() {
        Map<String, Set<String>> runners = runners();

        assertThat(contractsTold())
                .allSatisfy((port, told) -> assertThat(told)
                        .as(port)
                        .isNotEmpty()
                        .isEqualTo(runners.getOrDefault(port + "Contract", Set.of())));
    }

    private static Map<String, Set<String>> contractsTold() {
        Map<String, Set<String>> told = new TreeMap<>();
        rows("## Ports and their contracts", 3).forEach((port, columns) -> {
            assertThat(columns[1]).isEqualTo("`" + port + "Contract`");
            told.put(port, names(columns[2]));
        });
        return told;
    }

    /** The rows of the section's table by the name in their first column. */
    private static Map<String, String[]> rows(String heading, int columns) {
        String text = read(DOCUMENT);
        String section = text.substring(text.indexOf(heading + "\n") + heading.length());
        int end = section.indexOf("\n## ");
        Map<String, String[]> rows = new TreeMap<>();
        section.substring(0, end < 0 ? section.length() : end)
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(2, line.length() - 2).split(" \\| "))
                .forEach(row -> {
                    assertThat(row).as(String.join(" | ", row)).hasSize(columns);
                    rows.put(names(row[0]).iterator().next(), row);
                });
        return rows;
    }

    private static Set<String> ports() {
        return sources(PORTS)
                .map(PORT::matcher)
                .filter(Matcher::find)
                .map(port -> port.group(1))
                .collect(sorted());
    }

    private static Map<String, String> contracts() {
        Map<String, String> contracts = new TreeMap<>();
        sources(CONTRACTS).forEach(source -> {
            Matcher contract = CONTRACT.matcher(source);
            if (contract.find()) {
                contracts.put(contract.group(1), source);
            }
        });
        return contracts;
    }

    /** Test classes by the contract that they extend, over all modules. */
    private static Map<String, Set<String>> runners() {
        Map<String, Set<String>> runners = new TreeMap<>();
        try (Stream<Path> modules = Files.list(REACTOR)) {
            modules.map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .flatMap(PortContractsTest::sources)
                    .forEach(source -> {
                        Matcher runner = RUNNER.matcher(source);
                        if (runner.find()) {
                            runners.computeIfAbsent(runner.group(2), contract -> new TreeSet<>())
                                    .add(runner.group(1));
                        }
                    });
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return runners;
    }

    private static Set<String> names(String text) {
        return CODE.matcher(text)
                .results()
                .map((MatchResult code) -> code.group(1))
                .collect(sorted());
    }

    private static Collector<String, ?, Set<String>> sorted() {
        return Collectors.toCollection(TreeSet::new);
    }

    private static Stream<String> sources(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files
                    .filter(file -> file.toString().endsWith(".java"))
                    .map(PortContractsTest::read)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
