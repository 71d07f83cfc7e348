package io.tokentally.ui.usage.errors;

import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static io.tokentally.ui.fake.BrowserlessApplication.NOW;
import static io.tokentally.ui.fake.FakeAccess.ACME;
import static io.tokentally.ui.fake.FakeAccess.ADMIN;
import static io.tokentally.ui.fake.FakeAccess.MEMBER;
import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouterLink;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.failure.FailureQuery;
import io.tokentally.domain.metering.Outcome.Failure;
import io.tokentally.domain.refusal.RefusalReason;
import io.tokentally.domain.refusal.RefusedCall;
import io.tokentally.domain.refusal.RefusedKey;
import io.tokentally.domain.report.ReportQuery;
import io.tokentally.domain.usage.UsageRecordFixtures;
import io.tokentally.ui.chart.SeriesChart;
import io.tokentally.ui.chart.SeriesData;
import io.tokentally.ui.fake.BrowserlessApplication;
import io.tokentally.ui.fake.FakeFailures;
import io.tokentally.ui.fake.FakeRefusedCalls;
import io.tokentally.ui.fake.FakeReports;
import io.tokentally.ui.fake.FakeTagDimensions;
import io.tokentally.ui.fake.FakeUsage;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
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
class ErrorsViewTest extends SpringBrowserlessTest {

    private static final Failure RATE =
            new Failure(Failure.Kind.PROVIDER_ERROR, 429, "requests", "rate_limit_exceeded");
    private static final Failure QUOTA = new Failure(Failure.Kind.PROVIDER_ERROR, 429, "insufficient_quota", null);
    private static final Failure BROKEN = Failure.of(Failure.Kind.STREAM_INTERRUPTED);
    private static final RefusedKey KEY = new RefusedKey(
            new OrganizationId("acme"), new VirtualKeyId(UUID.fromString("01a13f6e-fa00-7000-8000-000000000001")));

    @Autowired
    private FakeUsage usage;

    @Autowired
    private FakeReports reports;

    @Autowired
    private FakeFailures failures;

    @Autowired
    private FakeRefusedCalls refused;

    @Autowired
    private FakeTagDimensions tags;

    @BeforeEach
    void setUp() {
        usage.clear();
        reports.clear();
        failures.clear();
        refused.reset();
        tags.are();
        for (int call = 0; call < 16; call++) {
            usage.add(aCall(MEMBER, call).withEndpoint("chat").build());
        }
        usage.add(
                aCall(MEMBER, 20).withEndpoint("chat").failing(RATE).build(),
                aCall(ADMIN, 21).withEndpoint("chat").failing(RATE).build(),
                aCall(MEMBER, 22)
                        .withEndpoint("search")
                        .failing(BROKEN)
                        .withTokens(100_000, 0)
                        .build(),
                // Of the days before.
                aCall(MEMBER, 24 * 8).withEndpoint("chat").failing(RATE).build(),
                aCall(MEMBER, 24 * 9).withEndpoint("chat").build());
    }

    private static UsageRecordFixtures aCall(UserId by, int hoursAgo) {
        return aUsageRecord()
                .of(ACME, by)
                .at(NOW.minus(Duration.ofHours(hoursAgo)))
                .withSeed(hoursAgo);
    }

    @Test
    void failuresAreGroupedWithWhatTheyMeanAndSinceWhen() {
        open("scope=organization&period=last_7_days");

        assertThat(headings())
                .containsExactly(
                        "Failure", "Model and endpoint", "Calls", "Before", "First and last seen", "People", "Spent");
        assertThat(groups())
                .satisfiesExactly(
                        rate -> assertThat(rate)
                                .containsExactly(
                                        "Provider error · HTTP 429Too many requests in too short a time. Send fewer, or ask the provider"
                                                + " for a higher limit.",
                                        "gpt-4.1-nanochat",
                                        "2 calls10.53% of requests",
                                        "1 call",
                                        "First Oct 14, 15:00:00Last Oct 14, 16:00:00",
                                        "2",
                                        "$0.00"),
                        broken -> assertThat(broken)
                                .contains("gpt-4.1-nanosearch", "New since Oct 14, 14:00:00", "1", "$0.01")
                                .first()
                                .asString()
                                .startsWith("InterruptedThe answer broke off before its end."));
        assertThat(summary())
                .isEqualTo(
                        "3 of 19 requests failed (15.79%). $0.01 was spent on them. In the earlier days it was 1 of 2 (50.0%):"
                                + " about the same.");
    }

