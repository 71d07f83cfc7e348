package io.tokentally.ui.month;

import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static io.tokentally.ui.fake.FakeAccess.ACME;
import static io.tokentally.ui.fake.FakeAccess.ADMIN;
import static io.tokentally.ui.fake.FakeAccess.GLOBEX;
import static io.tokentally.ui.fake.FakeAccess.MEMBER;
import static io.tokentally.ui.fake.FakeAccess.NEWCOMER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.server.streams.DownloadResponse;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.change.ModelOnTier;
import io.tokentally.domain.change.PricedUsage;
import io.tokentally.domain.metering.Outcome.Failure;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.Cost;
import io.tokentally.domain.pricing.CostLine;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.Rate;
import io.tokentally.domain.report.Comparison;
import io.tokentally.domain.report.PrintedReport;
import io.tokentally.domain.report.PrintedReport.Bars;
import io.tokentally.domain.report.PrintedReport.KeyFigures;
import io.tokentally.domain.report.PrintedReport.Remarks;
import io.tokentally.domain.report.PrintedReport.Table;
import io.tokentally.domain.report.UnitSum;
import io.tokentally.domain.usage.TooManyReadingsException;
import io.tokentally.domain.usage.UsageRecordFixtures;
import io.tokentally.ui.fake.BrowserlessApplication;
import io.tokentally.ui.fake.FakeCalendar;
import io.tokentally.ui.fake.FakeChanges;
import io.tokentally.ui.fake.FakeNotifications;
import io.tokentally.ui.fake.FakePrinter;
import io.tokentally.ui.fake.FakeReports;
import io.tokentally.ui.fake.FakeUsage;
import io.tokentally.ui.usage.ApiUsageView;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.security.test.context.support.WithMockUser;

@SpringBootTest(classes = BrowserlessApplication.class)
@ViewPackages(packages = "io.tokentally.ui")
class MonthReportViewTest extends SpringBrowserlessTest {

    private static final String NEWS = "There are new calls: read anew";
    private static final Instant SEPTEMBER = Instant.parse("2026-09-10T10:00:00Z");
    private static final Instant AUGUST = Instant.parse("2026-08-01T10:00:00Z");
    private static final ModelOnTier LARGE = new ModelOnTier("openai", "gpt-5", "standard");
    private static final ModelOnTier SMALL = new ModelOnTier("openai", "gpt-5-nano", "standard");

    @Autowired
    private FakeUsage usage;

    @Autowired
    private FakeReports reports;

    @Autowired
    private FakeChanges changes;

    @Autowired
    private FakeCalendar calendar;

    @Autowired
    private FakePrinter printer;

    @Autowired
    private FakeNotifications notifications;

    private int seed;

    @BeforeEach
    void setUp() {
        usage.clear();
        reports.clear();
        calendar.reset();
        printer.clear();
        changes.used(Map.of(), Map.of());
    }

    @AfterEach
    void speakEnglishAgain() {
        UI.getCurrent().setLocale(Locale.ENGLISH);
    }

    @Test
    @WithMockUser("admin@acme.example")
    void anAdminSeesTheOrganizationsLastWholeMonth() {
        usage.add(
                costing("12", SEPTEMBER).by(ADMIN).build(),
                costing("18", SEPTEMBER.plus(Duration.ofDays(3))).build(),
                costing("20", AUGUST).build(),
                costing("99", Instant.parse("2026-10-01T00:00:00Z")).build(),
                costing("77", SEPTEMBER).of(GLOBEX, NEWCOMER).build());

        navigate(MonthReportView.class);

        assertThat(title()).isEqualTo("Acme: AI usage in September 2026");
        assertThat(figure("Cost")).containsExactly("$30.00", "↑ 50% more than the month before: worse");
        assertThat(figure("Requests")).startsWith("2", "↑ 100% more than the month before");
        assertThat(textOf(sheet()))
                .contains("1 Sep 2026 – 30 Sep 2026, days by the clocks of UTC")
                .contains("Made on 15 Oct 2026, 12:00 (UTC) by Adam Miller");
        assertThat(rows("People"))
                .containsExactly(
                        List.of("Mia Schmidt", "$18.00", "60.0%", "1"),
                        List.of("Adam Miller", "$12.00", "40.0%", "1"),
                        List.of("Total", "$30.00", "100.0%", "2"));
        assertThat(changes.asked())
                .extracting(
                        query -> query.scope(),
                        query -> query.comparison(),
                        query -> query.period().firstDay().toString(),
                        query -> query.period().lastDay().toString())
                .containsExactly(UsageScope.ORGANIZATION, Comparison.MONTH_BEFORE, "2026-09-01", "2026-09-30");
    }

