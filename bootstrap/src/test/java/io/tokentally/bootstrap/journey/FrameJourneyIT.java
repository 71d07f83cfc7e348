package io.tokentally.bootstrap.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What stands around every page, and before it. */
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
        return ((List<?>) overflow)
                .stream().mapToInt(each -> ((Number) each).intValue()).sum();
    }

    @Test
    void aFailedSignInAsksForThePasswordAloneAndItsAddressIsNotInThePages() {
        Page page = page();

        submitSignIn(page, "owner@acme.example", "wrong");
        page.waitForURL("**/login?error");

        assertThat(page.getByLabel("Email")).hasValue("owner@acme.example");
        assertThat(page.locator("#password")).isFocused();
        assertThat(page.url()).doesNotContain("owner");

        page.navigate("/login");
        assertThat(page.getByLabel("Email")).hasValue("");
    }

    @Test
    void aPageThatIsMissingLeavesTheWayToTheOthersAndAToastCoversNoneOfIt() {
        Page page = signIn(page(), "owner@acme.example");
        page.navigate("/no/such/page");
        assertThat(page.locator("h1")).hasText("There is no such page");

        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Prices"))
                .click();
        page.waitForURL("**/prices**");
        page.navigate("/prices?version=none");
        Locator toast = page.locator("vaadin-notification-card");
        toast.waitFor();
        double start = toast.boundingBox().x;

        page.locator(".tt-user-menu vaadin-menu-bar-button").first().click();
        assertThat(page.getByText("Sign out").first()).isVisible();
        double right = page.locator(".tt-user-menu").boundingBox().x
                + page.locator(".tt-user-menu").boundingBox().width;
        assertThat(start).isGreaterThanOrEqualTo(right);
    }
}
