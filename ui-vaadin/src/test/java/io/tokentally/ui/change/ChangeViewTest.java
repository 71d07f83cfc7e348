package io.tokentally.ui.change;

import static io.tokentally.ui.fake.BrowserlessApplication.NOW;
import static io.tokentally.ui.fake.FakeAccess.ACME;
import static io.tokentally.ui.fake.FakeAccess.MEMBER;
import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouterLink;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.change.ModelOnTier;
import io.tokentally.domain.change.PricedUsage;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.report.Attribute;
import io.tokentally.domain.report.Comparison;
import io.tokentally.domain.report.Retries;
import io.tokentally.domain.report.UnitSum;
import io.tokentally.domain.usage.UsageRecordFixtures;
import io.tokentally.domain.view.UsageViewId;
import io.tokentally.domain.view.UsageViewState;
import io.tokentally.ui.fake.BrowserlessApplication;
import io.tokentally.ui.fake.FakeChanges;
import io.tokentally.ui.fake.FakeReports;
import io.tokentally.ui.fake.FakeTagDimensions;
import io.tokentally.ui.fake.FakeUsage;
import io.tokentally.ui.fake.FakeUsageViews;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.security.test.context.support.WithMockUser;

@SpringBootTest(classes = BrowserlessApplication.class)
@ViewPackages(packages = "io.tokentally.ui")
class ChangeViewTest extends SpringBrowserlessTest {

    private static final ModelOnTier LARGE = new ModelOnTier("openai", "gpt-5", "standard");
    private static final ModelOnTier SMALL = new ModelOnTier("openai", "gpt-5-nano", "standard");

    @Autowired
    private FakeChanges changes;

    @Autowired
    private FakeUsage usage;

    @Autowired
    private FakeReports reports;

    @Autowired
    private FakeTagDimensions tags;

    @Autowired
    private FakeUsageViews views;

    @BeforeEach
    void setUp() {
        usage.clear();
        reports.clear();
        tags.are();
        views.reset();
        usage.add(UsageRecordFixtures.aUsageRecord().of(ACME, MEMBER).at(NOW).build());
        changes.used(
                Map.of(LARGE, used(20, 2_000_000, "20")),
                Map.of(LARGE, used(20, 3_000_000, "30"), SMALL, used(20, 2_000_000, "1")));
    }

    @Test
    @WithMockUser("member@acme.example")
    void causesLeadFromOneCostToTheOther() {
        open("scope=own&from=2026-10-01&to=2026-10-10");

        assertThat(textOf(
                        find(Paragraph.class).withClassName("tt-bridge-summary").single()))
                .isEqualTo("$20.00 (21 Sep 2026 – 30 Sep 2026) became $31.00 (1 Oct 2026 – 10 Oct 2026): $11.00 more.");
        assertThat(bridge())
                .containsExactly(
                        List.of("21 Sep 2026 – 30 Sep 2026", "$20.00"),
                        List.of("Number of calls", "+$18.58"),
                        List.of("Mix of models", "-$18.42"),
                        List.of("Length of inputs", "+$10.83"),
                        List.of("1 Oct 2026 – 10 Oct 2026", "$31.00"));
        assertThat(changes.asked())
                .extracting(
                        query -> query.scope(),
                        query -> query.comparison(),
                        query -> query.period().days())
                .containsExactly(UsageScope.OWN, Comparison.PREVIOUS_PERIOD, 10);
    }

    @Test
    @WithMockUser("member@acme.example")
    void aViewKeepsTheCauseThatWasOpen() {
        Viewer member = ViewerFixtures.viewer(MEMBER, ACME, Role.MEMBER);
        UsageViewId view = views.store(
                member,
                new UsageViewState("api-usage/change?cause=models&from=2026-10-01&scope=own&to=2026-10-10", false));

        open("view=" + view);

        assertThat(opened()).startsWith("Mix of models: -");
    }

    @Test
    @WithMockUser("member@acme.example")
    void theLargestCauseIsOpenAndAnotherOneOpensAtItsOwnAddress() {
        open("scope=own&from=2026-10-01&to=2026-10-10");
        assertThat(opened()).startsWith("Number of calls: +");

        test(find(Button.class).withText("Mix of models").single()).click();

        assertThat(opened()).startsWith("Mix of models: -");
        assertThat(find(Button.class)
                        .withText("Mix of models")
                        .single()
                        .getElement()
                        .getAttribute("aria-pressed"))
                .isEqualTo("true");
        assertThat(cells())
                .anySatisfy(row -> assertThat(row)
                        .startsWith("gpt-5-nanoopenai · standard", "Input tokens", "0 → 2.00M", "– → $0.50 / 1M"));

        open("scope=own&from=2026-10-01&to=2026-10-10&cause=input_length");
        assertThat(opened()).startsWith("Length of inputs: +");
        assertThat(notices()).isEmpty();

        open("scope=own&from=2026-10-01&to=2026-10-10&cause=weather");
        assertThat(notices()).contains("There is no such cause. Showing the largest.");
    }

