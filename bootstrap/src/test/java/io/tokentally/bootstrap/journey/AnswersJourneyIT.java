package io.tokentally.bootstrap.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** From what people ask in the morning to its answer. */
class AnswersJourneyIT extends Journey {

    private static final String ADMIN = "admin@acme.example";

    /** A count, however it is grouped. */
    private static final Pattern COUNT = Pattern.compile("[\\d,]+");

    /** Of whole months: on the morning of its first day, a month has no causes yet. */
    @Test
    void aMonthIsExplainedAgainstTheOneBeforeDownToTheCallsOfACause() {
        Page page = signIn(page(), ADMIN);
        page.navigate("/api-usage?scope=organization&period=last_month&compare=month_before");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Cost change"))
                .click();
        page.waitForURL("**/api-usage/change?**compare=month_before**");

        Locator bridge = page.locator(".tt-bridge tbody tr");
        bridge.first().waitFor();
        assertThat(page.locator(".tt-bridge-summary")).containsText(Pattern.compile(" became | The same "));
        Locator cause =
                page.locator(".tt-bridge .tt-row-filter[aria-pressed=false]").first();
        String name = cause.innerText();
        cause.click();
        assertThat(page.locator("h2#tt-change-cause")).containsText(name);
        page.waitForURL("**cause=**");

        Locator links = page.locator(".tt-change-cells a");
        assertThat(links.filter(containing(" before")).first()).isVisible();
        Locator calls = links.filter(containing(" after")).first();
        String told = countIn(calls.innerText());
        calls.click();
        page.waitForURL("**/api-usage/calls?**");
        assertThat(page.locator(".tt-matching")).containsText(Pattern.compile("^" + told + " calls?"));
    }

    @Test
    void theSlowestFeatureOfLastWeekLeadsToItsSlowestCalls() {
        JsonNode report = api.json(
                ADMIN,
                "/api/v1/usage/report?measures=response_time&by=endpoint&scope=organization&days=7"
                        + "&zone=Europe/Berlin");
        String slowest = report.get("rows").get(0).get("group").get("endpoint").asString();
        Page page = signIn(page(), ADMIN);
        page.navigate("/api-usage/performance?scope=organization&period=last_7_days&by=endpoint");

        page.locator("[aria-labelledby=tt-performance-groups]")
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName("p95").setExact(true))
                .click();
        page.waitForURL("**order=p95**");
        Locator first = page.locator("[aria-labelledby=tt-performance-groups] tbody .tt-row-filter")
                .first();
        assertThat(first).hasText(slowest);
        first.click();
        page.waitForURL("**endpoint=" + slowest + "**");
        Locator calls = page.locator("[aria-labelledby=tt-performance-slowest] tbody tr");
        assertThat(calls.first()).containsText(slowest);

        calls.first().locator("a").first().click();
        page.waitForURL("**/api-usage/calls?**call=**");
        assertThat(page.locator(".tt-drawer")).containsText(slowest);
    }

    @Test
    void aViewThatIsKeptIsWhereTheNextSignInBegins() {
        Page page = signIn(page(), ADMIN);
        page.navigate("/api-usage/explorer?scope=organization&period=last_7_days&by=model&form=table&measure=requests");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Views"))
                .click();
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        dialog.getByLabel("Keep what this page shows as").fill("Models of the week");
        page.keyboard().press("Enter");
        Locator start = dialog.getByLabel("Begin with Models of the week");
        start.check();
        assertThat(start).isChecked();

        Page next = page();
        submitSignIn(next, ADMIN, "demo");
        next.waitForURL("**/api-usage/explorer?**by=model**");
        assertThat(next.url()).contains("measure=requests", "period=last_7_days", "form=table");
        assertThat(next.locator(".tt-figures tbody tr").first()).isVisible();

        dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Remove Models of the week"))
                .click();
        assertThat(dialog).containsText("No views are kept yet.");
    }

    @Test
    void whatOneDoesIsSeenInAnothersBrowserWithoutTheirDoingAnything() {
        Page owner = signIn(page(), "owner@acme.example");
        owner.navigate("/api-usage?scope=organization&period=today");
        Locator matching = owner.locator(".tt-matching");
        matching.waitFor();
        String before = matching.innerText();
        owner.evaluate("window.stillThere = true");

        Page member = signIn(page(), "member@acme.example");
        member.navigate("/ai-shortlist");
        member.locator("vaadin-upload input[type=file]")
                .setInputFiles(new FilePayload(
                        "grace.txt",
                        "text/plain",
                        "Grace Example\ngrace.example@mail.example\n\nSkills\nCOBOL".getBytes(StandardCharsets.UTF_8)));
        member.getByText("Grace Example").first().waitFor();

        assertThat(matching).not().hasText(before);
        assertThat(owner.evaluate("window.stillThere === true")).isEqualTo(true);
    }

    private static Locator.FilterOptions containing(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }

    private static String countIn(String text) {
        return COUNT.matcher(text).results().findFirst().orElseThrow().group();
    }
}
