package io.tokentally.bootstrap.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What axe finds on pages and dialogs by the rules of WCAG 2.2 AA, at a desk, light, and on a telephone, dark; and that pages
 * need no second way of scrolling at 320 pixels, which is 1,280 at four times the size.
 */
class AccessibilityJourneyIT extends Journey {

    private static final List<String> RULES =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

    /** The line by which Vaadin tells whether the server answers: it puts it outside of all landmarks. */
    private static final String CONNECTION = "vaadin-connection-indicator";

    /** Vaadin puts what of them scrolls between a list of tabs and its tabs. */
    private static final String TABS = "vaadin-tabs";

    private static final Path REPORT = Path.of("target", "axe.txt");

    private final List<String> report = new ArrayList<>();

    /** Each width and each scheme once: what colours do, they do at any width. */
    static Stream<Arguments> screens() {
        return Stream.of(Arguments.of(1440, 900, ColorScheme.LIGHT), Arguments.of(390, 844, ColorScheme.DARK));
    }

    @AfterAll
    void write() throws IOException {
        Files.write(REPORT, report);
    }

    @ParameterizedTest
    @MethodSource("screens")
    void axeFindsNothing(int width, int height, ColorScheme scheme) {
        List<String> found = new ArrayList<>();
        Page anonymous = page(width, height, scheme);
        ShownPage.BEFORE_SIGN_IN.forEach(shown -> found.addAll(open(anonymous, shown)));
        Page owner = signIn(page(width, height, scheme), "owner@acme.example");
        ShownPage.OF_OWNERS.forEach(shown -> found.addAll(open(owner, shown)));
        ShownPage.DIALOGS.forEach(shown -> found.addAll(open(owner, shown)));
        Page operator = page(width, height, scheme);
        submitSignIn(operator, "operator@demo.example", "demo");
        operator.waitForURL("**/installation**");
        ShownPage.OF_OPERATORS.forEach(shown -> found.addAll(open(operator, shown)));

        assertThat(found).isEmpty();
    }

    @Test
    void pagesScrollOneWayAt320Pixels() {
        Page owner = signIn(page(320, 640, ColorScheme.LIGHT), "owner@acme.example");
        List<String> wide = new ArrayList<>();
        for (ShownPage shown : ShownPage.OF_OWNERS) {
            shown.openOn(owner);
            int over = ((Number) owner.evaluate(
                            "document.scrollingElement.scrollWidth - document.documentElement.clientWidth"))
                    .intValue();
            if (over > 0) {
                wide.add(shown.name() + ": " + over + " px");
            }
        }

        assertThat(wide).isEmpty();
    }

    /** Where the system chooses the colours, what is drawn by a background alone would be gone. */
    @Test
    void barsAreSeenInForcedColors() {
        Page owner = signIn(
                page(new Browser.NewContextOptions().setViewportSize(1440, 900).setForcedColors(ForcedColors.ACTIVE)),
                "owner@acme.example");

        Locator bar = owner.locator(".tt-share-bar").first();
        bar.waitFor();
        assertThat(bar.evaluate("bar => getComputedStyle(bar).backgroundImage"))
                .asString()
                .startsWith("linear-gradient");
    }

    private Page page(int width, int height, ColorScheme scheme) {
        return page(
                new Browser.NewContextOptions().setViewportSize(width, height).setColorScheme(scheme));
    }

    private List<String> open(Page page, ShownPage shown) {
        shown.openOn(page);
        List<Rule> violations = new AxeBuilder(page)
                .withTags(RULES)
                .exclude(CONNECTION)
                .exclude(TABS)
                .setLegacyMode(true)
                .analyze()
                .getViolations();
        report.add("%d × %d, %s: %d violations"
                .formatted(page.viewportSize().width, page.viewportSize().height, shown.name(), violations.size()));
        return violations.stream()
                .map(violation -> shown.name() + ": " + violation.getId() + " at "
                        + violation.getNodes().stream()
                                .map(node -> String.valueOf(node.getTarget()))
                                .collect(Collectors.joining(", ")))
                .toList();
    }
}
