package io.tokentally.ui.usage.call;

import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static io.tokentally.ui.fake.BrowserlessApplication.NOW;
import static io.tokentally.ui.fake.FakeAccess.ACME;
import static io.tokentally.ui.fake.FakeAccess.ADMIN;
import static io.tokentally.ui.fake.FakeAccess.GLOBEX;
import static io.tokentally.ui.fake.FakeAccess.MEMBER;
import static io.tokentally.ui.fake.FakeAccess.NEWCOMER;
import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.PollEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouterLink;
import io.tokentally.domain.metering.Outcome.Failure;
import io.tokentally.domain.report.TooManyCallsException;
import io.tokentally.domain.usage.TooManyReadingsException;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.ui.fake.BrowserlessApplication;
import io.tokentally.ui.fake.FakeReports;
import io.tokentally.ui.fake.FakeTagDimensions;
import io.tokentally.ui.fake.FakeUsage;
import io.tokentally.ui.usage.ApiUsageView;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.security.test.context.support.WithMockUser;

@SpringBootTest(classes = BrowserlessApplication.class)
@ViewPackages(packages = "io.tokentally.ui")
class CallsViewTest extends SpringBrowserlessTest {

    private static final String NONE = "There is no call with this id that you may see.";

    private final UsageRecord newest = aUsageRecord()
            .of(ACME, MEMBER)
            .at(NOW.minus(Duration.ofHours(1)))
            .withSeed(1)
            .build();
    private final UsageRecord another = aUsageRecord()
            .of(ACME, ADMIN)
            .at(NOW.minus(Duration.ofHours(2)))
            .withEndpoint("support_reply_draft")
            .withSeed(2)
            .build();
    private final UsageRecord failed = aUsageRecord()
            .of(ACME, MEMBER)
            .at(NOW.minus(Duration.ofDays(3)))
            .withEndpoint("analyze_resume_match")
            .failing(new Failure(Failure.Kind.PROVIDER_ERROR, 429, "requests", "rate_limit_exceeded"))
            .withSeed(3)
            .build();
    private final UsageRecord old = aUsageRecord()
            .of(ACME, MEMBER)
            .at(NOW.minus(Duration.ofDays(200)))
            .withSeed(4)
            .build();
    private final UsageRecord foreign = aUsageRecord()
            .of(GLOBEX, NEWCOMER)
            .at(NOW.minus(Duration.ofHours(3)))
            .withSeed(5)
            .build();

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
        usage.add(newest, another, failed, old, foreign);
    }

    @Test
    @WithMockUser("member@acme.example")
    void aMemberListsTheirOwnCallsNewestFirst() {
        navigate(CallsView.class);

        assertThat(listed()).containsExactly(newest, failed);
        assertThat(list().getColumnByKey("user").isVisible()).isFalse();
        assertThat(drawerIsOpen()).isFalse();
    }

    @Test
    @WithMockUser("admin@acme.example")
    void anAdminListsTheOrganizationsCalls() {
        navigate(CallsView.class);

        assertThat(address()).isEqualTo("api-usage/calls?period=last_30_days&scope=organization");
        assertThat(listed()).containsExactly(newest, another, failed);
        assertThat(list().getColumnByKey("user").isVisible()).isTrue();
    }

    @Test
    @WithMockUser("admin@acme.example")
    void howACallEndedAndOfWhichKindItsFailureWasStandBesideItsTime() {
        navigate(CallsView.class);

        assertThat(list().getColumns()).extracting(Grid.Column::getKey).startsWith("time", "status");
        assertThat(textOf(new StatusText(failed))).isEqualTo("HTTP 429Rate limit");
        assertThat(textOf(new StatusText(newest))).isEqualTo("Succeeded");
    }

    @Test
    @WithMockUser("admin@acme.example")
    void aRowOpensItsCallBesideTheList() {
        navigate(CallsView.class);

        choose(2);

        assertThat(textOf(drawer()))
                .contains(
                        "analyze_resume_match",
                        "3 of 3",
                        "Too many requests in too short a time",
                        failed.id().toString());
        assertThat(list().getSelectedItems()).containsExactly(failed);
        assertThat(linkToTheCall())
                .isEqualTo("api-usage/calls?call=" + failed.id() + "&period=last_30_days&scope=organization");
    }

    @Test
    @WithMockUser("admin@acme.example")
    void theButtonOfARowOpensIt() {
        navigate(CallsView.class);

        test(list()).invokeLitRendererFunction(0, "details", "toggle");

        assertThat(idOfTheOpenCall()).isEqualTo(newest.id().toString());
    }

    @Test
    @WithMockUser("admin@acme.example")
    void buttonsGoOnToTheNextAndThePreviousCall() {
        navigate(CallsView.class);
        choose(0);
        assertThat(button("Previous call").isEnabled()).isFalse();

        test(button("Next call")).click();
        assertThat(idOfTheOpenCall()).isEqualTo(another.id().toString());
        test(button("Next call")).click();
        assertThat(idOfTheOpenCall()).isEqualTo(failed.id().toString());
        assertThat(button("Next call").isEnabled()).isFalse();

        test(button("Previous call")).click();
        assertThat(idOfTheOpenCall()).isEqualTo(another.id().toString());
        assertThat(list().getSelectedItems()).containsExactly(another);
        assertThat(linkToTheCall()).contains(another.id().toString());
    }

    @Test
    @WithMockUser("admin@acme.example")
    void closingPutsTheCallAwayAndTakesItOutOfTheAddress() {
        open("call=%s&scope=organization&period=last_30_days".formatted(another.id()));
        test(button("Close")).click();

        assertThat(drawerIsOpen()).isFalse();
        assertThat(list().getSelectedItems()).isEmpty();

        test(find(RankingSelect.class).single()).selectItem("The 100 slowest");
        assertThat(address()).isEqualTo("api-usage/calls?period=last_30_days&calls=slowest&scope=organization");
    }

    @Test
    @WithMockUser("admin@acme.example")
    void aLinkOpensTheCallBesideTheListThatItWasOpenedFrom() {
        open("call=%s&scope=organization&period=last_7_days&status=failed".formatted(failed.id()));

        assertThat(idOfTheOpenCall()).isEqualTo(failed.id().toString());
        assertThat(listed()).containsExactly(failed);
        assertThat(textOf(drawer())).contains("1 of 1");
        assertThat(notices()).isEmpty();
    }

    @Test
    @WithMockUser("member@acme.example")
    void aLinkOfAnotherScopeOpensTheCallOfWhoeverMaySeeIt() {
        open("call=%s&scope=organization&period=last_7_days".formatted(failed.id()));

        assertThat(idOfTheOpenCall()).isEqualTo(failed.id().toString());
        assertThat(listed()).containsExactly(newest, failed);
    }

    @Test
    @WithMockUser("member@acme.example")
    void anIdAloneOpensTheCallAndKeepsIt() {
        open("call=" + newest.id());

        assertThat(idOfTheOpenCall()).isEqualTo(newest.id().toString());
        assertThat(address()).isEqualTo("api-usage/calls?call=" + newest.id() + "&period=last_30_days&scope=own");
    }

    @Test
    @WithMockUser("member@acme.example")
    void aCallOutsideTheDaysOnShowOpensAndSaysSo() {
        open("call=%s&scope=own&period=last_7_days".formatted(old.id()));

        assertThat(idOfTheOpenCall()).isEqualTo(old.id().toString());
        assertThat(textOf(drawer())).contains("Not among the calls listed");
        assertThat(button("Next call").isEnabled()).isFalse();
        assertThat(button("Previous call").isEnabled()).isFalse();
    }

    /** Whether there is none, or it is somebody else's, is not told apart. */
    @Test
    @WithMockUser("member@acme.example")
    void aCallThatSomebodyMayNotSeeIsAnsweredAsOneThatThereIsNot() {
        navigate(CallsView.class);
        for (String id : List.of(
                foreign.id().toString(),
                another.id().toString(),
                "01990000-0000-7000-8000-000000000000",
                "00000000-0000-4000-8000-000000000000")) {
            test(idField()).setValue(id);
            test(find(Button.class).withText("Open").single()).click();

            assertThat(idField().getErrorMessage()).as(id).isEqualTo(NONE);
            assertThat(idField().isInvalid()).isTrue();
            assertThat(drawerIsOpen()).isFalse();

            open("call=%s&scope=own&period=last_7_days".formatted(id));
            assertThat(notices()).as(id).containsOnly(NONE);
            assertThat(drawerIsOpen()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "1-1-7-1-1", "呼び出し", "0199000000007000800000000000000000000"})
    @WithMockUser("member@acme.example")
    void whatIsNoIdIsTold(String text) {
        open("scope=own&period=last_7_days&call=" + text);

        assertThat(notices()).containsExactly("That is no id of a call: it has 36 letters, digits and hyphens.");
        assertThat(drawerIsOpen()).isFalse();
        assertThat(listed()).containsExactly(newest, failed);

        test(idField()).setValue(text);
        test(find(Button.class).withText("Open").single()).click();
        assertThat(idField().getErrorMessage()).startsWith("That is no id of a call");
    }

    @Test
    @WithMockUser("member@acme.example")
    void anIdThatWasPastedOpensItsCall() {
        navigate(CallsView.class);

        test(idField()).setValue("  " + failed.id().toString().toUpperCase(Locale.ROOT) + " ");
        test(find(Button.class).withText("Open").single()).click();

        assertThat(idOfTheOpenCall()).isEqualTo(failed.id().toString());
        assertThat(idField().getValue()).isEmpty();
    }

    @Test
    @WithMockUser("member@acme.example")
    void aCallThatWaitsForItsTurnIsNotSaidToBeNone() {
        navigate(CallsView.class);
        usage.failWith(new TooManyReadingsException(
                "calls", TooManyReadingsException.Share.ORGANIZATION, Duration.ofSeconds(5)));

        test(idField()).setValue(newest.id().toString());
        test(find(Button.class).withText("Open").single()).click();

        assertThat(idField().getErrorMessage()).isNotEqualTo(NONE).isNotBlank();
    }

    @Test
    @WithMockUser("admin@acme.example")
    void aNextCallThatCannotBeReadIsTold() {
        navigate(CallsView.class);
        choose(0);
        usage.failWith(new IllegalStateException("secret detail"));

        test(button("Next call")).click();

        assertThat(notices()).containsExactly("The calls could not be loaded. Try again in a moment.");
        assertThat(idOfTheOpenCall()).isEqualTo(newest.id().toString());
    }

    @Test
    @WithMockUser("admin@acme.example")
    void newCallsAreToldAndMoveNothing() {
        navigate(CallsView.class);
        choose(1);
        usage.add(
                aUsageRecord().of(ACME, MEMBER).at(NOW).withSeed(10).build(),
                aUsageRecord().of(ACME, MEMBER).at(NOW).withSeed(11).build(),
                aUsageRecord().of(ACME, MEMBER).at(NOW).withSeed(12).build());

        poll();

        assertThat(find(Button.class).withText("3 new calls. Show").exists()).isTrue();
        assertThat(test(list()).getRow(0)).isEqualTo(newest);
        assertThat(test(list()).getRow(2)).isEqualTo(failed);

        test(find(Button.class).withText("3 new calls. Show").single()).click();

        assertThat(listed()).hasSize(6).endsWith(newest, another, failed);
        assertThat(idOfTheOpenCall()).isEqualTo(another.id().toString());
        assertThat(textOf(drawer())).contains("5 of 6");
        assertThat(find(Button.class).withTextContaining("new call").exists()).isFalse();
    }

    @Test
    @WithMockUser("admin@acme.example")
    void openingAnotherCallLeavesTheListAsItIs() {
        open("call=%s&scope=organization&period=last_30_days".formatted(newest.id()));
        usage.add(aUsageRecord().of(ACME, MEMBER).at(NOW).withSeed(10).build());

        open("call=%s&scope=organization&period=last_30_days".formatted(another.id()));

        assertThat(idOfTheOpenCall()).isEqualTo(another.id().toString());
        assertThat(test(list()).getRow(0)).isEqualTo(newest);
        assertThat(find(Button.class).withText("1 new call. Show").exists()).isTrue();
    }

    @Test
    @WithMockUser("member@acme.example")
    void callsBeyondTenThousandAreListedToo() {
        for (int i = 0; i < 10_100; i++) {
            usage.add(aUsageRecord()
                    .of(ACME, MEMBER)
                    .at(NOW.minus(Duration.ofMinutes(90)).minusMillis(i))
                    .withSeed(100 + i)
                    .build());
        }
        UsageRecord last = aUsageRecord()
                .of(ACME, MEMBER)
                .at(NOW.minus(Duration.ofDays(29)))
                .withSeed(1)
                .build();
        usage.add(last);
        navigate(CallsView.class);

        assertThat(list().getLazyDataView().getItemCountEstimate()).isEqualTo(10_000);
        assertThat(list().at(10_102)).contains(last);
        assertThat(list().at(10_103)).isEmpty();
    }

    @Test
    @WithMockUser("member@acme.example")
    void callsThatStandOutAreSteppedThroughInTheirOrder() {
        UsageRecord slow = aUsageRecord()
                .of(ACME, MEMBER)
                .at(NOW.minus(Duration.ofDays(5)))
                .taking(Duration.ofMinutes(9))
                .withSeed(20)
                .build();
        usage.add(slow);
        open("scope=own&period=last_30_days&calls=slowest&call=" + slow.id());

        assertThat(textOf(drawer())).contains("1 of 3");
        assertThat(find(H2.class).all()).extracting(H2::getText).contains("The 100 slowest API calls");
        test(button("Next call")).click();
        assertThat(textOf(drawer())).contains("2 of 3");
    }

    @Test
    @WithMockUser("member@acme.example")
    void aRankingOfTooManyCallsSaysWhatToDo() {
        usage.failToRankWith(new TooManyCallsException(200_000));

        open("scope=own&period=last_30_days&calls=dearest");

        assertThat(test(list()).size()).isZero();
        assertThat(textOf(list().getEmptyStateComponent())).contains("at most 200,000", "Choose fewer days");
    }

    @Test
    @WithMockUser("member@globex.example")
    void whoHasNoCallsIsToldWhatToDoNext() {
        usage.clear();

        navigate(CallsView.class);

        assertThat(find(H2.class).all())
                .extracting(H2::getText)
                .contains("You made no calls: 16 Sep 2026 – 15 Oct 2026");
        assertThat(idField().isVisible()).isTrue();
    }

    @Test
    @WithMockUser("admin@acme.example")
    void theOverviewLeadsToAllOfItsCalls() {
        UI.getCurrent()
                .navigate(
                        ApiUsageView.class,
                        QueryParameters.fromString("scope=organization&period=last_7_days&status=failed"));
        roundTrip();

        assertThat(find(RouterLink.class).withText("All calls").single().getHref())
                .startsWith("api-usage/calls?")
                .contains("scope=organization", "period=last_7_days", "status=failed");
    }

    @Test
    @WithMockUser("admin@acme.example")
    void aLinkToACallOfSomebodysNamesNobody() {
        open("scope=organization&period=last_30_days&user=" + MEMBER.value());

        choose(0);

        assertThat(linkToTheCall()).contains("view=", "call=" + newest.id()).doesNotContain(MEMBER.value());
        open(linkToTheCall().substring(linkToTheCall().indexOf('?') + 1));
        assertThat(idOfTheOpenCall()).isEqualTo(newest.id().toString());
        assertThat(listed()).containsExactly(newest, failed);
    }

    private static void open(String query) {
        UI.getCurrent().navigate(CallsView.class, QueryParameters.fromString(query));
        roundTrip();
    }

    private CallList list() {
        return find(CallList.class).single();
    }

    private List<UsageRecord> listed() {
        int size = test(list()).size();
        return IntStream.range(0, size)
                .mapToObj(row -> test(list()).getRow(row))
                .toList();
    }

    /** As a click on a row, or the space bar, does. */
    private void choose(int row) {
        list().getSelectionModel().selectFromClient(test(list()).getRow(row));
        roundTrip();
    }

    private boolean drawerIsOpen() {
        return find(CallDrawer.class).exists();
    }

    private CallDrawer drawer() {
        return find(CallDrawer.class).single();
    }

    private String idOfTheOpenCall() {
        return find(Code.class, drawer()).single().getText();
    }

    private String linkToTheCall() {
        return find(Anchor.class, drawer())
                .withText("Link to this call")
                .single()
                .getHref();
    }

    private Button button(String label) {
        return find(Button.class, drawer()).withAriaLabel(label).single();
    }

    private TextField idField() {
        return find(TextField.class).withAriaLabel("Id of a call").single();
    }

    private List<String> notices() {
        return find(Notification.class).all().stream()
                .map(notice -> test(notice).getText())
                .toList();
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
