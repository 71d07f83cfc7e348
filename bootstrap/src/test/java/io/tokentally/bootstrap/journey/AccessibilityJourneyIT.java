package io.tokentally.bootstrap.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ForcedColors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * What axe finds on pages and dialogs by the rules of WCAG 2.2 AA, at a desk and on a phone, light and dark; and that pages
 * need no second way of scrolling at 320 pixels, which is 1,280 at four times the size.
 */
class AccessibilityJourneyIT extends Journey {

    private static final List<String> RULES =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

    /**
     * The line by which Vaadin tells whether the server answers, which it puts outside of all landmarks; and tabs, where it puts
     * what of them scrolls between their list and them.
     */
    private static final List<List<String>> EXCLUDED =
            List.of(List.of("vaadin-connection-indicator"), List.of("vaadin-tabs"));

    private static final Path REPORT = Path.of("target", "axe.txt");

    private static final String AXE = """
            async ([rules, exclude]) => {
                const {violations} = await axe.run({exclude}, {runOnly: rules, resultTypes: ['violations']});
                return violations.map(rule => rule.id + ' at ' + rule.nodes.map(node => node.target).join(', '));
            }""";

    private final List<String> report = new ArrayList<>();
    private final List<String> found = new ArrayList<>();

    @AfterAll
    void write() throws IOException {
        Files.write(REPORT, report);
    }

    @Test
    void axeFindsNothing() {
        Page anonymous = page();
        ShownPage.BEFORE_SIGN_IN.forEach(shown -> examine(anonymous, shown));
        Page owner = signIn(page(), "owner@acme.example");
        ShownPage.OF_OWNERS.forEach(shown -> examine(owner, shown));
        ShownPage.DIALOGS.forEach(shown -> examine(owner, shown));
        Page operator = page();
        submitSignIn(operator, "operator@demo.example", "demo");
        operator.waitForURL("**/installation**");
        ShownPage.OF_OPERATORS.forEach(shown -> examine(operator, shown));

        assertThat(found).isEmpty();
    }

    @Test
    void pagesScrollOneWayAt320Pixels() {
        Page owner = signIn(page(new Browser.NewContextOptions().setViewportSize(320, 640)), "owner@acme.example");
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

    private void examine(Page page, ShownPage shown) {
        Screen.WIDEST_AND_NARROWEST.getFirst().showOn(page);
        shown.openOn(page);
        page.evaluate(AxeBuilder.getAxeScript());
        for (Screen screen : Screen.WIDEST_AND_NARROWEST) {
            screen.showOn(page);
            ShownPage.settle(page);
            List<?> violations = (List<?>) page.evaluate(AXE, List.of(RULES, EXCLUDED));
            report.add("%s, %s: %d violations".formatted(screen, shown.name(), violations.size()));
            violations.forEach(violation -> found.add("%s, %s: %s".formatted(screen, shown.name(), violation)));
        }
    }
}
