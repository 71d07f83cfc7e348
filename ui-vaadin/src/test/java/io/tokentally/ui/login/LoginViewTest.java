package io.tokentally.ui.login;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.login.LoginForm;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.server.VaadinService;
import io.tokentally.ui.fake.BrowserlessApplication;
import io.tokentally.ui.login.DemoSignIns.DemoSignIn;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest(classes = BrowserlessApplication.class)
@ViewPackages(packages = "io.tokentally.ui")
class LoginViewTest extends SpringBrowserlessTest {

    @Test
    void asksForNothingButEmailAndPassword() {
        navigate(LoginView.class);

        LoginForm form = find(LoginForm.class).single();
        assertThat(form.getAction()).isEqualTo("login");
        assertThat(form.isError()).isFalse();
        assertThat(form.isForgotPasswordButtonVisible()).isFalse();
    }

    @Test
    void saysThatAnAttemptFailed() {
        UI.getCurrent().navigate(LoginView.class, QueryParameters.fromString("error"));

        assertThat(find(LoginForm.class).single().isError()).isTrue();
        assertThat(shownTexts()).contains("That did not work");
    }

    @Test
    void saysThatAnAccountIsLocked() {
        UI.getCurrent().navigate(LoginView.class, QueryParameters.fromString("locked"));

        assertThat(find(LoginForm.class).single().isError()).isTrue();
        assertThat(shownTexts()).contains("Too many attempts");
    }

    @Test
    void saysThatTheSessionEnded() {
        var address =
                VaadinService.getCurrent().getSystemMessages(Locale.US, null).getSessionExpiredURL();
        assertThat(address).isEqualTo("/login?expired");

        UI.getCurrent().navigate(LoginView.class, QueryParameters.fromString("expired"));

        assertThat(shownTexts()).contains("Your session ended", "Sign in again.");
    }

    @Test
    void offersTheSignInsOfTheDemo() {
        navigate(LoginView.class);

        assertThat(find(Button.class)
                        .withAriaLabel("Fill in Member of Acme: member@acme.example")
                        .exists())
                .isTrue();
    }

    @Test
    void aSignInNeverPrintsItsPassword() {
        assertThat(new DemoSignIn("member@acme.example", "hush", "Member of Acme").toString())
                .contains("member@acme.example")
                .doesNotContain("hush");
    }

    private String shownTexts() {
        return find(LoginForm.class)
                .single()
                .getElement()
                .getPropertyRaw("i18n")
                .toString();
    }
}