    @Test
    @WithMockUser("member@acme.example")
    void aMemberSeesTheirOwnAndNoPeople() {
        usage.add(
                costing("12", SEPTEMBER).by(ADMIN).build(),
                costing("18", SEPTEMBER).build());

        open("month=2026-09&scope=organization");

        assertThat(notices()).contains("Only admins and owners see the organization's usage. Showing yours.");
        assertThat(title()).isEqualTo("Mia Schmidt, Acme: AI usage in September 2026");
        assertThat(figure("Cost")).startsWith("$18.00");
        assertThat(headings()).contains("Endpoints", "Models", "Keys").doesNotContain("People");
        assertThat(find(RadioButtonGroup.class).exists()).isFalse();
    }

    @Test
    @WithMockUser("admin@acme.example")
    void anAdminLooksAtTheirOwnAlone() {
        usage.add(
                costing("12", SEPTEMBER).by(ADMIN).build(),
                costing("18", SEPTEMBER).build());

        open("month=2026-09&scope=own");

        assertThat(figure("Cost")).startsWith("$12.00");
        assertThat(reports.asked())
                .allSatisfy(query -> assertThat(query.scope()).isEqualTo(UsageScope.OWN));
    }

    @Test
    @WithMockUser("admin@acme.example")
    void whatIsShownOfTheGreatestAndOfTheOthersAddsUpToTheTotal() {
        IntStream.rangeClosed(1, 13)
                .forEach(model -> usage.add(costing("1.0033333", SEPTEMBER)
                        .withModel("model-%02d".formatted(model))
                        .build()));

        navigate(MonthReportView.class);

        List<List<String>> rows = rows("Models");
        assertThat(rows).hasSize(12);
        assertThat(rows.get(10)).startsWith("Other");
        assertThat(rows.get(11)).containsExactly("Total", "$13.04", "100.0%", "13");
        assertThat(figure("Cost")).startsWith("$13.04");
        assertThat(sum(rows.subList(0, 11), 1)).isEqualByComparingTo("13.04");
        assertThat(sum(rows.subList(0, 11), 3)).isEqualByComparingTo("13");
    }

    @Test
    @WithMockUser("admin@acme.example")
    void causesLeadFromOneMonthToTheOtherToTheLastCent() {
        usage.add(costing("31", SEPTEMBER).build());
        changes.used(
                Map.of(LARGE, used(20, 2_000_000, "20.004")),
                Map.of(LARGE, used(20, 3_000_000, "30.003"), SMALL, used(20, 2_000_000, "1")));

        navigate(MonthReportView.class);

        List<List<String>> rows = rows("Why it cost another amount than in August 2026");
        assertThat(rows.getFirst()).containsExactly("August 2026", "$20.00");
        assertThat(rows.getLast()).containsExactly("September 2026", "$31.00");
        assertThat(rows).extracting(List::getFirst).contains("Number of calls", "Mix of models", "Length of inputs");
        assertThat(sum(rows.subList(0, rows.size() - 1), 1)).isEqualByComparingTo("31.00");
    }

    @Test
    @WithMockUser("admin@acme.example")
    void lessThanADollarIsShownWithAllDigits() {
        usage.add(
                costing("0.00012345", SEPTEMBER).build(),
                costing("0.2", SEPTEMBER).withModel("gpt-5").build());

        navigate(MonthReportView.class);

        assertThat(figure("Cost")).startsWith("$0.20012345");
        assertThat(rows("Models"))
                .containsExactly(
                        List.of("gpt-5", "$0.20", "99.9%", "1"),
                        List.of("gpt-4.1-nano", "$0.00012345", "0.1%", "1"),
                        List.of("Total", "$0.20012345", "100.0%", "2"));
        assertThat(remarks()).contains("Amounts are in US dollars, with all digits.");
    }

