package io.tokentally.ui.usage;

import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static io.tokentally.ui.fake.BrowserlessApplication.NOW;
import static io.tokentally.ui.fake.FakeAccess.ACME;
import static io.tokentally.ui.fake.FakeAccess.ADMIN;
import static io.tokentally.ui.fake.FakeAccess.GLOBEX;
import static io.tokentally.ui.fake.FakeAccess.MEMBER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.PollEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.ComboBoxBase;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.sidenav.SideNavItem;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouterLink;
import io.tokentally.domain.access.Membership;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.key.KeyHolder;
import io.tokentally.domain.key.VirtualKey;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.Outcome.Failure;
import io.tokentally.domain.pricing.Cost;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.report.Attribute;
import io.tokentally.domain.report.Dimension;
import io.tokentally.domain.report.ReportQuery;
import io.tokentally.domain.report.TooManyCallsException;
import io.tokentally.domain.usage.CallFilter;
import io.tokentally.domain.usage.TooManyReadingsException;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.domain.view.FirstStep;
import io.tokentally.ui.chart.FigureTable;
import io.tokentally.ui.chart.SeriesChart;
import io.tokentally.ui.chart.SeriesData;
import io.tokentally.ui.fake.BrowserlessApplication;
import io.tokentally.ui.fake.FakeAccess;
import io.tokentally.ui.fake.FakeCalendar;
import io.tokentally.ui.fake.FakeKeys;
import io.tokentally.ui.fake.FakeModelEnds;
import io.tokentally.ui.fake.FakeNotifications;
import io.tokentally.ui.fake.FakeOrganization;
import io.tokentally.ui.fake.FakeReports;
import io.tokentally.ui.fake.FakeTagDimensions;
import io.tokentally.ui.fake.FakeUsage;
import io.tokentally.ui.home.HomeView;
import io.tokentally.ui.report.FirstCall;
import io.tokentally.ui.shell.ProblemPanel;
import io.tokentally.ui.shortlist.AiShortlistView;
import io.tokentally.ui.usage.call.CallGrid;
import io.tokentally.ui.usage.call.RankingSelect;
import io.tokentally.ui.usage.frame.EmptyUsage;
import io.tokentally.ui.usage.frame.ShownUsage;
import io.tokentally.ui.usage.frame.UsageBar;
import io.tokentally.ui.usage.frame.UsageServices;
import io.tokentally.ui.usage.query.PeriodPreset;
import io.tokentally.ui.usage.query.UsageQuery;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.security.test.context.support.WithMockUser;

@SpringBootTest(classes = BrowserlessApplication.class)
@ViewPackages(packages = "io.tokentally.ui")
class ApiUsageViewTest extends SpringBrowserlessTest {

    private static final UserId GLOBEX_MEMBER = new UserId("member@globex.example");

    @Autowired
    private FakeCalendar calendar;

    @Autowired
    private FakeUsage usage;

    @Autowired
    private FakeAccess access;

    @Autowired
    private FakeKeys keys;

    @Autowired
    private FakeModelEnds ends;

    @Autowired
    private UsageServices services;

    @Autowired
    private FakeReports reports;

    @Autowired
    private FakeNotifications notifications;

    @Autowired
    private FakeOrganization organization;

    @Autowired
    private FakeTagDimensions tags;

    @BeforeEach
    void setUp() {
        usage.clear();
        reports.clear();
        tags.are();
        keys.reset();
        ends.set();
        usage.add(
                aUsageRecord()
                        .of(ACME, MEMBER)
                        .at(NOW.minus(Duration.ofHours(1)))
                        .withSeed(1)
                        .build(),
                aUsageRecord()
                        .of(ACME, MEMBER)
                        .at(NOW.minus(Duration.ofDays(20)))
                        .withEndpoint("analyze_resume_match")
                        .failing(new Failure(Failure.Kind.PROVIDER_ERROR, 429, "requests", "rate_limit_exceeded"))
                        .withSeed(2)
                        .build(),
                aUsageRecord()
                        .of(ACME, ADMIN)
                        .at(NOW.minus(Duration.ofHours(2)))
                        .withModel("o5-preview")
                        .unpriced()
                        .withSeed(3)
                        .build());
    }

