package io.tokentally.bootstrap.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/architecture.md} names the modules that there are, and classes where they are. */
class ArchitectureDocumentTest {

    private static final Path REACTOR = Path.of("..");
    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    @Test
    void everyModuleIsInTheTableAndNoOther() throws IOException {
        Set<String> modules = matches(MODULE, Files.readString(REACTOR.resolve("pom.xml")));

        assertThat(named(rows("## The modules"), 0)).isEqualTo(modules);
    }

    @Test
    void everyClassOfACallsLifeIsWhereTheTableSays() throws IOException {
        List<String[]> rows = rows("## The life of a call");

        assertThat(rows).hasSizeGreaterThan(15).allSatisfy(row -> {
            String module = matches(CODE, row[1]).iterator().next();
            assertThat(sources(module)).containsAll(matches(CODE, row[2]));
        });
    }

    private static Set<String> named(List<String[]> rows, int column) {
        return rows.stream()
                .flatMap(row -> matches(CODE, row[column]).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The rows of the section's table, without its head. */
    private static List<String[]> rows(String heading) throws IOException {
        String text = Files.readString(REACTOR.resolve("docs/architecture.md"));
        String section = text.substring(text.indexOf(heading + "\n") + heading.length());
        return section.substring(0, section.indexOf("\n## "))
                .lines()
                .filter(line -> line.startsWith("| "))
                .skip(2)
                .map(line -> line.substring(2).split(" \\| "))
                .toList();
    }

    private static Set<String> sources(String module) {
        try (Stream<Path> files = Files.walk(REACTOR.resolve(module).resolve("src/main/java"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new AssertionError("There is no module " + module, e);
        }
    }

    private static Set<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult result) -> result.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
