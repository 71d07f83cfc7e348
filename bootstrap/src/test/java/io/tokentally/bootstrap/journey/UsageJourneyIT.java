package io.tokentally.bootstrap.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class UsageJourneyIT extends Journey {

    private static final String MEMBER = "member@acme.example";
    private static final String RESUME = """
            Ada Example
            ada.example@mail.example
            +44 20 7946 0000

            Skills
            Java, PostgreSQL, Kafka

            Experience
            Engineer, Analytical Engines Ltd, 2019 - 2024

            Education
            BSc Mathematics, University of London, 2018
            """;

    @Test
    void aMemberUploadsAResumeAndSeesTheCallCountedAndPriced() {
        long before = requests();
        Page page = signIn(page(), MEMBER);
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("AI Shortlist"))
                .click();
        page.getByText("simulator").first().waitFor();

        page.locator("vaadin-upload input[type=file]")
                .setInputFiles(new FilePayload("ada.txt", "text/plain", RESUME.getBytes(StandardCharsets.UTF_8)));
        page.getByText("Ada Example").first().waitFor();
        page.navigate("/api-usage?days=7");

        assertThat(card(page, "Your Requests")).containsText(Long.toString(before + 1));
        JsonNode newest =
                api.json(MEMBER, "/api/v1/usage/calls?limit=1").get("calls").get(0);
        assertThat(newest.get("endpoint").asString()).isEqualTo("extract_candidate_info");
        assertThat(new BigDecimal(newest.get("cost").asString()))
                .isEqualByComparingTo(costOf(newest.get("quantities")))
                .isPositive();
        Locator grid = page.locator("vaadin-grid");
        grid.getByText("extract_candidate_info").first().waitFor();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Details of extract_candidate_info"))
                .first()
                .click();
        assertThat(grid).containsText(newest.get("cost").asString());
        assertThat(foreignRequests).isEmpty();
    }

    @Test
    void aMemberCannotSeeTheOrganization() {
        Page page = signIn(page(), MEMBER);

        assertThat(page.getByText("Organization Cost")).hasCount(0);
        page.navigate("/api-usage?days=30&scope=organization");
        assertThat(page.getByText("Only admins and owners see the organization's usage")
                        .first())
                .isVisible();
        assertThat(page.getByText("Usage by user")).hasCount(0);
    }

    @Test
    void anAdminSeesTheOrganizationByUser() {
        Page page = signIn(page(), "admin@acme.example");

        assertThat(card(page, "Organization Cost")).isVisible();
        page.navigate("/api-usage?days=30&scope=organization");
        assertThat(page.getByText("Usage by user").first()).isVisible();
        assertThat(page.getByText("Mia Berg").first()).isVisible();
    }

    @Test
    void globexSeesNothingOfAcme() {
        Page page = signIn(page(), "owner@globex.example");
        page.navigate("/api-usage?days=90&scope=organization");
        page.getByText("Usage by user").first().waitFor();

        assertThat(page.getByText("Marco Ruiz").first()).isVisible();
        assertThat(page.getByText("Mia Berg")).hasCount(0);
        assertThat(page.getByText("extract_candidate_info")).hasCount(0);
    }

    @Test
    void theExportDownloadsAndParses() throws IOException {
        Page page = signIn(page(), "admin@acme.example");
        page.navigate("/api-usage?days=30&scope=organization");
        page.getByText("Usage by user").first().waitFor();

        Download download = page.waitForDownload(
                () -> page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Export CSV"))
                        .click());

        assertThat(download.suggestedFilename())
                .matches("tokentally-usage-acme-\\d{4}-\\d\\d-\\d\\d-\\d{4}-\\d\\d-\\d\\d\\.csv");
        try (CSVParser parser = CSVParser.parse(
                Files.newBufferedReader(download.path()),
                CSVFormat.RFC4180
                        .builder()
                        .setHeader()
                        .setSkipHeaderRecord(true)
                        .get())) {
            List<CSVRecord> rows = parser.getRecords();
            assertThat(String.join(",", parser.getHeaderNames()))
                    .isEqualTo("Date,User ID,Endpoint,Model,Input Tokens,Output Tokens,Total Tokens,"
                            + "Total Cost (USD),Success,Response Time (ms)");
            JsonNode summary =
                    api.json("admin@acme.example", "/api/v1/usage/organization/summary?days=30&zone=Europe/Berlin");
            // What no provider bills is in the export and no request.
            assertThat(rows)
                    .hasSize(summary.get("totalRequests").asInt()
                            + summary.get("freeCalls").asInt());
            BigDecimal cost = rows.stream()
                    .map(row -> row.get("Total Cost (USD)"))
                    .filter(text -> !text.isEmpty())
                    .map(BigDecimal::new)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(cost).isEqualByComparingTo(summary.get("totalCost").asString());
        }
    }

    @Test
    void aFormatOfTheDialogDownloadsAndItsEndIsTold() throws IOException {
        Page page = signIn(page(), "admin@acme.example");
        page.navigate("/api-usage?days=30&scope=organization");
        page.getByText("Usage by user").first().waitFor();
        page.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("More ways to export"))
                .click();
        page.getByText("All formats…").click();
        page.getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName("Parquet"))
                .check();

        Download download = page.waitForDownload(
                () -> page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Download"))
                        .click());

        assertThat(download.suggestedFilename())
                .startsWith("tokentally-usage-acme-")
                .endsWith(".parquet");
        String file = Files.readString(download.path(), StandardCharsets.ISO_8859_1);
        assertThat(file).startsWith("PAR1").endsWith("PAR1");
        page.getByText("Complete: ").waitFor();
        assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Download")))
                .isVisible();
    }

    /** Typed and followed by Enter, and the same by the link in the address. */
    @Test
    void aFilterDrivesThePageAndTheLinkToIt() {
        Page page = signIn(page(), "admin@acme.example");
        page.locator(".tt-add-filter vaadin-select").click();
        page.getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName("Endpoint"))
                .first()
                .click();
        Locator typed = page.locator(".tt-filter-value input");
        page.locator("vaadin-combo-box-item").first().waitFor();

        typed.pressSequentially("extract_cand");
        assertThat(page.locator("vaadin-combo-box-item:visible")).hasCount(1);
        typed.press("Enter");

        page.waitForURL("**endpoint=extract_candidate_info**");
        Locator chip = page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Remove filter Endpoint: extract_candidate_info"));
        assertThat(chip).isVisible();
        String matching = page.locator(".tt-matching").innerText();
        assertThat(page.locator(".tt-breakdown").first().locator("tbody tr")).hasCount(1);

        Page colleague = signIn(page(), "owner@acme.example");
        colleague.navigate(page.url());
        assertThat(colleague.locator(".tt-matching")).hasText(matching);
        chip.click();
        assertThat(chip).hasCount(0);
        page.waitForURL(url -> !url.contains("endpoint="));
    }

    @Test
    void skippingToTheContentStaysOnThePage() {
        Page page = signIn(page(), MEMBER);
        page.evaluate("window.stillThere = true");
        page.locator(".tt-skip-link").focus();
        page.keyboard().press("Enter");
        page.keyboard().press("Tab");

        assertThat(page.evaluate("window.stillThere && !!document.activeElement.closest('#content')"))
                .isEqualTo(true);
        assertThat(page.url()).contains("/api-usage?").endsWith("#content");
    }

    @Test
    void daysAreTypedAndKeptAcrossPages() {
        Page page = signIn(page(), MEMBER);
        page.locator(".tt-period vaadin-select").first().click();
        page.getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName("From … to …"))
                .click();
        Locator first = page.locator(".tt-period-day input").first();
        first.fill("2026-01-02");
        first.press("Enter");
        page.waitForURL("**from=2026-01-02**");
        page.keyboard().press("Escape");
        ShownPage.settle(page);

        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Prices"))
                .click();
        page.waitForURL("**/prices**");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Explorer"))
                .click();

        page.waitForURL("**/api-usage/explorer?**from=2026-01-02**");
    }

    @Test
    void theExplorerShowsAndTakesAlongWhatReportsTell() throws IOException {
        Page page = signIn(page(), "admin@acme.example");
        page.navigate(
                "/api-usage/explorer?scope=organization&period=last_7_days&measure=requests&by=endpoint&form=table");
        page.locator(".tt-figures tbody tr").first().waitFor();

        Download download = page.waitForDownload(
                () -> page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Export CSV"))
                        .click());

        JsonNode report = api.json(
                "admin@acme.example",
                "/api/v1/usage/report?measures=requests&by=endpoint&scope=organization&days=7&zone=Europe/Berlin&top=200");
        try (CSVParser parser = CSVParser.parse(
                Files.newBufferedReader(download.path()),
                CSVFormat.RFC4180
                        .builder()
                        .setHeader("from", "endpoint", "other", "requests", "all", "failures", "tokens", "cost")
                        .setSkipHeaderRecord(true)
                        .get())) {
            assertThat(parser.getRecords().stream()
                            .mapToLong(row -> Long.parseLong(row.get("requests")))
                            .sum())
                    .isEqualTo(report.get("total").get("requests").asLong());
        }
    }

    @Test
    void theDarkSchemeIsDark() {
        Page page = signIn(
                page(new Browser.NewContextOptions()
                        .setColorScheme(ColorScheme.DARK)
                        .setViewportSize(1440, 900)),
                MEMBER);

        assertThat(headingLightness(page)).isGreaterThan(0.7);
        assertThat(headingLightness(signIn(page(), MEMBER))).isLessThan(0.4);
    }

    @Test
    void aPhoneScrollsDownAndNotSideways() {
        Page page = signIn(page(new Browser.NewContextOptions().setViewportSize(390, 844)), MEMBER);

        for (String path : List.of("/api-usage?days=30", "/ai-shortlist")) {
            page.navigate(path);
            page.locator("h1").first().waitFor();
            assertThat(page.evaluate("document.documentElement.scrollWidth"))
                    .as(path)
                    .isEqualTo(390);
        }
    }

    @Test
    void signingOutLeavesNothingOpen() {
        Page page = signIn(page(), MEMBER);
        page.getByText("Mia Berg").first().click();
        page.getByText("Sign out").click();
        page.waitForURL("**/login**");

        page.navigate("/api-usage");
        page.waitForURL("**/login**");
        assertThat(page.getByLabel("Email")).isVisible();
    }

    private long requests() {
        return api.json(MEMBER, "/api/v1/usage/summary?days=7&zone=Europe/Berlin")
                .get("totalRequests")
                .asLong();
    }

    private static Locator card(Page page, String label) {
        return page.locator("section")
                .filter(new Locator.FilterOptions().setHasText(label))
                .first();
    }

    /** By the published rates of gpt-6-luna, which bills reasoning as output. */
    private static BigDecimal costOf(JsonNode quantities) {
        return amount(quantities, "input_tokens", "0.10")
                .add(amount(quantities, "cached_input_tokens", "0.01"))
                .add(amount(quantities, "output_tokens", "0.50"))
                .add(amount(quantities, "reasoning_tokens", "0.50"));
    }

    private static BigDecimal amount(JsonNode quantities, String unit, String perMillion) {
        return new BigDecimal(perMillion)
                .multiply(BigDecimal.valueOf(quantities.path(unit).asLong()))
                .movePointLeft(6);
    }

    /** How light the colour of the heading is, from 0 to 1. */
    private static double headingLightness(Page page) {
        Object lightness = page.evaluate("""
                () => {
                    const canvas = document.createElement('canvas').getContext('2d');
                    canvas.fillStyle = getComputedStyle(document.querySelector('h1')).color;
                    canvas.fillRect(0, 0, 1, 1);
                    const [red, green, blue] = canvas.getImageData(0, 0, 1, 1).data;
                    return (red + green + blue) / 3 / 255;
                }""");
        return ((Number) lightness).doubleValue();
    }
}