    @Test
    @WithMockUser("member@acme.example")
    void aMemberSeesTheirOwnFiguresAndNothingOfTheOrganization() {
        navigate(ApiUsageView.class);

        assertThat(cardTitles()).containsExactly("Your Requests", "Your Tokens", "Your Cost", "Your Failures");
        assertThat(valueOf("Your Requests")).isEqualTo("2");
        assertThat(valueOf("Your Tokens")).isEqualTo("12.50K");
        assertThat(valueOf("Your Cost")).isEqualTo("$0.002");
        assertThat(visibleHeadings())
                .doesNotContain("Usage by User")
                .contains("Recent API Calls", "Usage by Model", "Usage by Endpoint", "Usage by Key");
        assertThat(find(RadioButtonGroup.class).exists()).isFalse();
        assertThat(grid().getColumnByKey("user").isVisible()).isFalse();
        assertThat(dimensions()).doesNotContain(Attribute.USER);
        assertThat(reports.asked()).extracting(ReportQuery::scope).containsOnly(UsageScope.OWN);
    }

    @Test
    @WithMockUser("admin@acme.example")
    void anAdminBeginsWithTheOrganizationAndWhatOfItIsTheirs() {
        navigate(ApiUsageView.class);

        assertThat(address()).isEqualTo("api-usage?period=last_30_days&scope=organization");
        assertThat(cardTitles())
                .containsExactly(
                        "Organization Requests", "Organization Tokens", "Organization Cost", "Organization Failures");
        assertThat(valueOf("Organization Requests")).isEqualTo("3");
        assertThat(textOf(card("Organization Requests"))).contains("yours: 1");
        assertThat(valueOf("Organization Cost")).isEqualTo("≥ $0.002");
        assertThat(textOf(card("Organization Cost"))).contains("yours: Unknown", "1 call has no known cost");
        assertThat(valueOf("Organization Failures")).isEqualTo("1");
        assertThat(textOf(card("Organization Failures"))).contains("yours: 0", "33.3% of requests");
    }

    @Test
    @WithMockUser("owner@acme.example")
    void anOwnerSeesTheOrganizationsCostBesideTheirOwn() {
        navigate(ApiUsageView.class);
        test(scopes()).selectItem("Mine");

        assertThat(address()).isEqualTo("api-usage?period=last_30_days&scope=own");
        assertThat(cardTitles())
                .containsExactly("Your Requests", "Your Tokens", "Your Cost", "Your Failures", "Organization Cost");
        assertThat(valueOf("Your Requests")).isEqualTo("0");
        assertThat(valueOf("Organization Cost")).isEqualTo("≥ $0.002");
    }

    @Test
    @WithMockUser("admin@acme.example")
    void anAdminLooksAtTheOrganizationByUser() {
        open("scope=organization&period=last_30_days");

        assertThat(visibleHeadings()).contains("Usage by User");
        assertThat(namesOf("Usage by User")).containsExactly("Mia Schmidt", "Adam Miller");
        assertThat(grid().getColumnByKey("user").isVisible()).isTrue();
        assertThat(test(grid()).size()).isEqualTo(3);
    }

    @Test
    @WithMockUser("member@acme.example")
    void aMemberWhoAsksForTheOrganizationIsTold() {
        open("scope=organization");

        assertThat(notices()).containsExactly("Only admins and owners see the organization's usage. Showing yours.");
        assertThat(test(grid()).size()).isEqualTo(2);
    }

    @Test
    @WithMockUser("member@acme.example")
    void aPeriodThatDoesNotExistIsTold() {
        open("days=-1");

        assertThat(notices()).containsExactly("There is no such period. Showing the last 30 days.");
        assertThat(periods().getValue()).contains(PeriodPreset.LAST_30_DAYS);
        assertThat(address()).isEqualTo("api-usage?period=last_30_days&scope=own");
    }

    @Test
    @WithMockUser("member@acme.example")
    void choosingAPeriodShowsItAndKeepsItInTheAddress() {
        navigate(ApiUsageView.class);

        test(periods()).selectItem("Last 7 days");

        assertThat(address()).isEqualTo("api-usage?period=last_7_days&scope=own");
        assertThat(valueOf("Your Requests")).isEqualTo("1");
        assertThat(test(grid()).size()).isEqualTo(1);
    }

