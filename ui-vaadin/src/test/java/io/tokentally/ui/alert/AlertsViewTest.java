package io.tokentally.ui.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
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
import io.tokentally.domain.alert.AlertState;
import io.tokentally.domain.alert.ChannelType;
import io.tokentally.domain.alert.DeliveryFailure;
import io.tokentally.domain.alert.DeliveryOutcome;
import io.tokentally.ui.fake.BrowserlessApplication;
import io.tokentally.ui.fake.FakeAlerts;
import io.tokentally.ui.refusal.RefusedCallsView;
import io.tokentally.ui.usage.ApiUsageView;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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
    private Clock clock;

    @BeforeEach
    void setUp() {
        alerts.reset();
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

    @SuppressWarnings("unchecked")
    private Select<AlertState> select(String label) {
        return (Select<AlertState>) find(Select.class).all().stream()
                .filter(field -> label.equals(field.getLabel()))
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

    @SuppressWarnings("unchecked")
    private Select<ChannelType> typeOfChannel() {
        return (Select<ChannelType>) find(Select.class).all().stream()
                .filter(field -> field.getValue() instanceof ChannelType)
                .findFirst()
                .orElseThrow();
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
