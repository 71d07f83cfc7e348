package io.tokentally.ui.account;

import static io.tokentally.ui.fake.FakeAccess.MEMBER;
import static io.tokentally.ui.fake.FakeMembers.FIRST_PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.ClickEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.textfield.PasswordField;
import io.tokentally.domain.access.ReceivedInvitation;
import io.tokentally.domain.access.Role;
import io.tokentally.ui.fake.BrowserlessApplication;
import io.tokentally.ui.fake.FakeAccess;
import io.tokentally.ui.fake.FakeLinks;
import io.tokentally.ui.fake.FakeMembers;
import io.tokentally.ui.fake.FakeSessions;
import io.tokentally.ui.form.InlineAlert;
import io.tokentally.ui.usage.ApiUsageView;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.security.test.context.support.WithMockUser;

@SpringBootTest(classes = BrowserlessApplication.class)
@ViewPackages(packages = "io.tokentally.ui")
@WithMockUser("member@acme.example")
@ExtendWith(OutputCaptureExtension.class)
class AccountViewTest extends SpringBrowserlessTest {

    private static final String GOOD = "correct horse battery";

    @Autowired
    private FakeMembers members;

    @Autowired
    private FakeAccess access;

    @Autowired
    private FakeSessions sessions;

    @Autowired
    private FakeLinks links;

    // After as well: the first page of a test is there before it is set up.
    @BeforeEach
    @AfterEach
    void setUp() {
        members.reset();
        links.received.clear();
        links.done.clear();
    }

    @Test
    void theUserMenuLeadsThere() {
        navigate(ApiUsageView.class);

        MenuItem item = find(MenuBar.class)
                .withClassName("tt-user-menu")
                .single()
                .getItems()
                .getFirst()
                .getSubMenu()
                .getItems()
                .stream()
                .filter(each -> each.getText().equals("Your account"))
                .findFirst()
                .orElseThrow();
        ComponentUtil.fireEvent(item, new ClickEvent<>(item));

        assertThat(heading()).isEqualTo("Your account");
        assertThat(field("New password").getHelperText()).isEqualTo("At least 12 characters");
        assertThat(find(Div.class).withClassName("tt-account-first").exists()).isFalse();
    }

    @Test
    void aNewPasswordCounts() {
        navigate(AccountView.class);

        change(FIRST_PASSWORD, GOOD, GOOD);

        assertThat(members.passwordOf(MEMBER)).isEqualTo(GOOD);
        assertThat(message().getText()).isEqualTo("Your password was changed. Use it from the next sign-in on.");
        assertThat(find(PasswordField.class).all())
                .allSatisfy(field -> assertThat(field.isEmpty()).isTrue());
    }

    /** A key that is pressed alone would be typed into the field. */
    @Test
    void noFieldTakesTheFocusFromThePageOfAnAccount() {
        navigate(AccountView.class);

        assertThat(find(PasswordField.class).all()).isNotEmpty().noneMatch(PasswordField::isAutofocus);
    }

    @Test
    void aWrongCurrentPasswordIsSaidAtItsField() {
        navigate(AccountView.class);

        change("guessed", GOOD, GOOD);

        assertRefused("Current password", "The current password is wrong.");
    }

    @Test
    void anEmptyCurrentPasswordIsSaidAtItsField() {
        navigate(AccountView.class);

        change("", GOOD, GOOD);

        assertRefused("Current password", "Enter the password that you signed in with.");
    }

    @Test
    void aShortPasswordIsSaidAtItsField() {
        navigate(AccountView.class);

        change(FIRST_PASSWORD, "short", "short");

        assertRefused("New password", "The new password needs 12 characters or more.");
    }

    @Test
    void theSamePasswordAgainIsSaidAtItsField() {
        navigate(AccountView.class);

        change(GOOD, GOOD, GOOD);

        assertRefused("New password", "This is the current password. Choose another.");
    }

