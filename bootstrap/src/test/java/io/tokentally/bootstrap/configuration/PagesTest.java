package io.tokentally.bootstrap.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A reader of the README finds every page by two links, and no link leads nowhere. */
class PagesTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path README = ROOT.resolve("README.md");
    private static final Pattern LINK = Pattern.compile("(?:\\]\\(|src=\")([^)\\s\"#]+)(?:#[^)\\s\"]*)?[)\"]");
    private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```$|`[^`\\n]*`");

    @Test
    void anyPageIsTwoLinksFromTheReadme() throws IOException {
        Set<Path> reached = new TreeSet<>(Set.of(README));
        for (int click = 0; click < 2; click++) {
            reached.addAll(reached.stream()
                    .filter(PagesTest::isPage)
                    .flatMap(page -> links(page).stream())
                    .collect(Collectors.toSet()));
        }

        assertThat(reached).containsAll(pages());
    }

    @Test
    void everyLinkLeadsToAFileThatIsThere() throws IOException {
        for (Path page : pages()) {
            assertThat(links(page)).as("links of %s", ROOT.relativize(page)).allMatch(Files::exists);
        }
    }

    private static Set<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"));
                Stream<Path> root = Files.list(ROOT)) {
            return Stream.concat(docs, root).filter(PagesTest::isPage).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static boolean isPage(Path file) {
        return file.toString().endsWith(".md") && Files.isRegularFile(file);
    }

    private static Set<Path> links(Path page) {
        Set<Path> links = new TreeSet<>();
        try {
            Matcher matcher = LINK.matcher(CODE.matcher(Files.readString(page)).replaceAll(""));
            while (matcher.find()) {
                String link = matcher.group(1);
                if (!link.contains(":")) {
                    Path target = page.resolveSibling(link).normalize();
                    Path index = target.resolve("README.md");
                    links.add(Files.isDirectory(target) && Files.exists(index) ? index : target);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return links;
    }
}