    @Test
    @WithMockUser("member@acme.example")
    void aModelInUseThatEndsIsToldWithWhatItsReplacementWouldHaveCost() {
        ends.set(
                FakeModelEnds.ending("gpt-5", LocalDate.of(2026, 10, 18), "gpt-6.1-sol", Money.usd("14.2334288")),
                FakeModelEnds.ending("o1", LocalDate.of(2026, 11, 1), null, null));
        navigate(ApiUsageView.class);

        assertThat(textOf(find(UsageWarnings.class).single()))
                .contains("gpt-5: ends in 3 days.", "gpt-6.1-sol would have cost $14.23 instead of $12.50")
                .contains("And 1 other model");

        ends.set(FakeModelEnds.ending("o1", LocalDate.of(2026, 10, 1), null, null));
        navigate(ApiUsageView.class);

        assertThat(textOf(find(UsageWarnings.class).single()))
                .contains("o1: ended on 2026-10-01.", "See prices")
                .doesNotContain("replacement");
    }

    /** It is the same whatever filters are chosen, and takes as long as the figures. */
    @Test
    @WithMockUser("member@acme.example")
    void whatDoesNotGoWithTheFiltersIsAskedForAgainWhenThereIsNewUsageAndNotForAFilter() {
        ends.set(FakeModelEnds.ending("o1", LocalDate.of(2026, 11, 1), null, null));
        navigate(ApiUsageView.class);
        ends.set();

        test(find(Button.class).withText("gpt-4.1-nano").single()).click();
        assertThat(address()).contains("model=gpt-4.1-nano");
        assertThat(textOf(find(UsageWarnings.class).single())).contains("o1: ends in");

        usage.add(aUsageRecord()
                .of(ACME, MEMBER)
                .at(NOW.minus(Duration.ofSeconds(3)))
                .withModel("gpt-4.1-nano")
                .withSeed(7)
                .build());
        notifications.come();
        roundTrip();
        assertThat(find(UsageWarnings.class).exists()).isFalse();
    }

    /** Two calls of one model, of which one failed and so has no snapshot that served it. */
    @Test
    @WithMockUser("member@acme.example")
    void modelsAreTheOnesThatServedWithTheirSnapshots() {
        navigate(ApiUsageView.class);

        assertThat(namesOf("Usage by Model")).containsExactly("gpt-4.1-nano");
        test(find(Button.class).withText("gpt-4.1-nano").single()).click();

        assertThat(address()).isEqualTo("api-usage?period=last_30_days&scope=own&model=gpt-4.1-nano");
        assertThat(visibleHeadings()).contains("Usage by Model version").doesNotContain("Usage by Model");
        assertThat(namesOf("Usage by Model version")).containsExactly("gpt-4.1-nano-2025-04-14");
        assertThat(test(grid()).getCellText(0, 3)).isEqualTo("gpt-4.1-nano-2025-04-14");
    }

    @Test
    @WithMockUser("member@acme.example")
    void whatNoProviderBillsIsInTheLogAndNoRequest() {
        usage.add(aUsageRecord()
                .of(ACME, MEMBER)
                .at(NOW.minus(Duration.ofHours(3)))
                .withEndpoint("models")
                .free()
                .withSeed(9)
                .build());

        navigate(ApiUsageView.class);

        assertThat(valueOf("Your Requests")).isEqualTo("2");
        assertThat(textOf(card("Your Requests"))).contains("1 more call free of charge");
        assertThat(test(grid()).size()).isEqualTo(3);
    }

    @Test
    @WithMockUser("member@acme.example")
    void unpricedCallsAreNeverSilent() {
        usage.add(aUsageRecord()
                .of(ACME, MEMBER)
                .at(NOW.minus(Duration.ofHours(3)))
                .unpriced()
                .withSeed(9)
                .build());

        navigate(ApiUsageView.class);

        assertThat(textOf(find(UsageWarnings.class).single()))
                .contains("1 call has no known cost (no price, or the provider reported no usage): the cost shown is"
                        + " incomplete.");
        assertThat(textOf(card("Your Cost"))).contains("1 call has no known cost");
        assertThat(textOf(card("Your Failures"))).contains("33.3% of requests");
    }

    @Test
    @WithMockUser("admin@acme.example")
    void anIncompleteCostReadsTheSameOnItsCardAndInTheTable() {
        usage.add(aUsageRecord()
                .of(ACME, ADMIN)
                .at(NOW.minus(Duration.ofHours(3)))
                .withSeed(12)
                .build());

        open("scope=organization&period=last_30_days");

        String ofAdam = cellsOf("Usage by User", "Adam Miller").get(1);
        assertThat(ofAdam).startsWith("≥ $");
        assertThat(textOf(card("Organization Cost"))).contains("yours: " + ofAdam);
    }

