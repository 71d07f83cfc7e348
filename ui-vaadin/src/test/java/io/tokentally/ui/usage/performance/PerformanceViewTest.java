package io.tokentally.ui.usage.performance;

import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static io.tokentally.ui.fake.BrowserlessApplication.NOW;
import static io.tokentally.ui.fake.FakeAccess.ACME;
import static io.tokentally.ui.fake.FakeAccess.ADMIN;
import static io.tokentally.ui.fake.FakeAccess.MEMBER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.QueryParameters;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.report.Attribute;
import io.tokentally.domain.report.Dimension;
import io.tokentally.domain.report.Grain;
import io.tokentally.domain.report.Measure;
import io.tokentally.domain.report.ReportQuery;
import io.tokentally.domain.report.TooManyCallsException;
import io.tokentally.domain.usage.CallRanking;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.ui.chart.SeriesChart;
import io.tokentally.ui.chart.SeriesData;
import io.tokentally.ui.fake.BrowserlessApplication;
import io.tokentally.ui.fake.FakeReports;
import io.tokentally.ui.fake.FakeTagDimensions;
import io.tokentally.ui.fake.FakeUsage;
import io.tokentally.ui.usage.frame.SortedTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.security.test.context.support.WithMockUser;

@SpringBootTest(classes = BrowserlessApplication.class)
@ViewPackages(packages = "io.tokentally.ui")
@WithMockUser("admin@acme.example")
class PerformanceViewTest extends SpringBrowserlessTest {

    private static final int DAYS = 30;
    private static final int CALLS_OF_A_DAY = 21;

    /** Counted back from the last day. */
    private static final int SLOW_DAYS = 10;

    @Autowired
    private FakeUsage usage;

    @Autowired
    private FakeReports reports;

    @Autowired
    private FakeTagDimensions tags;

    @BeforeEach
    void setUp() {
        usage.clear();
        reports.clear();
        tags.are();
        List<UsageRecord> calls = new ArrayList<>();
        for (int day = 0; day < DAYS; day++) {
            for (int call = 0; call < CALLS_OF_A_DAY; call++) {
                calls.add(call(day, call, "chat", MEMBER, day < SLOW_DAYS ? 2_000 : 1_000));
                calls.add(call(day, call, "search", ADMIN, 400));
            }
        }
        calls.add(call(0, 0, "rare", ADMIN, 90_000));
        usage.addAll(calls);
    }

    private static UsageRecord call(int daysAgo, int number, String endpoint, UserId by, int milliseconds) {
        return aUsageRecord()
                .of(ACME, by)
                .at(NOW.minus(Duration.ofDays(daysAgo)).minus(Duration.ofMinutes(number)))
                .withEndpoint(endpoint)
                .taking(Duration.ofMillis(milliseconds + number))
                .withSeed((daysAgo * 100L + number) * 31 + endpoint.hashCode())
                .build();
    }

    @Test
    void theChosenPercentileOfEachGroupIsDrawnOverTime() {
        open("scope=organization&period=last_30_days&measure=response_time_p50");

        SeriesData data = chart();
        assertThat(data.series()).extracting(SeriesData.Series::name).containsExactly("chat", "search", "rare");
        assertThat(data.points()).hasSize(DAYS);
        assertThat(data.axis()).isEqualTo(SeriesData.Axis.MILLISECONDS);
        assertThat(find(H2.class).all()).extracting(H2::getText).contains("Response time, p50");
        assertThat(reports.asked())
                .filteredOn(query -> query.measures().contains(Measure.RESPONSE_TIME))
                .extracting(query -> query.grain(), query -> query.by(), query -> query.comparison() != null)
                .containsExactlyInAnyOrder(
                        tuple(Grain.DAY, List.of(Attribute.ENDPOINT), false),
                        tuple(Grain.DAY, List.of(Attribute.ENDPOINT), false),
                        tuple(Grain.TOTAL, List.of(Attribute.ENDPOINT), true));
    }

    @Test
    void allTogetherHaveALineForEachPercentile() {
        open("scope=organization&period=last_7_days&by=none");

        assertThat(chart().series()).extracting(SeriesData.Series::name).containsExactly("p50", "p95", "p99");
        assertThat(chart().series()).extracting(SeriesData.Series::color).containsExactly(1, 2, 3);
        assertThat(groups()).hasSize(1);
    }

