package io.tokentally.ui.error;

import static io.tokentally.ui.fake.FakeAccess.NOBODY;
import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.router.RouterLink;
import io.tokentally.ui.fake.BrowserlessApplication;
import io.tokentally.ui.fake.FakeAccess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.security.test.context.support.WithMockUser;

@SpringBootTest(classes = BrowserlessApplication.class)
@ViewPackages(packages = "io.tokentally.ui")
@WithMockUser("nobody@demo.example")
class AccessDeniedViewTest extends SpringBrowserlessTest {

    @Autowired
    private FakeAccess access;

    @ParameterizedTest
    @ValueSource(strings = {"", "api-usage", "ai-shortlist", "account"})
    void whoBelongsNowhereReadsWhyAndCanSignOut(String path) {
        UI.getCurrent().navigate(path);

        assertThat(find(H1.class).single().getText()).isEqualTo("You belong to no organization yet");
        assertThat(find(RouterLink.class).exists()).isFalse();
        assertThat(find(Button.class).withText("Sign out").single().isEnabled()).isTrue();
    }

    @Test
    void whoBelongsNowhereIsToldOfAPageThatIsMissingAllTheSame() {
        UI.getCurrent().navigate("no/such/page");

        assertThat(find(H1.class).single().getText()).isEqualTo("There is no such page");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "api-usage", "account"})
    void aOneTimePasswordChangesNothingAboutThat(String path) {
        access.setMustChangePassword(NOBODY, true);

        UI.getCurrent().navigate(path);

        assertThat(find(H1.class).single().getText()).isEqualTo("You belong to no organization yet");
        assertThat(find(Button.class).withText("Sign out").exists()).isTrue();
    }
}