    @Test
    @WithMockUser("member@acme.example")
    void changesAreSpokenInWords() {
        open("days=7");

        assertThat(textOf(card("Your Requests"))).contains("New: there was nothing in the 7 days before");
        assertThat(textOf(card("Your Failures"))).contains("As the 7 days before");

        usage.add(aUsageRecord()
                .of(ACME, MEMBER)
                .at(NOW.minus(Duration.ofDays(8)))
                .withTokens(20_000, 5_000)
                .withSeed(10)
                .build());
        poll();

        assertThat(textOf(card("Your Cost"))).contains("↓50% less than the 7 days before: better");
        assertThat(textOf(card("Your Requests")))
                .contains("As the 7 days before")
                .doesNotContain("better");
    }

    @Test
    @WithMockUser("member@acme.example")
    void newCallsAppearByThemselves() {
        navigate(ApiUsageView.class);
        assertThat(UI.getCurrent().getPollInterval()).isEqualTo(5_000);

        usage.add(aUsageRecord()
                .of(ACME, MEMBER)
                .at(NOW.minusSeconds(1))
                .withSeed(11)
                .build());
        poll();

        assertThat(valueOf("Your Requests")).isEqualTo("3");
        assertThat(test(grid()).getRow(0).createdAt()).isEqualTo(NOW.minusSeconds(1));
    }

    @Test
    @WithMockUser("member@acme.example")
    void filtersNarrowEverythingAndStayInTheAddress() {
        navigate(ApiUsageView.class);

        filter(Attribute.STATUS, "Failed");

        assertThat(address()).isEqualTo("api-usage?period=last_30_days&scope=own&status=failed");
        assertThat(valueOf("Your Requests")).isEqualTo("1");
        assertThat(textOf(find(UsageBar.class).single())).contains("1 call · $0.00", "Status: Failed");
        test(grid()).getRow(0);
        assertThat(usage.lastQuery().filter()).isEqualTo(CallFilter.ALL.withStatus(CallFilter.Status.FAILED));
        assertThat(test(grid()).size()).isEqualTo(1);
        assertThat(exportAddress())
                .isEqualTo("api/v1/usage/export.csv?organization=acme&scope=own&from=2026-09-16&to=2026-10-15&zone="
                        + "UTC&status=failed");
    }

    @Test
    @WithMockUser("member@acme.example")
    void offersAllColumnsAndAByteOrderMark() {
        navigate(ApiUsageView.class);

        filter(Attribute.STATUS, "Failed");

        assertThat(find(Anchor.class).withClassName("tt-menu-link").all())
                .extracting(Anchor::getText, link -> link.getHref().replaceFirst(".*status=failed", ""))
                .containsExactly(
                        tuple("All columns", "&columns=all"),
                        tuple("For Excel (byte order mark)", "&bom=true"),
                        tuple("For Excel, all columns", "&bom=true&columns=all"));
    }

    @Test
    @WithMockUser("member@acme.example")
    void theAddressFiltersTheCalls() {
        open("days=30&endpoint=analyze_resume_match");

        assertThat(test(grid()).size()).isEqualTo(1);
        assertThat(test(grid()).getRow(0).attribution().endpoint()).isEqualTo(new Endpoint("analyze_resume_match"));
    }

    @Test
    @WithMockUser("member@acme.example")
    void aFilterForWhatNobodyUsedIsToldAndCanBeCleared() {
        open("period=last_30_days&scope=own&endpoint=no_such_endpoint");

        assertThat(visibleHeadings()).contains("No calls match these filters").doesNotContain("Recent API Calls");
        test(find(Button.class, find(EmptyUsage.class).single())
                        .withText("Clear filters")
                        .single())
                .click();

        assertThat(address()).isEqualTo("api-usage?period=last_30_days&scope=own");
        assertThat(test(grid()).size()).isEqualTo(2);
    }

    @Test
    @WithMockUser("member@acme.example")
    void callsComePageByPage() {
        for (int i = 0; i < 200; i++) {
            usage.add(aUsageRecord()
                    .of(ACME, MEMBER)
                    .at(NOW.minus(Duration.ofMinutes(i + 90)))
                    .withSeed(100 + i)
                    .build());
        }

        navigate(ApiUsageView.class);

        assertThat(test(grid()).size()).isEqualTo(202);
        assertThat(grid().getPageSize()).isEqualTo(25);
        assertThat(test(grid()).getRow(201).createdAt()).isEqualTo(NOW.minus(Duration.ofDays(20)));
    }