    @Test
    void aSlipOfTheFingerIsSaidAtItsField() {
        navigate(AccountView.class);

        change(FIRST_PASSWORD, GOOD, GOOD + "x");

        assertRefused("New password, once more", "This differs from the new password.");
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() {
        navigate(AccountView.class);

        change("", "short", "shorter");

        assertThat(find(PasswordField.class).all())
                .allSatisfy(field -> assertThat(field.isInvalid()).isTrue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "api-usage", "ai-shortlist", "people"})
    @WithMockUser(
            username = "member@acme.example",
            roles = {"MEMBER", "OWNER"})
    void aOneTimePasswordOpensNothingElse(String path) {
        access.setMustChangePassword(MEMBER, true);

        UI.getCurrent().navigate(path);

        assertThat(UI.getCurrent().getActiveViewLocation().getPath()).isEqualTo("account");
        assertThat(heading()).isEqualTo("Choose your own password");
        assertThat(find(Div.class).withClassName("tt-account-first").single().getText())
                .startsWith("You signed in with a one-time password that somebody else has seen.");
    }

    @Test
    void aPasswordOfOnesOwnOpensTheRest() {
        access.setMustChangePassword(MEMBER, true);
        navigate(AccountView.class);
        assertThat(find(PasswordField.class).all())
                .as("the one-time password is asked for once, at the sign-in")
                .extracting(PasswordField::getLabel)
                .containsExactly("New password", "New password, once more");
        assertThat(field("New password").isAutofocus()).isTrue();

        choose(GOOD, GOOD);
        navigate(ApiUsageView.class);

        assertThat(heading()).isEqualTo("API Usage");
    }

    @Test
    void whatBreaksInsideStaysInside(CapturedOutput output) {
        members.failWith(new IllegalStateException("secret detail"));
        navigate(AccountView.class);

        change(FIRST_PASSWORD, GOOD, GOOD);

        assertThat(message().getText())
                .isEqualTo("That did not work, and it is not your fault. Your password is as it was. Try again in a"
                        + " moment.");
        assertThat(output).contains("A password could not be changed").doesNotContain(GOOD);
    }

    @Test
    void peopleSeeTheirSessionsAndEndTheOthers() {
        sessions.reset();
        navigate(AccountView.class);
        assertThat(find(Span.class).withText("Safari on macOS").exists()).isTrue();

        test(find(Button.class).withText("End").single()).click();

        assertThat(find(Span.class).withText("Safari on macOS").exists()).isFalse();
        assertThat(find(Span.class).withText("Firefox on Linux").exists()).isTrue();
        assertThat(find(Span.class).withText("This session").exists()).isTrue();
        assertThat(find(Button.class).withText("End all others").exists()).isFalse();
    }

    @Test
    void peopleAnswerInvitationsThatMailHasProvenTheirs() {
        UUID globex = new UUID(0, 1);
        UUID initech = new UUID(0, 2);
        links.received.add(invitation(globex, "Globex"));
        links.received.add(invitation(initech, "Initech"));
        navigate(AccountView.class);
        assertThat(find(Span.class).withText("Initech").exists()).isTrue();

        test(find(Button.class).withText("Decline").all().getLast()).click();

        assertThat(find(Span.class).withText("Initech").exists()).isFalse();
        test(find(Button.class).withText("Accept").single()).click();
        assertThat(links.done).containsExactly("decline " + initech, "accept " + globex);
    }

    @Test
    void anInvitationThatWasWithdrawnMeanwhileSaysSo() {
        links.received.add(invitation(new UUID(0, 1), "Globex"));
        navigate(AccountView.class);
        links.received.clear();

        test(find(Button.class).withText("Accept").single()).click();

        assertThat(find(InlineAlert.class).all().stream()
                        .filter(Component::isVisible)
                        .map(InlineAlert::getText))
                .containsExactly("There is no such invitation. Ask whoever invited you for a new link.");
    }

    private static ReceivedInvitation invitation(UUID id, String organization) {
        return new ReceivedInvitation(
                id, FakeAccess.GLOBEX, organization, Role.MEMBER, BrowserlessApplication.NOW.plusSeconds(3600));
    }

    @Test
    void peopleLeaveAnOrganizationAfterAQuestion() {
        navigate(AccountView.class);

        test(find(Button.class).withText("Leave").single()).click();
        test(find(ConfirmDialog.class).single()).confirm();

        assertThat(access.memberships()).isEmpty();
    }

    @Test
    @WithMockUser("owner@acme.example")
    void theOnlyOwnerIsOfferedNoWayOutAndToldWhy() {
        navigate(AccountView.class);

        assertThat(find(Button.class).withText("Leave").exists()).isFalse();
        assertThat(find(Span.class)
                        .withText("You are the only owner. Make somebody else one first, to leave.")
                        .exists())
                .isTrue();
    }

    private void change(String current, String fresh, String repeated) {
        test(field("Current password")).setValue(current);
        choose(fresh, repeated);
    }

    private void choose(String fresh, String repeated) {
        test(field("New password")).setValue(fresh);
        test(field("New password, once more")).setValue(repeated);
        test(find(Button.class).withText("Change password").single()).click();
    }

    private void assertRefused(String label, String reason) {
        assertThat(find(PasswordField.class).all())
                .filteredOn(PasswordField::isInvalid)
                .containsExactly(field(label));
        assertThat(field(label).getErrorMessage()).isEqualTo(reason);
        assertThat(members.passwordOf(MEMBER)).isEqualTo(FIRST_PASSWORD);
    }

    private PasswordField field(String label) {
        return find(PasswordField.class).withLabel(label).single();
    }

    private InlineAlert message() {
        return find(InlineAlert.class).single();
    }

    private String heading() {
        return find(H1.class).single().getText();
    }
}
