package io.tokentally.ui.usage.explorer;

import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static io.tokentally.ui.fake.BrowserlessApplication.NOW;
import static io.tokentally.ui.fake.FakeAccess.ACME;
import static io.tokentally.ui.fake.FakeAccess.ADMIN;
import static io.tokentally.ui.fake.FakeAccess.MEMBER;
import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouterLink;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.report.Attribute;
import io.tokentally.domain.report.Grain;
import io.tokentally.domain.report.Measure;
import io.tokentally.domain.report.ReportQuery;
import io.tokentally.ui.chart.FigureTable;
import io.tokentally.ui.chart.SeriesChart;
import io.tokentally.ui.chart.SeriesData;
import io.tokentally.ui.fake.BrowserlessApplication;
import io.tokentally.ui.fake.FakeReports;
import io.tokentally.ui.fake.FakeUsage;
import io.tokentally.ui.usage.frame.ShownUsage;
import io.tokentally.ui.usage.frame.UsageServices;
import io.tokentally.ui.usage.query.UsageMeasure;
import io.tokentally.ui.usage.query.UsageQuery;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.security.test.context.support.WithMockUser;

@SpringBootTest(classes = BrowserlessApplication.class)
@ViewPackages(packages = "io.tokentally.ui")
class ExplorerViewTest extends SpringBrowserlessTest {

    @Autowired
    private FakeUsage usage;

    @Autowired
    private FakeReports reports;

    @Autowired
    private UsageServices services;

    @BeforeEach
    void setUp() {
        usage.clear();
        reports.clear();
        for (int place = 0; place < 12; place++) {
            usage.add(aUsageRecord()
                    .of(ACME, place % 2 == 0 ? MEMBER : ADMIN)
                    .at(NOW.minus(Duration.ofHours(place + 1L)))
                    .withEndpoint(place < 2 ? "=cmd" : "endpoint_" + place)
                    .taking(Duration.ofMillis(100L * (place + 1)))
                    .withSeed(place)
                    .build());
        }
    }

    @Test
    @WithMockUser("owner@acme.example")
    void drawsTheChosenFigureByTwoDimensionsWithWhatIsLeftTogether() {
        open("scope=organization&period=today&measure=requests&by=endpoint,user");

        SeriesData data = chart();
        assertThat(data.series()).hasSize(SeriesData.MOST_COLORS + 1);
        assertThat(data.series().getLast().name()).isEqualTo("Other");
        assertThat(data.series()).extracting(SeriesData.Series::name).contains("endpoint_2 · Mia Schmidt");
        assertThat(data.points()).hasSize(24);
        assertThat(data.form()).isEqualTo(SeriesData.Form.STACKED);
        ReportQuery asked = reports.asked().getLast();
        assertThat(asked.by()).containsExactly(Attribute.ENDPOINT, Attribute.USER);
        assertThat(asked.grain()).isEqualTo(Grain.HOUR);
        assertThat(asked.measures()).containsExactly(Measure.REQUESTS);
    }

    @Test
    @WithMockUser("admin@acme.example")
    void sumsUpOverTime() {
        open("scope=organization&period=today&measure=requests&by=none&form=cumulative");

        List<SeriesData.Value> values = chart().series().getFirst().values();
        assertThat(values)
                .extracting(SeriesData.Value::value)
                .startsWith("1", "2", "3")
                .contains("12");
        // Hours to come have no figure.
        assertThat(values.getLast().value()).isNull();
        assertThat(chart().form()).isEqualTo(SeriesData.Form.LINES);
    }

    @Test
    @WithMockUser("admin@acme.example")
    void whatDoesNotAddUpIsNeverStacked() {
        open("scope=organization&period=today&measure=response_time_p95&by=endpoint");

        assertThat(chart().form()).isEqualTo(SeriesData.Form.LINES);
        assertThat(chart().axis()).isEqualTo(SeriesData.Axis.MILLISECONDS);
        assertThat(chart().earlier()).isNull();
    }