    @Test
    @WithMockUser("member@acme.example")
    void endpointsThatAreTooManyToBeToldApartAreExplained() {
        usage.add(aUsageRecord()
                .of(ACME, MEMBER)
                .at(NOW)
                .withEndpoint("Other")
                .withSeed(1_000)
                .build());

        navigate(ApiUsageView.class);

        assertThat(textOf(find(UsageWarnings.class).single())).contains("together under Other");
    }

    @Test
    @WithMockUser("member@acme.example")
    void daysAreTheOrganizationsOnceAnOwnerSaidSo() {
        calendar.confirm("Asia/Kathmandu");

        navigate(ApiUsageView.class);

        assertThat(textOf(find(ApiUsageView.class).single())).contains("Asia/Kathmandu");
        assertThat(usage.lastQuery().period().zone()).isEqualTo(ZoneId.of("Asia/Kathmandu"));
        calendar.reset();
    }

    @Test
    @WithMockUser("member@acme.example")
    void callsThatComeMeanwhileShiftNoPage() {
        for (int i = 0; i < 200; i++) {
            usage.add(aUsageRecord()
                    .of(ACME, MEMBER)
                    .at(NOW.minus(Duration.ofMinutes(i + 90)))
                    .withSeed(100 + i)
                    .build());
        }
        navigate(ApiUsageView.class);
        UsageRecord last = test(grid()).getRow(99);
        usage.add(aUsageRecord().of(ACME, MEMBER).at(NOW).withSeed(1_000).build());

        assertThat(test(grid()).getRow(100).id()).isLessThan(last.id());
        assertThat(test(grid()).getRow(100).createdAt())
                .isEqualTo(last.createdAt().minus(Duration.ofMinutes(1)));
    }

    @Test
    @WithMockUser("member@acme.example")
    void callsThatStandOutAreListedInTheirOrderAndInTheAddress() {
        for (int i = 1; i <= 120; i++) {
            usage.add(aUsageRecord()
                    .of(ACME, MEMBER)
                    .at(NOW.minus(Duration.ofMinutes(i)))
                    .withSeed(100 + i)
                    .taking(Duration.ofSeconds(1_000 + i % 60))
                    .build());
        }
        navigate(ApiUsageView.class);

        test(find(RankingSelect.class).single()).selectItem("The 100 slowest");

        assertThat(find(H2.class).all()).extracting(H2::getText).contains("The 100 slowest API calls");
        assertThat(test(grid()).size()).isEqualTo(100);
        assertThat(test(grid()).getRow(0).timing().responseTime()).isEqualTo(Duration.ofSeconds(1_059));
        assertThat(address()).isEqualTo("api-usage?period=last_30_days&calls=slowest&scope=own");
        assertThat(grid().getColumns()).noneMatch(Grid.Column::isSortable);
    }

    @Test
    @WithMockUser("member@acme.example")
    void aRankingOfTooManyCallsSaysWhatToDo() {
        usage.failToRankWith(new TooManyCallsException(200_000));
        navigate(ApiUsageView.class);

        test(find(RankingSelect.class).single()).selectItem("The 100 dearest");
        assertThat(test(grid()).size()).isZero();

        assertThat(textOf(grid().getEmptyStateComponent())).contains("at most 200,000", "Choose fewer days");
        assertThat(find(H2.class).all()).extracting(H2::getText).contains("The 100 dearest API calls");
    }

    @Test
    @WithMockUser("member@acme.example")
    void theButtonOfARowOpensItsDetailsAndSaysThatTheyAreOpen() {
        navigate(ApiUsageView.class);
        assertThat(detailsButtonOfFirstRow("open")).isEqualTo("false");

        test(grid()).invokeLitRendererFunction(0, "details", "toggle");

        assertThat(grid().isDetailsVisible(test(grid()).getRow(0))).isTrue();
        assertThat(detailsButtonOfFirstRow("open")).isEqualTo("true");
        assertThat(find(RouterLink.class).withText("Link to this call").single().getHref())
                .startsWith("api-usage/calls?")
                .contains("call=" + test(grid()).getRow(0).id(), "scope=own", "period=last_30_days");
        assertThat(detailsButtonOfFirstRow("label")).isEqualTo("Details of extract_candidate_info");
    }

