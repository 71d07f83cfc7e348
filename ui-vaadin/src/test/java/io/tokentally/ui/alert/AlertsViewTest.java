package io.tokentally.ui.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.alert.AlertChannelId;
import io.tokentally.domain.alert.AlertDelivery;
import io.tokentally.domain.alert.AlertDeliveryId;
import io.tokentally.domain.alert.AlertEvent;
import io.tokentally.domain.alert.AlertRuleKind;
import io.tokentally.domain.alert.AlertState;
import io.tokentally.domain.alert.ChannelType;
import io.tokentally.domain.alert.DeliveryFailure;
import io.tokentally.domain.alert.DeliveryOutcome;
import io.tokentally.ui.fake.BrowserlessApplication;
import io.tokentally.ui.fake.FakeAlertRules;
import io.tokentally.ui.fake.FakeAlerts;
import io.tokentally.ui.refusal.RefusedCallsView;
import io.tokentally.ui.usage.ApiUsageView;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.security.test.context.support.WithMockUser;

@SpringBootTest(classes = BrowserlessApplication.class)
@ViewPackages(packages = "io.tokentally.ui")
@WithMockUser(username = "owner@acme.example", roles = "OWNER")
class AlertsViewTest extends SpringBrowserlessTest {

    @Autowired
    private FakeAlerts alerts;

    @Autowired
    private FakeAlertRules rules;

    @Autowired
    private Clock clock;

    @BeforeEach
    void setUp() {
        alerts.reset();
        rules.reset();
    }

    static Stream<Arguments> figures() {
        return Stream.of(
                arguments(
                        "measure=COST spent=15.68137864 amount=20 threshold=50%",
                        "$15.68 of $20.00 spent, which passed 50%"),
                arguments(
                        "measure=TOKENS spent=12345 amount=20000 threshold=12000",
                        "12,345 tokens of 20,000 tokens spent, which passed 12,000 tokens"),
                arguments(
                        "budget=b amount=50 spent=20.5 expected=61.2 expected_from=55 expected_to=70",
                        "$61.20 expected ($55.00 to $70.00) of $50.00, $20.50 spent so far"),
                arguments("measure=REQUESTS value=1200 amount=1000", "1,200 requests, limit 1,000 requests"),
                arguments("measure=FAILURES value=7", "7 failed requests"),
                arguments("measure=COST value=9.5 usual=1 highest_usual=2.5", "$9.50; usual are $1.00, at most $2.50"),
                arguments(
                        "measure=COST value=9.5 usual=1 highest_usual=2.5 most_by=endpoint most_by_value=search most_by_excess=8",
                        "$9.50; usual are $1.00, at most $2.50. Most by Endpoint search: $8.00 more"),
                arguments("percent=2.63 failures=1 calls=38 limit_percent=1", "2.63% failed: 1 of 38 calls; limit 1%"),
                arguments(
                        "p95_ms=2100.4 calls=1500 limit_ms=900",
                        "95 of 100 calls within 2.10 s, of 1,500; limit 900 ms"),
                arguments("calls_without_price=3", "Calls without a price: 3"),
                arguments(
                        "hours=12 last_call_before=2026-11-30T09:00:00+00:00 weeks_with_calls=8",
                        "No call for 12 h, the last one before Nov 30, 09:00:00"),
                arguments("hours=12 weeks_with_calls=3", "but there were some in only 3 of the last 8 weeks"),
                arguments("hours=12", "There were calls in the last 12 h"),
                arguments("ends_on=2026-12-24 replaced_by=gpt-6", "24 Dec 2026, replaced by gpt-6"),
                arguments("ends_on=2026-12-24", "Ends on"),
                arguments("of_a_later_version=9 hours=many", "hours many, of a later version 9"));
    }

    /** And what nobody knows as it was noted. */
    @ParameterizedTest
    @MethodSource("figures")
    void figuresAreToldInWords(String noted, String told) {
        Map<String, String> figures = Stream.of(noted.split(" "))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        alerts.raise(AlertState.WARNING, null, Map.of("name", "A rule"), figures);

        assertThat(textOf(navigate(AlertsView.class))).contains(told);
    }

    @Test
    void theBellSaysHowManyAreUnseenUntilThePageWasOpened() {
        alerts.raise(AlertState.OVER, null, Map.of("model", "gpt-5"));
        alerts.raise(AlertState.WARNING, null, Map.of());
        navigate(ApiUsageView.class);
        assertThat(bells()).containsExactly("Alerts: 2 unseen", "Alerts: 2 unseen");

        AlertsView view = navigate(AlertsView.class);
        assertThat(textOf(view)).contains("New", "Over", "model gpt-5", "spent 12.50");

        navigate(ApiUsageView.class);
        assertThat(bells()).containsExactly("Alerts", "Alerts");
    }

