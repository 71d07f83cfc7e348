package io.tokentally.ui.account;

import static io.tokentally.ui.fake.FakeAccess.ACME;
import static io.tokentally.ui.fake.FakeAccess.MEMBER;
import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.Html;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import io.tokentally.ui.fake.BrowserlessApplication;
import io.tokentally.ui.fake.FakeAccess;
import io.tokentally.ui.fake.FakeMembers;
import io.tokentally.ui.fake.FakeSecondFactor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.security.test.context.support.WithMockUser;

@SpringBootTest(classes = BrowserlessApplication.class)
@ViewPackages(packages = "io.tokentally.ui")
@WithMockUser("member@acme.example")
class SecondFactorTest extends SpringBrowserlessTest {

    private static final String CODE_LABEL = "Code of the app";

    @Autowired
    private FakeMembers members;

    @Autowired
    private FakeAccess access;

    @BeforeEach
    @AfterEach
    void setUp() {
        members.reset();
    }

    @Test
    void aSecondFactorIsSetUpByACodeAndShowsItsRecoveryCodesOnce() {
        navigate(AccountView.class);

        click("Set up");
        assertThat(find(Html.class).single().getElement().getOuterHTML()).contains("<svg", "<path", "#000");
        assertThat(find(Code.class).single().getText()).isEqualTo("GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
        confirm("000000");
        assertThat(find(TextField.class).withLabel(CODE_LABEL).single().getErrorMessage())
                .startsWith("The code is wrong");
        assertThat(access.secondFactors()).isEmpty();

        confirm(FakeSecondFactor.CODE);

        assertThat(access.secondFactors()).containsExactly(MEMBER);
        assertThat(find(Code.class).single().getText()).startsWith("AAAA-AAAA-AAAA-AAAA\n");
        assertThat(find(RecoveryCodesDialog.class).single().isCloseOnEsc()).isFalse();
        click("I have kept them");
        assertThat(find(RecoveryCodesDialog.class).exists()).isFalse();
        assertThat(find(Button.class).withText("Turn off").single().isVisible()).isTrue();
    }

    @Test
    void theCodeFieldIsOneThatPhonesFillIn() {
        navigate(AccountView.class);

        click("Set up");

        TextField field = find(TextField.class).withLabel(CODE_LABEL).single();
        assertThat(field.getElement().getAttribute("autocomplete")).isEqualTo("one-time-code");
        assertThat(field.getElement().getAttribute("inputmode")).isEqualTo("numeric");
    }

    @Test
    void newRecoveryCodesAreMadeAfterAQuestion() {
        access.secondFactors().add(MEMBER);
        navigate(AccountView.class);

        click("New recovery codes");
        test(find(ConfirmDialog.class).single()).confirm();

        assertThat(find(Code.class).single().getText()).startsWith("BBBB");
    }

    @Test
    void turningItOffTakesACode() {
        access.secondFactors().add(MEMBER);
        navigate(AccountView.class);

        click("Turn off");
        turnOff("000000");
        assertThat(access.secondFactors()).containsExactly(MEMBER);

        turnOff(FakeSecondFactor.CODE);
        assertThat(access.secondFactors()).isEmpty();
    }

    @Test
    void whatIsRequiredCannotBeTurnedOff() {
        access.secondFactors().add(MEMBER);
        access.secondFactorRequired().add(ACME);

        navigate(AccountView.class);

        assertThat(find(Button.class).withText("Turn off").exists()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "api-usage", "ai-shortlist", "prices"})
    void whoMustHaveOneAndHasNoneFindsTheSetUpAlone(String path) {
        access.secondFactorRequired().add(ACME);

        UI.getCurrent().navigate(path);

        assertThat(UI.getCurrent().getActiveViewLocation().getPath()).isEqualTo("account");
        assertThat(heading()).isEqualTo("Set up a second factor");
        assertThat(find(Div.class).withClassName("tt-account-first").single().getText())
                .startsWith("Your organization or your role asks for a second factor.");
        assertThat(find(PasswordField.class).exists()).isFalse();
        assertThat(find(SessionsPanel.class).exists()).isFalse();
    }

    @Test
    void aOneTimePasswordIsReplacedBeforeTheSecondFactorIsSetUp() {
        access.secondFactorRequired().add(ACME);
        access.setMustChangePassword(MEMBER, true);
        navigate(AccountView.class);
        assertThat(heading()).isEqualTo("Choose your own password");
        assertThat(find(SecondFactorPanel.class).exists()).isFalse();

        test(find(PasswordField.class).withLabel("New password").single()).setValue("correct horse battery");
        test(find(PasswordField.class).withLabel("New password, once more").single())
                .setValue("correct horse battery");
        click("Change password");

        assertThat(heading()).isEqualTo("Set up a second factor");
        assertThat(find(SecondFactorPanel.class).exists()).isTrue();
        assertThat(find(PasswordField.class).exists()).isFalse();
    }

    @Test
    void aSignInLongAgoIsConfirmedByPasswordAndCode() {
        access.secondFactors().add(MEMBER);
        navigate(AccountView.class);
        members.signInIsLongAgo();

        click("Turn off");
        test(find(PasswordField.class).withLabel("Password").single()).setValue(FakeMembers.FIRST_PASSWORD);
        click("Continue");
        assertThat(find(TurnOffFactorDialog.class).exists()).isFalse();
        assertThat(code().isInvalid()).isTrue();

        test(code()).setValue(FakeSecondFactor.CODE);
        click("Continue");
        assertThat(find(TurnOffFactorDialog.class).exists()).isTrue();
    }

    private TextField code() {
        return find(TextField.class)
                .withLabel("Code of your app, or a recovery code")
                .single();
    }

    private void confirm(String code) {
        test(find(TextField.class).withLabel(CODE_LABEL).single()).setValue(code);
        click("Confirm");
    }

    private void turnOff(String code) {
        test(code()).setValue(code);
        test(find(Button.class, find(TurnOffFactorDialog.class).single())
                        .withText("Turn off")
                        .single())
                .click();
    }

    private void click(String text) {
        test(find(Button.class).withText(text).single()).click();
    }

    private String heading() {
        return find(H1.class).single().getText();
    }
}