    @Test
    @WithMockUser("member@acme.example")
    void cellsLeadToTheCallsOfBothPeriods() {
        open("scope=own&from=2026-10-01&to=2026-10-10&endpoint=chat&cause=models");

        List<String> links = find(RouterLink.class).all().stream()
                .filter(link ->
                        link.getText().endsWith(" before") || link.getText().endsWith(" after"))
                .map(RouterLink::getHref)
                .filter(href -> href.contains("snapshot=gpt-5&"))
                .toList();

        assertThat(links)
                .hasSize(2)
                .allSatisfy(href -> assertThat(href)
                        .startsWith("api-usage/calls?")
                        .contains("endpoint=chat", "provider=openai", "service_tier=standard", "status=succeeded"));
        assertThat(links.getFirst()).contains("from=2026-09-21", "to=2026-09-30");
        assertThat(links.getLast()).contains("from=2026-10-01", "to=2026-10-10");
        assertThat(changes.asked()).extracting(query -> query.filters()).isEqualTo(Map.of(Attribute.ENDPOINT, "chat"));
    }

    /** The page tells the cost until then, and so the calls beyond it are not among those of the cell. */
    @Test
    @WithMockUser("member@acme.example")
    void cellsOfDaysThatAreNotOverLeadToTheEarlierCallsUntilTheSameTime() {
        open("scope=own&period=last_7_days&cause=models");

        assertThat(find(RouterLink.class).all())
                .filteredOn(link -> link.getText().endsWith(" before"))
                .isNotEmpty()
                .allSatisfy(link -> assertThat(link.getHref()).contains("from=2026-10-02", "to=2026-10-08T12%3A00"));
    }

    @Test
    @WithMockUser("member@acme.example")
    void whatHasNoPriceIsCountedBeside() {
        changes.unpriced(3);

        open("scope=own");

        assertThat(texts()).anySatisfy(text -> assertThat(text).contains("0 before and 3 after"));
    }

    @Test
    @WithMockUser("member@acme.example")
    void whatWasSentAgainIsToldWhereAnythingWas() {
        open("scope=own");
        assertThat(texts()).noneMatch(text -> text.startsWith("Sent again"));
        changes.sentAgain(new Retries(1_200, 0, Money.usd("0.75")));

        open("scope=own");

        assertThat(texts()).anySatisfy(text -> assertThat(text).contains("0 for $0.00 before, 1,200 for $0.75 after"));
    }

    @Test
    @WithMockUser("member@acme.example")
    void withoutComparisonThereIsNoneToExplain() {
        open("scope=own&compare=none");
        assertThat(find(BridgeTable.class).exists()).isFalse();

        test(find(Button.class).withText("Compare with the previous period").single())
                .click();

        assertThat(find(BridgeTable.class).exists()).isTrue();
    }

    @Test
    @WithMockUser("member@acme.example")
    void whatWouldTakeTooLongIsToldWithTheRemedy() {
        changes.looksAtTooManyCalls();

        open("scope=own");

        assertThat(texts()).anySatisfy(text -> assertThat(text).contains("more than 200,000", "Choose fewer days"));
        assertThat(find(BridgeTable.class).exists()).isFalse();
    }

    @Test
    @WithMockUser("member@acme.example")
    void nothingChangedIsSaid() {
        changes.used(Map.of(LARGE, used(20, 2_000_000, "20")), Map.of(LARGE, used(20, 2_000_000, "20")));

        open("scope=own&from=2026-10-01&to=2026-10-10");

        assertThat(texts()).anySatisfy(text -> assertThat(text).startsWith("The same both times: $20.00"));
        assertThat(bridge()).hasSize(2);
    }

    private static void open(String query) {
        UI.getCurrent().navigate(ChangeView.class, QueryParameters.fromString(query));
        roundTrip();
    }

    /** Names and amounts. */
    private List<List<String>> bridge() {
        return rows(find(BridgeTable.class).single()).stream()
                .map(row -> List.of(row.getFirst(), row.getLast()))
                .toList();
    }

    private List<List<String>> cells() {
        return rows(find(CausePanel.class).single());
    }

    private List<List<String>> rows(Component within) {
        return find(NativeTableRow.class, within).all().stream()
                .skip(1)
                .map(row -> row.getChildren().map(ChangeViewTest::textOf).toList())
                .toList();
    }

    private String opened() {
        return find(H2.class, find(CausePanel.class).single()).single().getText();
    }

    private List<String> texts() {
        return find(Paragraph.class).all().stream().map(Paragraph::getText).toList();
    }

    private List<String> notices() {
        return find(Notification.class).all().stream()
                .map(notice -> test(notice).getText())
                .toList();
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