    @Test
    void anotherOneIsAnnounced() {
        navigate(ApiUsageView.class);
        assertThat(announced()).containsOnly("");

        alerts.raise(AlertState.OVER, null, Map.of());
        navigate(RefusedCallsView.class);

        assertThat(announced()).contains("Alerts: 1 unseen", "Alerts: 1 unseen");
    }

    @Test
    @WithMockUser("member@acme.example")
    void membersSeeWhatConcernsThemAndNoChannels() {
        alerts.raise(AlertState.OVER, new UserId("member@acme.example"), Map.of("model", "mine"));
        alerts.raise(AlertState.OVER, null, Map.of("model", "everybodys"));

        AlertsView view = navigate(AlertsView.class);

        assertThat(textOf(view)).contains("model mine").doesNotContain("everybodys");
        assertThat(find(ChannelsPanel.class).exists()).isFalse();
        assertThat(find(Button.class).withText("Mute").exists()).isFalse();
        assertThat(find(Button.class).withText("What was sent").exists()).isFalse();
    }

    @Test
    void aStateIsFilteredBy() {
        alerts.raise(AlertState.OVER, null, Map.of("model", "grave"));
        alerts.raise(AlertState.OK, null, Map.of("model", "well"));
        AlertsView view = navigate(AlertsView.class);

        select("State").setValue(AlertState.OVER);

        assertThat(textOf(view)).contains("model grave").doesNotContain("model well");
    }

    private Select<AlertState> select(String label) {
        return select(field -> label.equals(field.getLabel()));
    }