    @Test
    @WithMockUser("admin@acme.example")
    void aTableHasEachGroupOnce() {
        open("scope=organization&period=today&measure=cost_per_request&by=user&form=table");

        assertThat(find(SeriesChart.class).exists()).isFalse();
        assertThat(find(FigureTable.class).single().shown())
                .extracting(List::getFirst)
                .containsExactlyInAnyOrder("Mia Schmidt", "Adam Miller");
        assertThat(reports.asked().getLast().grain()).isEqualTo(Grain.TOTAL);
    }

    @Test
    @WithMockUser("admin@acme.example")
    void aTableTellsNoFigureTwiceAndKeepsItsWayToTheCalls() {
        open("scope=organization&period=today&measure=cost&by=user,model&form=table");
        assertThat(headings()).containsExactly("User", "Model", "Cost", "Requests", "Failed", "Tokens");
        assertThat(find(FigureTable.class).single().shown().getFirst()).hasSize(6);
        List<String> ofCost = linkTexts();

        open("scope=organization&period=today&measure=requests&by=user,model&form=table");
        assertThat(headings()).containsExactly("User", "Model", "Requests", "Failed", "Tokens", "Cost");
        assertThat(linkTexts()).isEqualTo(ofCost).contains("6");
        assertThat(find(NativeTableCell.class).withClassName("tt-figure-name").all())
                .extracting(NativeTableCell::getText)
                .containsOnly("gpt-4.1-nano");
    }

    private List<String> headings() {
        return find(NativeTableHeaderCell.class, find(FigureTable.class).single()).all().stream()
                .filter(cell -> "col".equals(cell.getElement().getAttribute("scope")))
                .map(NativeTableHeaderCell::getText)
                .toList();
    }

    private void unfold() {
        find(Details.class).single().setOpened(true);
    }

    private List<String> linkTexts() {
        return find(Anchor.class, find(FigureTable.class).single()).all().stream()
                .map(Anchor::getText)
                .toList();
    }

    @Test
    @WithMockUser("member@acme.example")
    void aMemberExploresTheirOwnUsageAlone() {
        open("scope=organization&period=today&by=user");

        assertThat(reports.asked()).extracting(ReportQuery::scope).containsOnly(UsageScope.OWN);
    }

    @Test
    @WithMockUser("admin@acme.example")
    void choosingAFigureIsInTheAddress() {
        open("scope=organization&period=today");

        test(measures()).selectItem("Failure rate");

        assertThat(UI.getCurrent().getActiveViewLocation().getQueryParameters().getSingleParameter("measure"))
                .contains("failure_rate");
    }

    @Test
    @WithMockUser("admin@acme.example")
    void leadsToTheCallsThatItsFiguresAreOf() {
        open("scope=organization&period=last_7_days&model=gpt-4.1-nano");

        assertThat(find(RouterLink.class).withText("All calls").single().getHref())
                .startsWith("api-usage/calls?")
                .contains("scope=organization", "period=last_7_days", "model=gpt-4.1-nano");
    }

    @Test
    @WithMockUser("admin@acme.example")
    void aRowLeadsToTheCallsThatItIsMadeOf() {
        open("scope=organization&period=last_7_days&by=endpoint,model&form=table&status=succeeded");

        List<Anchor> links =
                find(Anchor.class, find(FigureTable.class).single()).all();

        assertThat(links)
                .isNotEmpty()
                .allSatisfy(link -> assertThat(link.getHref())
                        .startsWith("api-usage/calls?")
                        .contains("period=last_7_days", "status=succeeded", "endpoint=", "model=gpt-4.1-nano"));
        assertThat(links.getFirst().getElement().getAttribute("aria-label")).matches("\\d+ calls? of .+, gpt-4.1-nano");
    }

    @Test
    @WithMockUser("admin@acme.example")
    void aRowOfAWeekLeadsToTheCallsOfThatWeekWithinTheDaysOnShow() {
        open("scope=organization&from=2026-10-14&to=2026-10-15&by=endpoint&grain=week");
        unfold();

        List<Anchor> links =
                find(Anchor.class, find(FigureTable.class).single()).all();

        assertThat(links)
                .isNotEmpty()
                .allSatisfy(link -> assertThat(link.getHref())
                        .contains("from=2026-10-14", "to=2026-10-15", "endpoint=")
                        .doesNotContain("period="));
    }

