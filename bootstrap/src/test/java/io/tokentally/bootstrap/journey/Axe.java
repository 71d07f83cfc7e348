package io.tokentally.bootstrap.journey;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What axe finds by the rules of WCAG 2.2 AA, at a desk and on a phone, in the dark by those of colour. */
final class Axe {

    private static final Map<String, Object> RULES = Map.of(
            "type", "tag", "values", List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"));

    /** What is another by night than by day. */
    private static final Map<String, Object> RULES_OF_COLOUR =
            Map.of("type", "rule", "values", List.of("color-contrast", "link-in-text-block"));

    /**
     * The line by which Vaadin tells whether the server answers, which it puts outside of all landmarks; and tabs, where it puts
     * what of them scrolls between their list and them.
     */
    private static final List<List<String>> EXCLUDED =
            List.of(List.of("vaadin-connection-indicator"), List.of("vaadin-tabs"));

    private static final String SCRIPT = """
            async ([runOnly, exclude]) => {
                const {violations} = await axe.run({exclude}, {runOnly, resultTypes: ['violations']});
                return violations.map(rule => rule.id + ' at ' + rule.nodes.map(node => node.target).join(', '));
            }""";

    private Axe() {}

    /**
     * Looks at each in turn, and writes how many violations there are into a report.
     *
     * @return the violations
     */
    static List<String> examine(Page page, List<ShownPage> pages, String report) {
        List<String> lines = new ArrayList<>();
        List<String> found = pages.stream()
                .flatMap(shown -> examine(page, shown, lines).stream())
                .toList();
        try {
            Files.write(Path.of("target", report), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static List<String> examine(Page page, ShownPage shown, List<String> report) {
        List<String> found = new ArrayList<>();
        Screen.WIDEST_AND_NARROWEST.getFirst().showOn(page);
        shown.openOn(page);
        page.evaluate(AxeBuilder.getAxeScript());
        for (Screen screen : Screen.WIDEST_AND_NARROWEST) {
            screen.showOn(page);
            ShownPage.settle(page);
            Map<String, Object> rules = screen.scheme() == ColorScheme.DARK ? RULES_OF_COLOUR : RULES;
            List<?> violations = (List<?>) page.evaluate(SCRIPT, List.of(rules, EXCLUDED));
            report.add("%s, %s: %d violations".formatted(screen, shown.name(), violations.size()));
            violations.forEach(violation -> found.add("%s, %s: %s".formatted(screen, shown.name(), violation)));
        }
        return found;
    }
}