    @SuppressWarnings("unchecked") // Whoever looks for a select knows what it holds.
    private <T> Select<T> select(Predicate<Select<?>> which) {
        return (Select<T>) find(Select.class).all().stream()
                .filter(which::test)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void anOwnerSeesWhatWasSentAndSendsItAgain() {
        AlertEvent event = alerts.raise(AlertState.OVER, null, Map.of());
        alerts.sent(new AlertDelivery(
                new AlertDeliveryId(UUID.randomUUID()),
                event.id(),
                new AlertChannelId(UUID.randomUUID()),
                "On call",
                ChannelType.WEBHOOK,
                "hooks.example",
                1,
                AlertDelivery.State.GAVE_UP,
                29,
                clock.instant(),
                null,
                "failed",
                503,
                null));
        navigate(AlertsView.class);

        click("What was sent");
        assertThat(textOf(find(Dialog.class).single()))
                .contains("On call", "hooks.example", "Given up", "Failed at it (503)", "Attempts: 29");
        click("Send again");

        assertThat(textOf(find(Dialog.class).single())).contains("Waiting", "It is sent again.");
    }

    @Test
    void anOwnerMutesAndEndsIt() {
        alerts.raise(AlertState.OVER, null, Map.of("model", "gpt-5"));
        AlertsView view = navigate(AlertsView.class);
        assertThat(find(MutesPanel.class).exists()).isFalse();

        click("Mute");
        test(find(Button.class).withText("Mute").all().stream()
                        .filter(button -> !button.hasThemeName("small"))
                        .findFirst()
                        .orElseThrow())
                .click();

        assertThat(textOf(view)).contains("Muted");
        click("End");
        assertThat(find(MutesPanel.class).exists()).isFalse();
    }

    @Test
    void anOwnerAddsAWebhookAndTriesItFirst() {
        navigate(AlertsView.class);
        alerts.testsEndIn(new DeliveryOutcome(DeliveryFailure.REFUSED, 404));
        click("Add a channel");
        field("Name").setValue("On call");
        typeOfChannel().setValue(ChannelType.WEBHOOK);
        field("Address of the hook").setValue("https://hooks.example/1");
        find(PasswordField.class).single().setValue("0123456789abcdef");

        click("Send a test message");
        assertThat(textOf(find(Dialog.class).single())).contains("The test message did not arrive. Refused it (404)");
        click("Save");

        assertThat(find(Dialog.class).exists()).isFalse();
        assertThat(alerts.kept()).singleElement().satisfies(channel -> {
            assertThat(channel.name()).isEqualTo("On call");
            assertThat(channel.type()).isEqualTo(ChannelType.WEBHOOK);
        });
        assertThat(textOf(find(ChannelsPanel.class).single())).contains("On call", "Warning and graver: everything");
    }

    @Test
    void whatIsWrongWithAChannelIsSaidInTheForm() {
        navigate(AlertsView.class);
        click("Add a channel");

        click("Save");

        assertThat(textOf(find(Dialog.class).single())).contains("name of the channel must not be blank");
    }

    @Test
    @WithMockUser(username = "admin@acme.example", roles = "ADMIN")
    void anAdminSeesChannelsAndChangesNone() {
        navigate(AlertsView.class);

        assertThat(find(ChannelsPanel.class).exists()).isTrue();
        assertThat(find(Button.class).withText("Add a channel").exists()).isFalse();
    }

    @Test
    void anOwnerAddsARuleAndTriesItFirst() {
        navigate(AlertsView.class);
        assertThat(textOf(find(RulesPanel.class).single())).contains("nothing but budgets raises alerts");
        click("Add a rule");
        field("Name").setValue("Failing calls");
        kindOfRule().setValue(AlertRuleKind.ERRORS);
        field("Above so many of 100 calls").setValue("2.5");

        click("Try on the past");
        assertThat(textOf(find(Dialog.class).single())).contains("Crossings since", "value 77");
        click("Save");

        assertThat(find(Dialog.class).exists()).isFalse();
        assertThat(rules.kept()).singleElement().satisfies(rule -> {
            assertThat(rule.terms().kind()).isEqualTo(AlertRuleKind.ERRORS);
            assertThat(rule.terms().amount()).isEqualByComparingTo("2.5");
            assertThat(rule.terms().minimumCalls()).isEqualTo(20);
            assertThat(rule.terms().measure()).isNull();
        });
        assertThat(textOf(find(RulesPanel.class).single()))
                .contains(
                        "Failing calls",
                        "Share of failures · above 2.5% · from 20 calls on · Day · All calls",
                        "Warning",
                        "value 12.50");
    }

    @Test
    void whatIsWrongWithARuleIsSaidByItsFields() {
        navigate(AlertsView.class);
        click("Add a rule");
        click("Save");

        assertThat(find(Dialog.class).exists()).isTrue();
        assertThat(field("Name").isInvalid()).isTrue();
        assertThat(field("Above").getErrorMessage()).isEqualTo("Enter a number that is not negative.");
        assertThat(rules.kept()).isEmpty();
    }

    @Test
    void anOwnerChangesARuleAndEndsIt() {
        navigate(AlertsView.class);
        click("Add a rule");
        field("Name").setValue("Silent key");
        kindOfRule().setValue(AlertRuleKind.SILENT);
        assertThat(find(Button.class).withText("Try on the past").exists()).isFalse();
        click("Save");
        assertThat(textOf(find(RulesPanel.class).single())).contains("No calls · for 6 h");

        test(find(Button.class).withText("Change").single()).click();
        field("Name").setValue("Silent service");
        click("Save");
        assertThat(rules.kept())
                .singleElement()
                .satisfies(rule -> assertThat(rule.version()).isEqualTo(2));

        click("End");
        test(find(ConfirmDialog.class).single()).confirm();
        assertThat(rules.kept()).isEmpty();
    }

    @Test
    @WithMockUser(username = "admin@acme.example", roles = "ADMIN")
    void anAdminSeesRulesAndChangesNone() {
        navigate(AlertsView.class);

        assertThat(find(RulesPanel.class).exists()).isTrue();
        assertThat(find(Button.class).withText("Add a rule").exists()).isFalse();
    }

    @Test
    @WithMockUser("member@acme.example")
    void aMemberSeesNoRules() {
        navigate(AlertsView.class);

        assertThat(find(RulesPanel.class).exists()).isFalse();
    }

    private Select<AlertRuleKind> kindOfRule() {
        return select(field -> field.getValue() instanceof AlertRuleKind);
    }

    private Select<ChannelType> typeOfChannel() {
        return select(field -> field.getValue() instanceof ChannelType);
    }

    private TextField field(String label) {
        return find(TextField.class).all().stream()
                .filter(field -> label.equals(field.getLabel()))
                .findFirst()
                .orElseThrow();
    }

    private List<String> bells() {
        return find(Anchor.class).all().stream()
                .flatMap(anchor -> anchor.getAriaLabel().stream())
                .filter(label -> label.startsWith("Alerts"))
                .toList();
    }

    private List<String> announced() {
        return find(Span.class).all().stream()
                .filter(span -> "status".equals(span.getElement().getAttribute("role")))
                .map(Span::getText)
                .toList();
    }

    private void click(String text) {
        test(find(Button.class).withText(text).all().getFirst()).click();
    }

    private static String textOf(Component component) {
        return component.getElement().getTextRecursively();
    }
}