    @Test
    @WithMockUser("admin@acme.example")
    void aRowOfADayLeadsToTheCallsOfThatDayAlone() {
        open("scope=organization&period=last_7_days&by=endpoint&grain=day");
        unfold();

        assertThat(find(Anchor.class, find(FigureTable.class).single()).all())
                .isNotEmpty()
                .allSatisfy(link -> {
                    QueryParameters address = new Location(link.getHref()).getQueryParameters();
                    assertThat(address.getSingleParameter("from"))
                            .isPresent()
                            .isEqualTo(address.getSingleParameter("to"));
                });
    }

    @Test
    @WithMockUser("admin@acme.example")
    void aRowOfAnHourLeadsToTheCallsOfThatHour() {
        open("scope=organization&period=today&by=user&grain=hour");
        unfold();

        List<Map<String, String>> times = find(
                        Anchor.class, find(FigureTable.class).single())
                .all()
                .stream()
                .map(link -> new Location(link.getHref()).getQueryParameters())
                .map(address -> Map.of(
                        address.getSingleParameter("from").orElseThrow(),
                        address.getSingleParameter("to").orElseThrow()))
                .distinct()
                .toList();

        assertThat(times)
                .hasSize(12)
                .contains(Map.of("2026-10-15", "2026-10-15T01:00"), Map.of("2026-10-15T11:00", "2026-10-15T12:00"));
    }

    @Test
    @WithMockUser("admin@acme.example")
    void theTableBesideAChartIsDrawnWhenItIsOpened() {
        open("scope=organization&period=today&by=user&grain=hour");
        FigureTable table = find(FigureTable.class).single();
        int rows = table.shown().size();
        assertThat(rows).isPositive();
        assertThat(cells(table)).isZero();

        unfold();
        assertThat(cells(table)).isEqualTo(rows);
    }

    private int cells(FigureTable table) {
        return (int) find(NativeTableHeaderCell.class, table).all().stream()
                .filter(cell -> "row".equals(cell.getElement().getAttribute("scope")))
                .count();
    }

    @ParameterizedTest
    @EnumSource(UsageMeasure.class)
    @WithMockUser("admin@acme.example")
    void anyFigureCanBeShown(UsageMeasure measure) {
        open("scope=organization&period=last_7_days&by=model&form=lines&measure=" + measure.name());

        assertThat(chart().series()).hasSize(1);
        assertThat(chart().series().getFirst().values()).hasSize(7);
    }

    @Test
    @WithMockUser("admin@acme.example")
    void takesAlongWhatIsShownWithoutFormulas() {
        UsageQuery query = UsageQuery.initial(services.viewer()).withMeasure(UsageMeasure.REQUESTS);
        ShownUsage shown = services.look(query, ZoneOffset.UTC);

        String csv = new FiguresAsCsv(
                        services.report(
                                shown,
                                query.report(
                                        shown.period(),
                                        Grain.TOTAL,
                                        List.of(Attribute.ENDPOINT, Attribute.USER),
                                        List.of(Measure.REQUESTS),
                                        2)),
                        UsageMeasure.REQUESTS)
                .text();

        assertThat(csv.lines().toList())
                .startsWith(
                        "from,endpoint,user,other,requests,requests,failures,tokens,cost_usd",
                        "2026-09-16T00:00:00Z,'=cmd,admin@acme.example,false,1,1,0,12500,0.002",
                        "2026-09-16T00:00:00Z,'=cmd,member@acme.example,false,1,1,0,12500,0.002",
                        "2026-09-16T00:00:00Z,,,true,10,10,0,125000,0.02");
    }

    private static void open(String query) {
        UI.getCurrent().navigate(ExplorerView.class, QueryParameters.fromString(query));
        roundTrip();
    }

    private SeriesData chart() {
        SeriesData shown = find(SeriesChart.class).single().shown();
        assertThat(shown).isNotNull();
        return shown;
    }

    private Select<?> measures() {
        return find(Select.class).withAriaLabel("Figure").single();
    }
}
