package io.tokentally.bootstrap.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.tokentally.application.port.in.key.AuthenticateKeyUseCase;
import io.tokentally.application.port.in.key.KeyCheck;
import io.tokentally.application.port.in.key.KeyCheck.Reason;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.metering.Tags;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import tools.jackson.databind.json.JsonMapper;

class KeysJourneyIT extends Journey {

    @Autowired
    private AuthenticateKeyUseCase authenticate;

    @Autowired
    private UsageLedger ledger;

    @Autowired
    private Environment environment;

    /** The port that is set here is 0, and the gateway listens on another. */
    @Test
    void programsAreGivenTheAddressThatTheGatewayListensOn() {
        Page page = signIn(page(), "member@acme.example");
        page.navigate("/keys");

        assertThat(page.getByText(
                        "http://localhost:%s/openai/v1".formatted(environment.getProperty("local.gateway.port"))))
                .isVisible();
    }

    @Test
    void escapeThrowsNothingAwayThatWasTypedUnlessOneMeansIt() {
        Page page = signIn(page(), "admin@acme.example");
        page.navigate("/keys");
        Locator form = page.getByRole(AriaRole.DIALOG);
        Locator question = page.getByRole(AriaRole.ALERTDIALOG);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("New key"))
                .click();
        form.getByLabel("Name").pressSequentially("half a na");
        page.keyboard().press("Escape");

        assertThat(question).containsText("Discard what you entered?");
        assertThat(question.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Keep editing")))
                .isFocused();
        page.keyboard().press("Enter");
        assertThat(question).isHidden();
        assertThat(form.getByLabel("Name")).hasValue("half a na");

        // While the question closes, the form is not the one on top yet.
        assertThat(page.locator("vaadin-confirm-dialog")).hasCount(0);
        form.getByLabel("Name").press("Escape");
        question.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Discard"))
                .click();
        assertThat(form).isHidden();

        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("New key"))
                .click();
        assertThat(form.getByLabel("Name")).hasValue("");
        page.keyboard().press("Escape");
        assertThat(form).isHidden();
        assertThat(question).isHidden();
    }

    @Test
    void aKeyIsRotatedAndBothAreLookedAtTogether() {
        String body = api.send("admin@acme.example", "POST", "/api/v1/keys", "{\"name\": \"build server\"}")
                .body();
        String old = new JsonMapper().readTree(body).get("secret").asString();
        Page page = signIn(page(), "admin@acme.example");
        page.navigate("/keys");
        Locator rows = page.locator("tr", new Page.LocatorOptions().setHasText("build server"));
        rows.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Rotate"))
                .click();
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Rotate"))
                .click();

        String secret = page.locator("#tt-issued-key").textContent();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Done"))
                .click();
        assertThat(rows).hasCount(2);
        assertThat(rows.filter(new Locator.FilterOptions().setHasText("works until")))
                .hasCount(1);
        assertThat(rows.filter(new Locator.FilterOptions().setHasText("Replaces")))
                .hasCount(1);
        for (String working : List.of(old, secret)) {
            assertThat(authenticate.check(working)).isInstanceOf(KeyCheck.Accepted.class);
        }

        List<VirtualKeyId> ids = StreamSupport.stream(
                        new JsonMapper()
                                .readTree(api.get("admin@acme.example", "/api/v1/keys")
                                        .body())
                                .get("keys")
                                .spliterator(),
                        false)
                .filter(key -> key.get("name").asString().equals("build server"))
                .map(key -> new VirtualKeyId(UUID.fromString(key.get("id").asString())))
                .toList();
        ledger.post(IntStream.range(0, 5)
                .mapToObj(call -> aUsageRecord()
                        .at(Instant.now().minusSeconds(call))
                        .by(new UserId("admin@acme.example"))
                        .madeWith(ids.get(call % 2), Tags.NONE)
                        .withSeed(call)
                        .build())
                .toList());
        page.navigate("/api-usage?scope=organization&key="
                + ids.stream().map(VirtualKeyId::toString).collect(Collectors.joining(",")));
        assertThat(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Key: build server")))
                .isVisible();
        assertThat(page.locator(".tt-matching")).hasText("5 calls · $0.01");
        assertThat(foreignRequests).isEmpty();
    }

    @Test
    void aMemberMakesAKeySeesItOnceAndRevokesIt() {
        Page page = signIn(page(), "second@acme.example");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Keys"))
                .click();
        page.getByText("No keys yet").waitFor();

        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("New key"))
                .click();
        page.getByRole(AriaRole.DIALOG).getByLabel("Name").fill("my script");
        page.keyboard().press("Enter");
        String secret = page.locator("#tt-issued-key").textContent();
        assertThat(authenticate.check(secret)).isInstanceOf(KeyCheck.Accepted.class);
        assertThat(page.getByText("api_key=KEY").first()).isVisible();
        page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
        page.getByLabel("Copy: Python, openai").click();
        assertThat(page.getByText("Copied").first()).isVisible();
        assertThat(page.evaluate("navigator.clipboard.readText()").toString())
                .matches("client = OpenAI\\(base_url=\"http://localhost:\\d+/.*\", api_key=KEY\\)");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Done"))
                .click();

        page.reload();
        Locator row = page.locator("tr", new Page.LocatorOptions().setHasText("my script"));
        assertThat(row).containsText("Active");
        assertThat(page.content()).doesNotContain(secret);

        Locator revoke = row.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Revoke"));
        revoke.click();
        Locator question = page.getByRole(AriaRole.ALERTDIALOG);
        assertThat(question.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Cancel")))
                .isFocused();
        assertThat(question.locator("vaadin-button[focused]")).hasCount(1);
        page.keyboard().press("Enter");
        assertThat(question).isHidden();
        assertThat(row).containsText("Active");

        revoke.click();
        question.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Revoke"))
                .click();
        assertThat(row).containsText("Revoked");
        assertThat(authenticate.check(secret))
                .isInstanceOfSatisfying(
                        KeyCheck.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.REVOKED));
        assertThat(foreignRequests).isEmpty();
    }
}