    @Test
    @WithMockUser("admin@acme.example")
    void eachDayHasABar() {
        usage.add(
                costing("1", SEPTEMBER).build(),
                costing("4", SEPTEMBER.plus(Duration.ofDays(1))).build());

        navigate(MonthReportView.class);

        Component bars = find(DayBars.class).single();
        assertThat(bars.getElement().getAttribute("role")).isEqualTo("img");
        assertThat(bars.getElement().getAttribute("aria-label"))
                .isEqualTo("Cost per day: most on Fri, 11 Sep 2026, with $4.00");
        printed();
        assertThat(part(Bars.class).bars())
                .hasSize(30)
                .filteredOn(bar -> bar.height().signum() > 0)
                .extracting(
                        bar -> bar.label(),
                        bar -> bar.text(),
                        bar -> bar.height().toPlainString())
                .containsExactly(tuple("10", "$1.00", "0.25"), tuple("11", "$4.00", "1"));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11, November 2026 has not begun. Showing September 2026.",
        "1999-12, Reports begin with February 2000. Showing September 2026.",
        "2026-13, There is no month 2026-13. Showing September 2026.",
        "soon, There is no month soon. Showing September 2026."
    })
    @WithMockUser("admin@acme.example")
    void aMonthThatIsNoneIsToldInWords(String month, String notice) {
        open("month=" + month);

        assertThat(notices()).containsExactly(notice);
        assertThat(title()).isEqualTo("Acme: AI usage in September 2026");
    }

    @Test
    @WithMockUser("admin@acme.example")
    void buttonsLeadToTheMonthsBesideUpToTheOneThatRuns() {
        open("month=2026-09");

        test(button("Next month, October 2026")).click();

        assertThat(title()).endsWith("October 2026");
        assertThat(remarks())
                .anySatisfy(
                        remark -> assertThat(remark).contains("October 2026 is not over", "until 15 Oct 2026, 12:00"));
        assertThat(button("Next month, November 2026").isEnabled()).isFalse();

        test(button("Previous month, September 2026")).click();
        test(button("Previous month, August 2026")).click();
        assertThat(title()).endsWith("August 2026");
        open("month=2000-02");
        assertThat(button("Previous month, January 2000").isEnabled()).isFalse();
    }

    @Test
    @WithMockUser("admin@acme.example")
    void theDaysAreThoseOfTheOrganizationsClocks() {
        calendar.confirm("Pacific/Auckland");
        usage.add(costing("5", Instant.parse("2026-08-31T13:00:00Z")).build());

        navigate(MonthReportView.class);

        assertThat(figure("Cost")).startsWith("$5.00");
        assertThat(textOf(sheet())).contains("days by the clocks of Pacific/Auckland");
    }

    @Test
    @WithMockUser("admin@acme.example")
    void aMonthWithNothingSaysSo() {
        navigate(MonthReportView.class);

        assertThat(headings())
                .containsExactly(
                        "Cost",
                        "Requests",
                        "Failed requests",
                        "Tokens",
                        "Paid for failed requests",
                        "Cost per day",
                        "Good to know");
        assertThat(remarks()).startsWith("Nothing was used in this month.");
    }

    @Test
    @WithMockUser("admin@acme.example")
    void whatIsNotKnownAndWhatFailedIsTold() {
        usage.add(
                costing("8", SEPTEMBER).build(),
                costing("1", SEPTEMBER).unpriced().build(),
                costing("1", SEPTEMBER)
                        .failing(new Failure(Failure.Kind.PROVIDER_ERROR, 500, "server", "error"))
                        .withCost(cost("2"))
                        .build(),
                costing("1", AUGUST).unpriced().build());

        navigate(MonthReportView.class);

        assertThat(figure("Cost")).startsWith("≥ $10.00");
        assertThat(figure("Paid for failed requests")).contains("$2.00", "20.0% of the cost");
        assertThat(remarks())
                .anySatisfy(remark -> assertThat(remark).startsWith("1 call has no known cost"))
                .anySatisfy(remark -> assertThat(remark).startsWith("Failed requests cost $2.00, 20.0% of all."))
                .anySatisfy(remark -> assertThat(remark).startsWith("In the month before, 1 call has no known cost"));
    }

    @Test
    @WithMockUser("admin@acme.example")
    void whatWouldTakeTooLongToExplainIsTold() {
        usage.add(costing("8", SEPTEMBER).build());
        changes.looksAtTooManyCalls();

        navigate(MonthReportView.class);

        assertThat(headings()).doesNotContain("Why it cost another amount than in August 2026");
        assertThat(remarks()).anySatisfy(remark -> assertThat(remark).contains("more than 200,000 calls"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    @WithMockUser("owner@acme.example")
    void thePdfSaysWhatThePageSaysInTheReadersLanguage(String language) throws IOException {
        UI.getCurrent().setLocale(Locale.forLanguageTag(language));
        usage.add(
                costing("12", SEPTEMBER).by(ADMIN).build(),
                costing("1818.5", SEPTEMBER).build(),
                costing("20", AUGUST).build());
        changes.used(Map.of(LARGE, used(20, 2_000_000, "20")), Map.of(LARGE, used(40, 6_000_000, "1830.50")));
        navigate(MonthReportView.class);
        String page = textOf(sheet());

        DownloadResponse response = find(MonthReportView.class).single().document();

        assertThat(response.getContentType()).isEqualTo("application/pdf");
        assertThat(response.getFileName()).isEqualTo("tokentally-2026-09-organization.pdf");
        assertThat(response.getInputStream().readAllBytes()).hasSize((int) response.getContentLength());
        PrintedReport report = printer.last();
        assertThat(report.language().getLanguage()).isEqualTo(language);
        assertThat(report.parts()).hasSize(8);
        assertThat(texts(report))
                .hasSizeGreaterThan(60)
                .allSatisfy(text -> assertThat(page).contains(text));
        assertThat(report.title())
                .isEqualTo(
                        language.equals("de")
                                ? "Acme: KI-Nutzung im September 2026"
                                : "Acme: AI usage in September 2026");
        assertThat(page).contains(language.equals("de") ? "1.830,50\u00a0$" : "$1,830.50");
    }

    @Test
    @WithMockUser("admin@acme.example")
    void whoeverGetsNoTurnIsToldSo() {
        navigate(MonthReportView.class);
        printer.failWith(
                new TooManyReadingsException("reports", TooManyReadingsException.Share.PERSON, Duration.ofSeconds(5)));

        assertThat(find(MonthReportView.class).single().document().getError()).isEqualTo(503);
    }

    @Test
    @WithMockUser("admin@acme.example")
    void whatCannotBeReadIsToldAndNothingIsTakenAlong() {
        reports.failWith(new IllegalStateException("no database"));

        navigate(MonthReportView.class);

        assertThat(find(H2.class).withText("The figures could not be loaded").exists())
                .isTrue();
        assertThat(find(MonthSheet.class).exists()).isFalse();
        assertThat(find(Anchor.class).withText("Download PDF").exists()).isFalse();

        reports.clear();
        test(find(Button.class).withText("Try again").single()).click();
        assertThat(title()).endsWith("September 2026");
    }

    @Test
    @WithMockUser("admin@acme.example")
    void theOverviewLeadsToIt() {
        usage.add(costing("8", SEPTEMBER.plus(Duration.ofDays(30))).by(ADMIN).build());
        UI.getCurrent().navigate(ApiUsageView.class, QueryParameters.fromString("scope=own&period=last_30_days"));
        roundTrip();

        assertThat(find(Anchor.class).withText("Month report").single().getHref())
                .isEqualTo("api-usage/month?scope=own");
    }

    private UsageRecordFixtures costing(String dollars, Instant at) {
        return aUsageRecord().of(ACME, MEMBER).at(at).withSeed(++seed).withCost(cost(dollars));
    }

    private static Cost cost(String dollars) {
        return Cost.measured(
                Money.USD, List.of(new CostLine(1, new Rate(UsageUnit.INPUT_TOKENS, Money.usd(dollars), 1))), "v1");
    }

    @Test
    @WithMockUser("admin@acme.example")
    void newCallsAreToldInTheMonthThatRunsAndMoveNothingUntilTheyAreAskedFor() {
        open("month=2026-10");
        assertThat(find(Button.class).withText(NEWS).exists()).isFalse();

        notifications.come();
        roundTrip();
        Button news = find(Button.class).withText(NEWS).single();
        int asked = reports.asked().size();
        assertThat(news.isVisible()).isTrue();

        test(news).click();
        assertThat(find(Button.class).withText(NEWS).exists()).isFalse();
        assertThat(reports.asked()).hasSizeGreaterThan(asked);
    }

    @Test
    @WithMockUser("admin@acme.example")
    void aMonthThatIsOverIsToldOfNoNews() {
        open("month=2026-09");

        notifications.come();
        roundTrip();

        assertThat(find(Button.class).withText(NEWS).exists()).isFalse();
    }

    private static void open(String query) {
        UI.getCurrent().navigate(MonthReportView.class, QueryParameters.fromString(query));
        roundTrip();
    }

    private PrintedReport printed() {
        var unused = find(MonthReportView.class).single().document();
        return printer.last();
    }

    private <P extends PrintedReport.Part> P part(Class<P> kind) {
        return printer.last().parts().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst()
                .orElseThrow();
    }

    private static List<String> texts(PrintedReport report) {
        return Stream.concat(
                        Stream.concat(Stream.of(report.title()), report.lines().stream()),
                        report.parts().stream().flatMap(part -> switch (part) {
                            case KeyFigures figures ->
                                figures.figures().stream()
                                        .flatMap(figure -> Stream.concat(
                                                Stream.of(figure.name(), figure.value()), figure.notes().stream()));
                            case Bars bars ->
                                Stream.concat(
                                        Stream.of(bars.heading(), bars.greatest()),
                                        bars.bars().stream().flatMap(bar -> Stream.of(bar.label(), bar.text())));
                            case Table table ->
                                Stream.concat(
                                        Stream.concat(Stream.of(table.heading()), table.columns().stream()),
                                        table.rows().stream().flatMap(row -> row.cells().stream()));
                            case Remarks remarks ->
                                Stream.concat(Stream.of(remarks.heading()), remarks.sentences().stream());
                        }))
                .toList();
    }

    private MonthSheet sheet() {
        return find(MonthSheet.class).single();
    }

    private String title() {
        return find(H2.class, sheet()).single().getText();
    }

    private List<String> headings() {
        return find(H3.class, sheet()).all().stream().map(H3::getText).toList();
    }

    /** What stands below the name of a figure. */
    private List<String> figure(String name) {
        return sectionOf(name)
                .getChildren()
                .skip(1)
                .map(MonthReportViewTest::textOf)
                .toList();
    }

    private List<List<String>> rows(String heading) {
        return find(NativeTableRow.class, sectionOf(heading)).all().stream()
                .skip(1)
                .map(row -> row.getChildren().map(MonthReportViewTest::textOf).toList())
                .toList();
    }

    private Section sectionOf(String heading) {
        return find(Section.class, sheet()).all().stream()
                .filter(section -> section.getChildren()
                        .findFirst()
                        .filter(first -> textOf(first).equals(heading))
                        .isPresent())
                .findFirst()
                .orElseThrow();
    }

    private List<String> remarks() {
        return find(ListItem.class, sheet()).all().stream()
                .map(ListItem::getText)
                .toList();
    }

    private Button button(String label) {
        return find(Button.class).all().stream()
                .filter(button -> label.equals(button.getAriaLabel().orElse("")))
                .findFirst()
                .orElseThrow();
    }

    private List<String> notices() {
        return find(Notification.class).all().stream()
                .map(notice -> test(notice).getText())
                .toList();
    }

    private static BigDecimal sum(List<List<String>> rows, int column) {
        return rows.stream()
                .map(row -> new BigDecimal(row.get(column).replaceAll("[^0-9.-]", "")))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static String textOf(Component component) {
        return component.getElement().getTextRecursively();
    }

    private static PricedUsage used(long requests, long tokens, String cost) {
        return new PricedUsage(
                requests,
                Money.usd(cost),
                Map.of(UsageUnit.INPUT_TOKENS, new UnitSum(tokens, Money.usd(cost), Money.usd(cost))),
                Set.of("v1"));
    }
}