    @Test
    @WithMockUser("member@acme.example")
    void chartsCarryExactFiguresAndATableBesides() {
        navigate(ApiUsageView.class);

        SeriesData costs = find(SeriesChart.class).single().shown();
        assertThat(costs).isNotNull();
        assertThat(costs.series())
                .extracting(SeriesData.Series::name)
                .containsExactly("extract_candidate_info", "analyze_resume_match");
        assertThat(costs.series().getFirst().values())
                .hasSize(30)
                .last()
                .isEqualTo(new SeriesData.Value("0.002", "$0.002"));
        assertThat(costs.points().getLast().title()).isEqualTo("Thu, 15 Oct 2026 (unfinished)");
        assertThat(costs.earlier()).isNotNull();
        assertThat(find(FigureTable.class).all())
                .extracting(table -> table.shown().size())
                .contains(30);
    }

    @Test
    @WithMockUser(username = "owner@acme.example", roles = "OWNER")
    void aNewOwnerSeesWhatIsDoneAndWhereTheRestIs() {
        organization.hasDone(FirstStep.NAME, FirstStep.KEY);
        navigate(ApiUsageView.class);

        FirstStepsPanel panel = find(FirstStepsPanel.class).single();
        assertThat(textOf(panel))
                .contains(
                        "2 of 7 done",
                        "DoneName the organization",
                        "To doConfirm the time zone",
                        "DoneMake a virtual key");
        assertThat(find(Anchor.class, panel).all())
                .extracting(Anchor::getHref)
                .containsExactly(
                        "organization", "organization", "keys?tab=providers", "keys", "keys", "prices", "budgets");

        test(find(Button.class).withText("Hide").single()).click();
        assertThat(find(FirstStepsPanel.class).exists()).isFalse();
        navigate(ApiUsageView.class);
        assertThat(find(FirstStepsPanel.class).exists()).isFalse();
    }

    @Test
    @WithMockUser(username = "admin@acme.example", roles = "ADMIN")
    void firstStepsAreForOwners() {
        organization.hasDone(FirstStep.NAME);
        navigate(ApiUsageView.class);

        assertThat(find(FirstStepsPanel.class).exists()).isFalse();
        organization.reset();
    }

    @Test
    @WithMockUser("member@globex.example")
    void whileThereNeverWasACallThePageWaitsForItAndTellsOfItAtOnce() {
        navigate(ApiUsageView.class);

        assertThat(textOf(find(FirstCall.class).single())).contains("Waiting for the first call");
        assertThat(textOf(find(WaitingForCalls.class).single()))
                .contains("curl https://gateway.acme.example/openai/v1/chat/completions", "Make a key");
        assertThat(find(EmptyUsage.class).exists()).isFalse();

        usage.add(aUsageRecord()
                .of(GLOBEX, GLOBEX_MEMBER)
                .at(NOW.minus(Duration.ofSeconds(3)))
                .withModel("gpt-4.1-nano")
                .withTokens(12, 30)
                .taking(Duration.ofMillis(812))
                .withSeed(7)
                .build());
        notifications.come();
        roundTrip();

        assertThat(textOf(find(FirstCall.class).single()))
                .contains("The first call has arrived", "gpt-4.1-nano-2025-04-14 · 42 tokens · $", "812 ms")
                .doesNotContain("Waiting");
        assertThat(textOf(find(WaitingForCalls.class).single())).contains("Show it in the overview");
        assertThat(visibleHeadings()).contains("Recent API Calls").doesNotContain("Make a first call");
    }

    @Test
    @WithMockUser("member@globex.example")
    void aFirstCallThatFailedIsNotTakenForOneThatWorked() {
        navigate(ApiUsageView.class);

        usage.add(aUsageRecord()
                .of(GLOBEX, GLOBEX_MEMBER)
                .at(NOW.minus(Duration.ofSeconds(3)))
                .failing(new Failure(Failure.Kind.PROVIDER_ERROR, 401, "auth", "invalid_api_key"))
                .withSeed(7)
                .build());
        notifications.come();
        roundTrip();

        assertThat(textOf(find(FirstCall.class).single())).contains("The first call has arrived, and failed");
    }

    @Test
    @WithMockUser("member@globex.example")
    void whoHasNoCallsIsToldWhatToDoNext() {
        usage.add(aUsageRecord()
                .of(GLOBEX, GLOBEX_MEMBER)
                .at(NOW.minus(Duration.ofDays(200)))
                .withSeed(7)
                .build());
        navigate(ApiUsageView.class);

        assertThat(visibleHeadings())
                .contains("You made no calls: 16 Sep 2026 – 15 Oct 2026")
                .doesNotContain("Recent API Calls");
        assertThat(valueOf("Your Cost")).isEqualTo("$0.00");
        assertThat(textOf(find(EmptyUsage.class).single()))
                .contains("Try the AI Shortlist", "point the program at the gateway", "Make a key");
    }

