package io.tokentally.bootstrap.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitUntilState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a page says while it cannot show what it is for. */
class StatesJourneyIT extends Journey {

    private static final String OWNER = "owner@acme.example";
    private static final double PATIENCE = 30_000;

    @Test
    void theOutlinesOfAPageArePaintedBeforeItsScriptsAreThere() {
        Page page = signIn(page(), OWNER);
        List<Route> held = new ArrayList<>();
        page.route("**/VAADIN/build/**", held::add);
        page.navigate("/api-usage", new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
        Locator picture = page.locator(".tt-first-picture");

        assertThat(picture).isVisible();
        assertThat(page.getByRole(AriaRole.STATUS)).hasText("Loading …");
        page.unroute("**/VAADIN/build/**");
        held.forEach(Route::resume);
        assertThat(page.locator(".tt-metric").first()).isVisible();
        assertThat(picture).isHidden();
    }

    @Test
    void aPageWithoutItsServerSaysSoUntilItAnswersAgain() {
        Page page = signIn(page(), OWNER);
        Locator line = page.locator("vaadin-connection-indicator .active");
        page.context().setOffline(true);
        page.locator(".tt-go-to-button").click();

        assertThat(line).containsText("The server does not answer. What you see is as it was; we keep trying.");

        page.context().setOffline(false);
        // What could not be sent is sent again every few seconds.
        assertThat(page.locator("vaadin-dialog[opened]"))
                .isAttached(new LocatorAssertions.IsAttachedOptions().setTimeout(PATIENCE));
        assertThat(line).hasCount(0, new LocatorAssertions.HasCountOptions().setTimeout(PATIENCE));
    }

    @Test
    void whoseSessionEndedIsToldOnTheSignInPage() {
        Page page = signIn(page(), OWNER);
        Page elsewhere = signIn(page(), OWNER);
        elsewhere.navigate("/account");
        Locator endOthers = elsewhere.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("End all others"));
        endOthers.click();
        // It is there as long as there are others.
        assertThat(endOthers).isHidden();
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Prices"))
                .click();

        page.waitForURL("**/login**");
        assertThat(page.getByText("Your session ended")).isVisible();
    }
}
