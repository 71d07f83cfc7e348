package io.tokentally.bootstrap.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ForcedColors;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** That axe finds nothing on an owner's pages; and that they need no second way of scrolling at 320 pixels, which is 1,280 at four times the size. */
class AccessibilityJourneyIT extends Journey {

    @Test
    @Timeout(900)
    void axeFindsNothingOnPages() {
        Page owner = signIn(page(), "owner@acme.example");

        assertThat(Axe.examine(owner, ShownPage.OF_OWNERS, "axe-pages.txt")).isEmpty();
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
}
