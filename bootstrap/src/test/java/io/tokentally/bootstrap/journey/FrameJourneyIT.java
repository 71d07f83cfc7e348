package io.tokentally.bootstrap.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What stands around every page. */
class FrameJourneyIT extends Journey {

    @Test
    void theSidebarScrollsOnlyWhereItMustAndIsNoStopOfTheTabKeyByItself() {
        Page page = signIn(page(new Browser.NewContextOptions().setViewportSize(1280, 800)), "owner@acme.example");

        assertThat(overflowOf(page)).isZero();
        assertThat(page.locator(".tt-layout [slot=drawer][tabindex='0'], .tt-layout vaadin-scroller")
                        .count())
                .isZero();

        page.setViewportSize(1280, 320);
        assertThat(overflowOf(page)).isPositive();
    }

    /** How many pixels of the navigation are out of sight, both ways together. */
    private static int overflowOf(Page page) {
        Object overflow = page.locator(".tt-navigation")
                .evaluate("e => [e.scrollWidth - e.clientWidth, e.scrollHeight - e.clientHeight]");
        return ((List<?>) overflow).stream().mapToInt(each -> ((Number) each).intValue()).sum();
    }
}