    @Test
    void theNewestCallTellsWhatItMeans() {
        usage.add(aCall(MEMBER, 1).withEndpoint("chat").failing(QUOTA).build());

        open("scope=organization&period=last_7_days");

        assertThat(groups().getFirst().getFirst()).contains("no credit left");
    }

    @Test
    void whereCallsHaveBeenRemovedTheSumsAreStillTold() {
        failures.removeCalls();

        open("scope=organization&period=last_7_days");

        assertThat(groups().getFirst())
                .contains("The calls have been removed")
                .first()
                .asString()
                .contains("HTTP 429");
        assertThat(groups().getLast()).contains("New");
    }

    @Test
    void eachGroupLeadsToItsCalls() {
        open("scope=organization&period=last_7_days&user=member@acme.example");

        assertThat(find(Anchor.class, find(FailureGroupsPanel.class).single()).all())
                .extracting(Anchor::getHref)
                .anySatisfy(href -> assertThat(href)
                        .contains(
                                "period=last_7_days",
                                "status=failed",
                                "failure_kind=PROVIDER_ERROR",
                                "http_status=429",
                                "model=gpt-4.1-nano",
                                "endpoint=chat",
                                "user="))
                .anySatisfy(href -> assertThat(href)
                        .contains("failure_kind=STREAM_INTERRUPTED")
                        .contains("without=http_status"));
    }

    @Test
    void theRateIsDrawnOverTimeByGroup() {
        open("scope=organization&period=last_7_days");

        SeriesData data = chart();
        assertThat(data.axis()).isEqualTo(SeriesData.Axis.SHARE);
        assertThat(data.points()).hasSize(7);
        assertThat(data.series()).extracting(SeriesData.Series::name).containsExactly("chat", "search");
        assertThat(data.series().getLast().values())
                .extracting(SeriesData.Value::value)
                .containsExactly(null, null, null, null, null, "1", null);
    }

    /** Of which all have failed: the rate is one of all requests. */
    @Test
    void ofFilteredFailuresTheRateIsStillOfAllRequests() {
        open("scope=organization&period=last_7_days&failure_kind=STREAM_INTERRUPTED&endpoint=search");
        assertThat(summary()).startsWith("1 of 1 requests failed (100.0%).");

        open("scope=organization&period=last_7_days&failure_kind=STREAM_INTERRUPTED");

        assertThat(summary()).startsWith("1 of 19 requests failed (5.26%).");
        assertThat(chart().series()).hasSize(1);
        assertThat(chart().series().getFirst().values().getLast().value()).isEqualTo("0");
        assertThat(groups()).hasSize(1).first().satisfies(row -> assertThat(row).contains("1 call5.26% of requests"));
        assertThat(texts()).contains("What failed as the filter says, of all requests.");
    }

    @ParameterizedTest
    @CsvSource({"calls, chat", "last_seen, chat", "first_seen, chat", "cost, search", "people, chat"})
    void groupsAreOrderedAsTheAddressSays(String order, String first) {
        open("scope=organization&period=last_7_days&order=" + order);

        assertThat(groups().getFirst().get(1)).endsWith(first);
        assertThat(notices()).isEmpty();
    }

    @Test
    void choosingAnOrderIsInTheAddress() {
        open("scope=organization&period=last_7_days");

        test(orders()).selectItem("Dearest first");

        assertThat(groups().getFirst().get(1)).endsWith("search");
        assertThat(UI.getCurrent().getActiveViewLocation().getQueryParameters().getSingleParameter("order"))
                .contains("cost");
    }