    @Test
    void theSlowEndOfARateIsTheLowOne() {
        open("scope=organization&period=last_7_days&by=none&measure=output_rate_p5");

        assertThat(chart().series()).extracting(SeriesData.Series::name).containsExactly("p50", "p5", "p1");
        assertThat(texts()).anySatisfy(text -> assertThat(text).contains("95 of 100 calls reach p5"));
    }

    @Test
    void whatBecameSlowerIsToldWithTheDaySinceWhen() {
        open("scope=organization&period=last_30_days");

        List<List<String>> slower = rows(find(SlowdownsPanel.class).single());
        assertThat(slower).hasSize(1);
        assertThat(slower.getFirst().get(0)).isEqualTo("chat");
        assertThat(slower.getFirst().get(1)).isEqualTo("Tue, 6 Oct 2026");
        assertThat(slower.getFirst().get(3)).matches("↑ (9[0-9]|10[0-9])% slower");
        assertThat(texts()).contains("One became slower and still is, of 2 with enough calls to tell (3 altogether).");
        assertThat(find(Anchor.class, find(SlowdownsPanel.class).single())
                        .single()
                        .getHref())
                .contains("from=2026-10-06", "to=2026-10-15", "calls=slowest")
                .doesNotContain("endpoint=search");
    }

    @Test
    void whereNothingBecameSlowerItSaysSo() {
        open("scope=organization&period=last_30_days&endpoint=search");

        assertThat(texts()).contains("Nothing became slower and still is: 1 of 1 had enough calls to tell.");

        open("scope=organization&period=last_30_days&endpoint=rare");

        assertThat(texts()).anySatisfy(text -> assertThat(text).startsWith("There are too few calls to tell"));
    }

    @Test
    void eachGroupIsComparedWithTheDaysBefore() {
        open("scope=organization&from=2026-10-06&to=2026-10-15");

        assertThat(groups())
                .satisfiesExactly(
                        chat -> assertThat(chat)
                                .startsWith("chat", "210")
                                .last()
                                .asString()
                                .matches("↑ (9[0-9]|10[0-9])% slower"),
                        search -> assertThat(search).startsWith("search", "210").endsWith("About the same"),
                        rare -> assertThat(rare).startsWith("rare", "1").endsWith("Too few calls"));

        open("scope=organization&from=2026-10-06&to=2026-10-15&measure=output_rate_p5");
        assertThat(groups().getFirst().getLast()).matches("↓ (4[5-9]|5[0-4])% slower");

        open("scope=organization&from=2026-10-06&to=2026-10-15&compare=none");
        assertThat(groups().getFirst()).hasSize(5);
        assertThat(texts()).anySatisfy(text -> assertThat(text).startsWith("Choose earlier days"));
    }

    @ParameterizedTest
    @CsvSource({
        "order=p95, rare",
        "order=p99.asc, search",
        "order=name.asc, chat",
        "order=name, search",
        "order=change, chat",
        "order=before, chat",
        "'', chat"
    })
    void theTableIsSortedAsTheAddressSays(String order, String first) {
        open("scope=organization&from=2026-10-06&to=2026-10-15&" + order);

        assertThat(groups().getFirst().getFirst()).isEqualTo(first);
        assertThat(notices()).isEmpty();
    }

    @Test
    void aClickOnAHeadingSortsAndIsInTheAddress() {
        open("scope=organization&from=2026-10-06&to=2026-10-15");

        test(find(Button.class, find(SortedTable.class).single())
                        .withText("p95")
                        .single())
                .click();
        assertThat(groups().getFirst().getFirst()).isEqualTo("rare");
        assertThat(parameter("order")).isEqualTo("p95");

        test(find(Button.class, find(SortedTable.class).single())
                        .withText("p95")
                        .single())
                .click();
        assertThat(groups().getFirst().getFirst()).isEqualTo("search");
        assertThat(parameter("order")).isEqualTo("p95.asc");
    }

    /** Where a view stands in the address's place, since that names nobody. */
    @Test
    void aViewSaysHowTheTableIsSorted() {
        open("scope=organization&period=last_7_days&user=member@acme.example&order=p95");

        assertThat(parameter("view")).isNotEmpty();
        assertThat(parameter("order")).isEmpty();
        assertThat(find(Button.class, find(SortedTable.class).single())
                        .withText("p95")
                        .single()
                        .getParent()
                        .orElseThrow()
                        .getElement()
                        .getAttribute("aria-sort"))
                .isEqualTo("descending");
    }