    @Test
    @WithMockUser("member@acme.example")
    void aBrokenLedgerIsToldAndMendsByItself() {
        navigate(AiShortlistView.class);
        usage.failWith(new IllegalStateException("secret detail"));
        navigate(ApiUsageView.class);

        ProblemPanel problem = find(ProblemPanel.class).single();
        assertThat(textOf(problem)).contains("The figures could not be loaded").doesNotContain("secret");
        assertThat(find(Div.class).withClassName("tt-dashboard").exists()).isFalse();

        usage.failWith(null);
        test(find(Button.class).withText("Try again").single()).click();

        assertThat(find(ProblemPanel.class).exists()).isFalse();
        assertThat(valueOf("Your Requests")).isEqualTo("2");
    }

    @Test
    @WithMockUser("member@acme.example")
    void figuresThatWaitForTheirTurnAreNoFault() {
        navigate(AiShortlistView.class);
        usage.failWith(new TooManyReadingsException(
                "reports", TooManyReadingsException.Share.ORGANIZATION, Duration.ofSeconds(5)));
        navigate(ApiUsageView.class);

        assertThat(textOf(find(ProblemPanel.class).single())).contains("The figures wait for their turn");
    }

    @Test
    @WithMockUser("member@acme.example")
    void aLedgerThatBreaksLaterLeavesTheLastFigures() {
        navigate(ApiUsageView.class);

        usage.failWith(new IllegalStateException("secret detail"));
        poll();

        assertThat(find(ProblemPanel.class).single().isVisible()).isTrue();
        assertThat(valueOf("Your Requests")).isEqualTo("2");
    }

    @Test
    @WithMockUser("member@acme.example")
    void aListThatCannotBeReadSaysSo() {
        navigate(ApiUsageView.class);

        usage.failWith(new IllegalStateException("secret detail"));
        grid().getDataProvider().refreshAll();
        assertThat(test(grid()).size()).isZero();

        assertThat(textOf(grid().getEmptyStateComponent()))
                .contains("The calls could not be loaded. Try again in a moment.");
        assertThat(find(Button.class).withText("Clear filters").exists()).isFalse();
    }

    @Test
    @WithMockUser("admin@acme.example")
    void aPersonOfTwoOrganizationsSwitches() {
        navigate(ApiUsageView.class);

        test(organizations()).selectItem("Globex");
        navigate(ApiUsageView.class);

        assertThat(access.viewer().organizationId()).isEqualTo(FakeAccess.GLOBEX);
        assertThat(cardTitles()).doesNotContain("Organization Cost");
        assertThat(address()).isEqualTo("api-usage?period=last_30_days&scope=own");
    }

    @Test
    @WithMockUser("member@acme.example")
    void aPersonOfOneOrganizationHasNothingToSwitch() {
        navigate(ApiUsageView.class);

        assertThat(find(Select.class).withAriaLabel("Organization").exists()).isFalse();
    }

    @Test
    @WithMockUser("member@acme.example")
    void theStartPageLeadsToTheDashboard() {
        navigate("", ApiUsageView.class);

        assertThat(getCurrentView()).isInstanceOf(ApiUsageView.class).isNotInstanceOf(HomeView.class);
    }

    @Test
    @WithMockUser("member@acme.example")
    void navigationNamesTheViews() {
        navigate(ApiUsageView.class);

        assertThat(find(SideNavItem.class).all())
                .extracting(SideNavItem::getLabel)
                .containsExactly(
                        "API Usage",
                        "Explorer",
                        "Calls",
                        "Performance",
                        "Errors",
                        "Cost change",
                        "What if",
                        "AI Shortlist",
                        "Prices",
                        "Budgets",
                        "Keys",
                        "Refused calls",
                        "Alerts");
    }

    @Test
    @WithMockUser("member@acme.example")
    void aKeyIsCalledByItsNameWhereTheViewerMayKnowOfIt() {
        Viewer mia = ViewerFixtures.viewer(MEMBER, ACME, Role.MEMBER);
        VirtualKey laptop = keys.add(mia, KeyHolder.user(MEMBER), "laptop", null, null);
        VirtualKeyId foreign = new VirtualKeyId(new UUID(0, 99));

        ShownUsage figures = services.look(UsageQuery.initial(mia), ZoneId.of("UTC"));

        assertThat(figures.nameOf(laptop.id())).isEqualTo("laptop (" + laptop.prefix() + "…)");
        assertThat(figures.nameOf(foreign)).isEqualTo(foreign.toString());
    }