    @ParameterizedTest
    @CsvSource({
        "order=colour, What failed cannot be ordered by colour. Showing most calls first.",
        "order=cost.asc, What failed cannot be ordered by cost.asc. Showing most calls first.",
        "by=failure_kind, A rate of failures is not told apart by Kind of failure. Showing it by endpoint.",
        "by=planet, Usage is not told apart by planet. Showing it by endpoint.",
        "http_status=4O4, There is no HTTP status 4O4. Showing all calls."
    })
    void whatMakesNoSenseGivesWayAndIsTold(String parameter, String notice) {
        open("scope=organization&period=last_7_days&" + parameter);

        assertThat(notices()).containsExactly(notice);
        assertThat(groups().getFirst().get(1)).endsWith("chat");
        assertThat(chart().series()).extracting(SeriesData.Series::name).containsExactly("chat", "search");
    }

    @Test
    @WithMockUser("member@acme.example")
    void aMemberSeesWhatOfTheirsFailedAndNothingOfOthers() {
        add(RefusalReason.CALLS_PER_MINUTE);

        open("scope=organization&period=last_7_days&order=people");

        assertThat(failures.asked()).extracting(FailureQuery::scope).containsOnly(UsageScope.OWN);
        assertThat(reports.asked()).extracting(ReportQuery::scope).containsOnly(UsageScope.OWN);
        assertThat(headings()).doesNotContain("People");
        assertThat(groups())
                .hasSize(2)
                .first()
                .satisfies(row -> assertThat(row.get(2)).startsWith("1 call"));
        assertThat(find(RefusedPanel.class).exists()).isFalse();
        assertThat(refused.scopes()).isEmpty();
    }

    @Test
    void refusedCallsAreToldBesideAndAreNoRequests() {
        add(RefusalReason.CALLS_PER_MINUTE);
        add(RefusalReason.CALLS_PER_MINUTE);

        open("scope=organization&period=last_7_days");

        RefusedPanel panel = find(RefusedPanel.class).single();
        assertThat(rows(panel))
                .containsExactly(List.of("Too many calls per minute", KEY.id().toString(), "2"));
        assertThat(find(RouterLink.class, panel).single().getHref()).isEqualTo("refused-calls");
        assertThat(texts())
                .contains(
                        "These went to no provider and are in none of the figures above. The filters do not apply to them.");
        assertThat(summary()).startsWith("3 of 19 requests");
    }

    @Test
    void withoutComparisonNothingIsSaidToBeNew() {
        open("scope=organization&period=last_7_days&compare=none");

        assertThat(headings()).doesNotContain("Before");
        assertThat(summary()).endsWith("was spent on them.");
    }

    @Test
    void whereNothingFailedItSaysSo() {
        open("scope=organization&period=last_7_days&status=succeeded");

        assertThat(summary()).isEqualTo("None of these calls failed.");
        assertThat(find(FailureGroupsPanel.class).exists()).isFalse();
        assertThat(find(SeriesChart.class).exists()).isFalse();
        assertThat(texts()).contains("No call was refused in these days.");
    }

    private void add(RefusalReason reason) {
        refused.add(new RefusedCall(NOW.minus(Duration.ofHours(1)), reason, KEY, null, null, null, null, null, null));
    }

    private static void open(String query) {
        UI.getCurrent().navigate(ErrorsView.class, QueryParameters.fromString(query));
        roundTrip();
    }

    private SeriesData chart() {
        SeriesData shown = find(SeriesChart.class).single().shown();
        assertThat(shown).isNotNull();
        return shown;
    }

    private String summary() {
        return find(Paragraph.class).withClassName("tt-bridge-summary").single().getText();
    }

    private List<String> headings() {
        return find(NativeTableRow.class, find(FailureGroupsPanel.class).single())
                .all()
                .getFirst()
                .getChildren()
                .map(cell -> cell.getElement().getTextRecursively())
                .toList();
    }

    private List<List<String>> groups() {
        return rows(find(FailureGroupsPanel.class).single());
    }

    private Select<?> orders() {
        return find(Select.class).withAriaLabel("Order").single();
    }

    private List<List<String>> rows(Component within) {
        return find(NativeTableRow.class, within).all().stream()
                .skip(1)
                .map(row -> row.getChildren()
                        .map(cell -> cell.getElement().getTextRecursively())
                        .toList())
                .toList();
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