    @Test
    void aClickOnAGroupFiltersByIt() {
        open("scope=organization&period=last_7_days");

        test(find(Button.class).withText("search").single()).click();

        assertThat(parameter("endpoint")).isEqualTo("search");
        assertThat(groups()).extracting(List::getFirst).containsExactly("search");
    }

    @ParameterizedTest
    @CsvSource({
        "order=colour, 'The table cannot be sorted by colour. Showing the most requests first.'",
        "measure=cost_per_request, Cost per request does not tell how fast calls are. Showing response times.",
        "measure=joy, There is no figure called joy. Showing what the page begins with.",
        "by=planet, Usage is not told apart by planet. Showing it by endpoint."
    })
    void whatMakesNoSenseGivesWayAndIsTold(String parameter, String notice) {
        open("scope=organization&period=last_7_days&" + parameter);

        assertThat(notices()).containsExactly(notice);
        assertThat(find(H2.class).all()).extracting(H2::getText).contains("Response time, p95");
    }

    @Test
    @WithMockUser("member@acme.example")
    void aMemberSeesHowFastTheirOwnCallsAre() {
        open("scope=organization&period=last_7_days");

        assertThat(reports.asked()).extracting(ReportQuery::scope).containsOnly(UsageScope.OWN);
        assertThat(groups()).extracting(List::getFirst).containsExactly("chat");
        assertThat(usage.lastQuery().scope()).isEqualTo(UsageScope.OWN);
        assertThat(groupings()).isNotEmpty().doesNotContain(Attribute.USER);
    }

    @Test
    void theSlowestCallsLeadToEachOfThem() {
        open("scope=organization&period=last_7_days&endpoint=search");

        List<Anchor> links =
                find(Anchor.class, find(SlowestCalls.class).single()).all();
        assertThat(links).hasSize(11);
        assertThat(links.getFirst().getText()).isEqualTo("The %d slowest".formatted(CallRanking.MOST));
        assertThat(links.subList(1, 11))
                .extracting(Anchor::getHref)
                .allSatisfy(href -> assertThat(href).contains("endpoint=search", "calls=slowest", "call="))
                .doesNotHaveDuplicates();
    }

    @Test
    void whatWouldTakeTooLongIsToldWithTheRemedy() {
        usage.failToRankWith(new TooManyCallsException(200_000));
        open("scope=organization&period=last_7_days");

        assertThat(texts()).anySatisfy(text -> assertThat(text).contains("among more than 200,000", "fewer days"));
        assertThat(find(SortedTable.class).exists()).isTrue();
    }

    @Test
    void withoutCallsThereIsNothingToShow() {
        open("scope=organization&period=last_7_days&endpoint=nothing");

        assertThat(texts()).anySatisfy(text -> assertThat(text).startsWith("There is nothing to show."));
        assertThat(find(SortedTable.class).exists()).isFalse();
        assertThat(find(SlowestCalls.class).exists()).isFalse();
    }

    private static void open(String query) {
        UI.getCurrent().navigate(PerformanceView.class, QueryParameters.fromString(query));
        roundTrip();
    }

    private SeriesData chart() {
        SeriesData shown = find(SeriesChart.class).single().shown();
        assertThat(shown).isNotNull();
        return shown;
    }

    private List<List<String>> groups() {
        return rows(find(SortedTable.class).single());
    }

    @SuppressWarnings("unchecked") // It is found by its raw class.
    private List<Dimension> groupings() {
        return ((Select<Dimension>)
                        find(Select.class).withAriaLabel("Told apart by").single())
                .getListDataView()
                .getItems()
                .toList();
    }

    private List<List<String>> rows(Component within) {
        return find(NativeTableRow.class, within).all().stream()
                .skip(1)
                .map(row -> row.getChildren()
                        .map(cell -> cell.getElement().getTextRecursively())
                        .toList())
                .toList();
    }

    private static String parameter(String name) {
        return UI.getCurrent()
                .getActiveViewLocation()
                .getQueryParameters()
                .getSingleParameter(name)
                .orElse("");
    }

    private List<String> texts() {
        return find(Paragraph.class).all().stream().map(Paragraph::getText).toList();
    }

    private List<String> notices() {
        return find(Notification.class).all().stream()
                .map(notice -> test(notice).getText())
                .toList();
    }
}
