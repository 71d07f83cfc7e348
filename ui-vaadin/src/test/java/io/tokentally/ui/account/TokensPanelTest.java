package io.tokentally.ui.account;

import static io.tokentally.ui.fake.FakeAccess.ACME;
import static io.tokentally.ui.fake.FakeAccess.MEMBER;
import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import io.tokentally.domain.access.ApiToken;
import io.tokentally.domain.access.NewApiToken;
import io.tokentally.domain.access.Person;
import io.tokentally.domain.access.Session.Scope;
import io.tokentally.ui.fake.BrowserlessApplication;
import io.tokentally.ui.fake.FakeAccess;
import io.tokentally.ui.fake.FakeTokens;
import io.tokentally.ui.form.InlineAlert;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.security.test.context.support.WithMockUser;

@SpringBootTest(classes = BrowserlessApplication.class)
@ViewPackages(packages = "io.tokentally.ui")
@WithMockUser("member@acme.example")
class TokensPanelTest extends SpringBrowserlessTest {

    private static final Person MIA = new Person(MEMBER, MEMBER.value(), "Mia Schmidt");

    @Autowired
    private FakeTokens tokens;

    @BeforeEach
    @AfterEach
    void setUp() {
        tokens.reset();
    }

    @Test
    void aNewTokenIsShownOnceAndListedEverAfter() {
        navigate(AccountView.class);

        click("New token");
        test(find(TextField.class).withLabel("Name").single()).setValue("nightly report");
        scopes().setValue(Set.of(Scope.OWN_USAGE, Scope.KEYS));
        click("Make token");

        assertThat(find(Code.class).withId("tt-issued-token").single().getText())
                .isEqualTo(FakeTokens.SECRET.value());
        assertThat(tokens.all()).singleElement().satisfies(token -> {
            assertThat(token.name()).isEqualTo("nightly report");
            assertThat(token.organizationId()).isEqualTo(ACME);
            assertThat(token.scopes()).containsExactly(Scope.OWN_USAGE, Scope.KEYS);
            assertThat(token.expiresAt()).isEqualTo(BrowserlessApplication.NOW.plus(Duration.ofDays(90)));
        });
        click("Done");
        assertThat(find(Code.class).withId("tt-issued-token").exists()).isFalse();
        assertThat(find(Span.class).withText("nightly report").exists()).isTrue();
        assertThat(find(Span.class)
                        .withText("Read your own usage · Work with keys")
                        .exists())
                .isTrue();
        assertThat(find(Span.class).withTextContaining("last used never").exists())
                .isTrue();
    }

    @Test
    void membersAreOfferedWhatMembersMay() {
        navigate(AccountView.class);
        click("New token");

        assertThat(offered()).containsExactly(Scope.OWN_USAGE, Scope.PRICES, Scope.KEYS);
    }

    @Test
    @WithMockUser("owner@acme.example")
    void ownersAreOfferedWhatOwnersMay() {
        navigate(AccountView.class);
        click("New token");

        assertThat(offered())
                .containsExactly(
                        Scope.OWN_USAGE,
                        Scope.ORGANIZATION_USAGE,
                        Scope.PRICES,
                        Scope.KEYS,
                        Scope.MEMBERS,
                        Scope.BUDGETS);
    }

    @Test
    void whatIsMissingIsSaidAtItsField() {
        navigate(AccountView.class);
        click("New token");

        click("Make token");
        assertThat(find(TextField.class).withLabel("Name").single().getErrorMessage())
                .isEqualTo("Enter a name, on one line and of characters that can be seen.");
        test(find(TextField.class).withLabel("Name").single()).setValue("nightly");
        click("Make token");

        assertThat(scopes().getErrorMessage()).isEqualTo("Choose one or more.");
        assertThat(tokens.all()).isEmpty();
    }

    @Test
    void aRefusalIsSaidInTheDialog() {
        tokens.setMost(0);
        navigate(AccountView.class);
        click("New token");
        test(find(TextField.class).withLabel("Name").single()).setValue("nightly");
        scopes().setValue(Set.of(Scope.OWN_USAGE));

        click("Make token");

        assertThat(find(InlineAlert.class, find(Dialog.class).single()).single().getText())
                .isEqualTo("You have 0 tokens already. Revoke one that you do not need any more.");
    }

    @Test
    void aTokenIsRevokedAfterAQuestion() {
        tokens.hold(MIA, ACME, wanted("laptop"));
        tokens.hold(MIA, ACME, wanted("server"));
        navigate(AccountView.class);

        test(find(Button.class).withAttribute("aria-label", "Revoke laptop").single())
                .click();
        test(find(ConfirmDialog.class).single()).confirm();

        assertThat(tokens.all()).extracting(ApiToken::name).containsExactly("server");
        assertThat(find(Span.class).withText("laptop").exists()).isFalse();
    }

    @Test
    void allAreRevokedTogether() {
        tokens.hold(MIA, ACME, wanted("laptop"));
        tokens.hold(MIA, ACME, wanted("server"));
        navigate(AccountView.class);

        click("Revoke all");
        test(find(ConfirmDialog.class).single()).confirm();

        assertThat(tokens.all()).isEmpty();
        assertThat(find(Button.class).withText("Revoke all").exists()).isFalse();
    }

    @Test
    @WithMockUser("owner@acme.example")
    void ownersSeeAndRevokeTheTokensOfOthers() {
        tokens.hold(MIA, ACME, wanted("laptop"));
        navigate(AccountView.class);
        assertThat(find(Span.class).withText("laptop, of Mia Schmidt").exists()).isTrue();

        test(find(Button.class).withAttribute("aria-label", "Revoke laptop").single())
                .click();
        test(find(ConfirmDialog.class).single()).confirm();

        assertThat(tokens.all()).isEmpty();
    }

    @Test
    void nobodyElseSeesThem() {
        tokens.hold(new Person(FakeAccess.SECOND, "second", "Sam Okafor"), ACME, wanted("laptop"));

        navigate(AccountView.class);

        assertThat(find(Section.class).withId("organization-tokens").exists()).isFalse();
    }

    private static NewApiToken wanted(String name) {
        return new NewApiToken(name, Set.of(Scope.OWN_USAGE), BrowserlessApplication.NOW.plus(Duration.ofDays(1)));
    }

    private List<Scope> offered() {
        return scopes().getListDataView().getItems().toList();
    }

    @SuppressWarnings("unchecked") // It is found by its raw class.
    private CheckboxGroup<Scope> scopes() {
        return find(CheckboxGroup.class).single();
    }

    private void click(String text) {
        test(find(Button.class).withText(text).single()).click();
    }
}
