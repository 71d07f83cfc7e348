package io.tokentally.bootstrap.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** In the browser's language, until its reader chooses another. */
class LanguageJourneyIT extends Journey {

    private static final Pattern GERMAN_MONEY = Pattern.compile("\\d,\\d{2,}\\s\\$");

    @Test
    void aGermanBrowserIsAnsweredInGermanUntilItsReaderChoosesEnglish() {
        Page page =
                page(new Browser.NewContextOptions().setViewportSize(1440, 900).setLocale("de-DE"));
        page.navigate("/login");
        assertThat(page.locator("html")).hasAttribute("lang", "de");
        page.getByLabel("E-Mail").fill("owner@acme.example");
        page.getByLabel("Passwort", new Page.GetByLabelOptions().setExact(true)).fill("demo");
        page.keyboard().press("Enter");

        page.waitForURL("**/api-usage**");
        assertThat(page.locator("h1")).hasText("API-Nutzung");
        assertThat(page.locator("html")).hasAttribute("lang", "de");
        assertThat(page.locator(".tt-metric").nth(2)).containsText(GERMAN_MONEY);

        page.locator(".tt-user-menu vaadin-menu-bar-button").first().click();
        page.getByText("Sprache").hover();
        page.getByText("English", new Page.GetByTextOptions().setExact(true)).click();

        assertThat(page.locator("h1")).hasText("API Usage");
        assertThat(page.context().cookies()).anyMatch(cookie -> cookie.value.equals("en"));
    }
}
