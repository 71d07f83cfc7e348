package io.tokentally.bootstrap.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.domain.metering.Outcome;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class CallsJourneyIT extends Journey {

    private static final String FAILED = "/api-usage/calls?scope=organization&period=last_7_days&status=failed";
    private static final String NONE = "There is no call with this id that you may see.";
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    @Autowired
    private UsageLedger ledger;

    /** Without a mouse. */
    @Test
    void oneOfTheFailingCallsSinceYesterdayIsOpenedAndItsLinkHandedToAColleague() {
        Page page = signIn(page(), "admin@acme.example");
        page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
        // The demo has few failures on a weekend.
        ledger.post(IntStream.range(0, 3)
                .mapToObj(call -> aUsageRecord()
                        .at(Instant.now().minusSeconds(call))
                        .failing(new Outcome.Failure(Outcome.Failure.Kind.PROVIDER_ERROR, 429, null, null))
                        .withSeed(call)
                        .build())
                .toList());
        LocalDate today = LocalDate.now(ZONE);
        page.navigate(
                "/api-usage/calls?scope=organization&status=failed&from=%s&to=%s".formatted(today.minusDays(1), today));
        page.locator(".tt-calls").getByText("HTTP").first().waitFor();
        Locator drawer = page.locator(".tt-drawer");
        Locator id = drawer.locator(".tt-drawer-id");

        tabUntil(page, "document.activeElement.shadowRoot?.activeElement?.closest('tbody') != null");
        page.keyboard().press("ArrowDown");
        page.keyboard().press("Space");
        assertThat(drawer).containsText("Why it failed");
        assertThat(drawer.locator("h2")).isFocused();
        String second = id.textContent();
        page.waitForURL("**call=" + second + "**");

        page.keyboard().press("j");
        assertThat(id).not().hasText(second);
        String third = id.textContent();
        page.keyboard().press("k");
        assertThat(id).hasText(second);
        page.keyboard().press("ArrowRight");
        assertThat(id).hasText(third);
        page.waitForURL("**call=" + third + "**");

        tabUntil(page, "document.activeElement.textContent === 'Copy link'");
        page.keyboard().press("Enter");
        assertThat(drawer).containsText("Copied.");
        String link = page.evaluate("navigator.clipboard.readText()").toString();
        assertThat(link).isEqualTo(page.url());

        Page colleague = signIn(page(), "owner@acme.example");
        colleague.navigate(link);
        assertThat(colleague.locator(".tt-drawer-id")).hasText(third);
        assertThat(colleague.locator(".tt-drawer-place"))
                .hasText(page.locator(".tt-drawer-place").innerText());

        Page stranger = signIn(page(), "owner@globex.example");
        stranger.navigate(link);
        assertThat(stranger.getByText(NONE).first()).isVisible();
        assertThat(stranger.locator(".tt-drawer")).isHidden();

        page.keyboard().press("Escape");
        assertThat(drawer).isHidden();
        page.waitForURL(url -> !url.contains("call="));
        page.waitForFunction("""
                document.querySelector('.tt-calls').shadowRoot.activeElement?.closest('tr')?.index === 2""");
    }

    @Test
    void goingBackPutsTheCallAwayAndKeysThatAreTypedGoNowhere() {
        Page page = signIn(page(), "admin@acme.example");
        page.navigate(FAILED);
        page.locator(".tt-calls").getByText("HTTP").first().click();
        Locator id = page.locator(".tt-drawer-id");
        id.waitFor();
        String opened = id.textContent();

        page.locator(".tt-call-finder input").pressSequentially("jjk");
        assertThat(page.locator(".tt-call-finder input")).hasValue("jjk");
        assertThat(id).hasText(opened);

        page.goBack();
        assertThat(page.locator(".tt-drawer")).isHidden();
        assertThat(page.locator(".tt-matching")).isVisible();
        page.goForward();
        assertThat(id).hasText(opened);
    }

    @Test
    void noListOfCallsScrollsSidewaysAndAPhoneShowsOneCallAtATime() {
        for (int width : List.of(1440, 1280)) {
            Page page = signIn(page(new Browser.NewContextOptions().setViewportSize(width, 900)), "admin@acme.example");
            page.navigate("/api-usage/calls?scope=organization&period=last_7_days");
            page.locator(".tt-calls").getByText("Succeeded").first().waitFor();
            assertThat(overflow(page)).as("%d", width).isZero();
            page.locator(".tt-calls").getByText("Succeeded").first().click();
            page.locator(".tt-drawer-id").waitFor();
            assertThat(overflow(page)).as("%d with a call", width).isZero();
        }
        Page phone = signIn(page(new Browser.NewContextOptions().setViewportSize(390, 844)), "admin@acme.example");
        phone.navigate("/api-usage/calls?scope=organization&period=last_7_days");
        phone.locator(".tt-compact").first().click();
        phone.locator(".tt-drawer-id").waitFor();

        assertThat(phone.evaluate("document.querySelector('.tt-drawer').getBoundingClientRect().width"))
                .isEqualTo(390);
        assertThat(phone.evaluate("document.documentElement.scrollWidth")).isEqualTo(390);
        assertThat(phone.locator(".tt-calls")).isHidden();
    }

    private static int overflow(Page page) {
        return ((Number) page.evaluate("""
                () => {
                    const table = document.querySelector('.tt-calls').shadowRoot.querySelector('#table');
                    return Math.max(0, table.scrollWidth - table.clientWidth);
                }""")).intValue();
    }

    private static void tabUntil(Page page, String reached) {
        for (int i = 0; i < 60; i++) {
            if (page.evaluate("() => " + reached).equals(true)) {
                return;
            }
            page.keyboard().press("Tab");
        }
        throw new AssertionError("The Tab key does not lead there: " + reached);
    }
}
