package io.tokentally.bootstrap.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;

class PeopleJourneyIT extends Journey {

    private static final String LOGIN = "member@globex.example";
    private static final String OWN_PASSWORD = "a password of my own";

    @Test
    void somebodyWhosePasswordWasResetChoosesAPasswordBeforeAnythingElse() {
        String oneTimePassword = reset(signIn(page(), "owner@globex.example"));

        Page page = page();
        submitSignIn(page, LOGIN, oneTimePassword);
        page.waitForURL("**/account**");
        page.navigate("/api-usage");
        page.waitForURL("**/account**");
        page.getByLabel("New password", new Page.GetByLabelOptions().setExact(true))
                .fill(OWN_PASSWORD);
        page.getByLabel("New password, once more").fill(OWN_PASSWORD);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Change password"))
                .click();

        page.waitForURL("**/api-usage**");
        assertThat(page.getByText("Your Requests").first()).isVisible();
        assertThat(api.get(LOGIN, OWN_PASSWORD, "/api/v1/usage/summary").statusCode())
                .isEqualTo(200);
        assertThat(api.get(LOGIN, oneTimePassword, "/api/v1/usage/summary").statusCode())
                .isEqualTo(401);
    }

    @Test
    void anInvitationIsAcceptedByItsLinkOnceAndByNobodyElse() {
        String login = "new.person@globex.example";
        Page owner = signIn(page(), "owner@globex.example");
        owner.navigate("/people");
        owner.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Invite a person"))
                .click();
        Locator dialog = owner.getByRole(AriaRole.DIALOG);
        dialog.getByLabel("Email").fill(login);
        dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Invite"))
                .click();
        String link = owner.locator("#tt-private-link").textContent();

        Page invited = page();
        invited.navigate(link);
        assertThat(invited.locator("[data-organization]")).hasText("Globex");
        invited.getByLabel("Your name").fill("New Person");
        invited.getByLabel("New password", new Page.GetByLabelOptions().setExact(true))
                .fill(OWN_PASSWORD);
        invited.getByLabel("New password, once more").fill(OWN_PASSWORD);
        invited.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Join"))
                .click();
        invited.locator("[data-state=joined]").waitFor();
        submitSignIn(invited, login, OWN_PASSWORD);
        invited.waitForURL("**/api-usage**");
        assertThat(invited.getByText("New Person").first()).isVisible();

        Page late = page();
        late.navigate(link);
        assertThat(late.getByText("This link opens nothing any more")).isVisible();
        owner.reload();
        assertThat(owner.getByText(login)).isVisible();
    }

    @Test
    void peopleAreForOwnersOnly() {
        Page page = signIn(page(), "admin@acme.example");

        assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("People")))
                .hasCount(0);
        page.navigate("/people");
        page.locator("h1").first().waitFor();
        assertThat(page.getByText("Mia Berg")).hasCount(0);
    }

    private static String reset(Page page) {
        page.navigate("/people");
        page.getByLabel("Reset the password of Marco Ruiz").click();
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Reset password").setExact(true))
                .click();
        return page.locator("#tt-one-time-password").textContent();
    }
}