    @Test
    @WithMockUser("member@acme.example")
    void anEstimatedCallSaysSoWhereverItIsShown() {
        Cost measured = aUsageRecord().build().cost();
        UsageRecord estimated = aUsageRecord()
                .of(ACME, MEMBER)
                .at(NOW.minus(Duration.ofHours(3)))
                .withCost(Cost.estimated(measured.currency(), measured.lines(), "gpt-4.1-nano-2025-04-14"))
                .withSeed(4)
                .build();
        usage.add(estimated);

        navigate(ApiUsageView.class);

        assertThat(valueOf("Your Cost")).isEqualTo("≈ $0.004");
        assertThat(textOf(card("Your Cost"))).contains("1 call estimated");
        assertThat(cellsOf("Usage by Model", "gpt-4.1-nano")).contains("≈ $0.004");
    }

    private static void open(String query) {
        UI.getCurrent().navigate(ApiUsageView.class, QueryParameters.fromString(query));
        roundTrip();
    }

    private List<String> cardTitles() {
        return find(MetricCard.class).all().stream()
                .map(card -> find(H2.class, card).single().getText())
                .toList();
    }

    private MetricCard card(String title) {
        return find(MetricCard.class).all().stream()
                .filter(card -> find(H2.class, card).single().getText().equals(title))
                .findFirst()
                .orElseThrow();
    }

    private String valueOf(String title) {
        return find(Paragraph.class, card(title))
                .withClassName("tt-metric-value")
                .single()
                .getText();
    }

    private List<String> visibleHeadings() {
        return find(H2.class).all().stream().map(H2::getText).toList();
    }

    private List<List<String>> rowsOf(String caption) {
        return find(
                        NativeTableRow.class,
                        find(BreakdownTable.class)
                                .withAttribute("aria-label", caption)
                                .single())
                .all()
                .stream()
                .skip(1)
                .map(row -> row.getChildren().map(ApiUsageViewTest::textOf).toList())
                .toList();
    }

    private List<String> namesOf(String caption) {
        return rowsOf(caption).stream().map(List::getFirst).toList();
    }

    private List<String> cellsOf(String caption, String name) {
        return rowsOf(caption).stream()
                .filter(row -> row.getFirst().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private CallGrid grid() {
        return find(CallGrid.class).single();
    }

    private String detailsButtonOfFirstRow(String property) {
        return test(grid()).getLitRendererPropertyValue(0, "details", property, String.class);
    }

    @SuppressWarnings("unchecked") // The only select with this label holds periods.
    private Select<Optional<PeriodPreset>> periods() {
        return find(Select.class).withAriaLabel("Period").single();
    }

    @SuppressWarnings("unchecked") // The only group with this label holds scopes.
    private RadioButtonGroup<UsageScope> scopes() {
        return find(RadioButtonGroup.class).withAriaLabel("Whose usage").single();
    }

    @SuppressWarnings("unchecked") // The only select with this label holds dimensions.
    private Select<Dimension> addFilter() {
        return find(Select.class).withAriaLabel("Add filter").single();
    }

    private List<Dimension> dimensions() {
        return addFilter().getListDataView().getItems().toList();
    }

    /** Chooses the value by its name, as it is typed and followed by Enter. */
    private void filter(Dimension dimension, String typed) {
        test(addFilter()).selectItem(ShownUsage.labelOf(dimension));
        ComboBox<?> box = find(ComboBox.class).withClassName("tt-filter-value").single();
        // What is no item's whole label comes from the browser as a value of one's own.
        ComponentUtil.fireEvent(box, new ComboBoxBase.CustomValueSetEvent<>(box, true, typed));
        roundTrip();
    }

    @SuppressWarnings("unchecked") // The only select with this label holds memberships.
    private Select<Membership> organizations() {
        return find(Select.class).withAriaLabel("Organization").single();
    }

    private List<String> notices() {
        return find(Notification.class).all().stream()
                .map(notice -> test(notice).getText())
                .toList();
    }

    private String exportAddress() {
        return find(Anchor.class).withClassName("tt-export").single().getHref();
    }

    private static String address() {
        return UI.getCurrent().getActiveViewLocation().getPathWithQueryParameters();
    }

    private static void poll() {
        ComponentUtil.fireEvent(UI.getCurrent(), new PollEvent(UI.getCurrent(), true));
        roundTrip();
    }

    private static String textOf(Component component) {
        return component.getElement().getTextRecursively();
    }
}
