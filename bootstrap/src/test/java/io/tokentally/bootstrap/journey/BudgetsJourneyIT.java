package io.tokentally.bootstrap.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.icegreen.greenmail.util.GreenMailUtil;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.RateLimitException;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import io.tokentally.application.port.in.refusal.WriteRefusedCallsUseCase;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.bootstrap.gateway.SpentBudget;
import io.tokentally.bootstrap.product.Mailbox;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.metering.Tags;
import jakarta.mail.internet.MimeMessage;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a budget does, as whoever calls and whoever set it see it. */
class BudgetsJourneyIT extends Journey {

    private static final String OWNER = "owner@acme.example";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Autowired
    private ApplicationContext application;

    @Autowired
    private Environment environment;

    @Autowired
    private UsageLedger ledger;

    @Autowired
    private WriteRefusedCallsUseCase refusedCalls;

    /** What others need not meet. */
    private final List<String> made = new ArrayList<>();

    @AfterEach
    void leaveNothing() {
        made.forEach(path -> api.send(OWNER, "DELETE", path, ""));
        made.clear();
    }

    private JsonNode make(String path, String json) {
        HttpResponse<String> response = api.send(OWNER, "POST", path, json);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        JsonNode node = new JsonMapper().readTree(response.body());
        made.add(path + "/" + node.get("id").asString());
        return node;
    }

    private JsonNode key(String name) {
        return make("/api/v1/keys", "{\"name\": \"%s\", \"service\": \"%s\"}".formatted(name, name));
    }

    @Test
    void aCallThatABudgetDoesNotLetOutIsToldToItsCallerOnceAndToTheOwner() throws InterruptedException {
        JsonNode key = key("nightly import");
        String id = key.get("id").asString();
        String budget =
                SpentBudget.of(application, OWNER, id, "Nothing by night").toString();
        made.add("/api/v1/budgets/" + budget);
        OpenAIClient client = OpenAIOkHttpClient.builder()
                .baseUrl("http://127.0.0.1:%s/openai/v1".formatted(environment.getProperty("local.gateway.port")))
                .apiKey(key.get("secret").asString())
                .maxRetries(5)
                .build();
        long before = SpentBudget.requestsOfOpenAi(application);

        RateLimitException raised = catchThrowableOfType(
                RateLimitException.class,
                () -> client.chat()
                        .completions()
                        .create(ChatCompletionCreateParams.builder()
                                .model("gpt-4.1-nano")
                                .addUserMessage("Import.")
                                .build()));

        assertThat(raised).hasMessageContaining("The budget 'Nothing by night' does not let this call out: ");
        assertThat(SpentBudget.requestsOfOpenAi(application))
                .as("at the provider")
                .isEqualTo(before);
        refusedCalls.write();

        Page page = signIn(page(), OWNER);
        page.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName("Budgets").setExact(true))
                .first()
                .click();
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Nothing by night"))
                .click();
        Locator now = panel(page, "This window");
        assertThat(now).containsText("$0.00 left");
        assertThat(now).containsText("Over");
        String refusedCallsPage = now.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Refused calls"))
                .getAttribute("href");
        // A page that is loaded anew shows what is in the ledger by then.
        page.navigate("/" + refusedCallsPage);
        assertThat(page).hasURL(Pattern.compile(".*/refused-calls"));
        Locator newest = panel(page, "The newest hundred");
        newest.locator("td").first().waitFor();
        // Other journeys' calls are refused meanwhile, and a page shows the first twenty until it is asked for more.
        Locator more = newest.getByRole(AriaRole.BUTTON);
        if (more.isVisible()) {
            more.click();
        }
        Locator refused = row(newest, "nightly import");
        assertThat(refused).hasCount(1);
        assertThat(refused).containsText("A budget did not let the call out");
        assertThat(refused).containsText("gpt-4.1-nano");
        assertThat(foreignRequests).isEmpty();
    }

    @Test
    void anAlertOfABudgetIsAtTheBellUntilItIsSeenAndInTheMailbox() throws Exception {
        String address = "budgets-" + UUID.randomUUID() + "@acme.example";
        make(
                "/api/v1/alerts/channels",
                "{\"name\": \"%s\", \"type\": \"email\", \"address\": \"%s\"}".formatted(address, address));
        JsonNode key = key("weekly report");
        String name = "Reports " + UUID.randomUUID();
        make("/api/v1/budgets", """
                {"name": "%s", "selector": {"key": "%s"}, "measure": "cost", "amount": "0.01", "currency": "USD",
                 "window": "year", "action": "alert", "thresholds": ["50%%"]}""".formatted(name, key.get("id").asString()));
        Page page = signIn(page(), OWNER);
        // Those that the demo has made by now.
        page.navigate("/alerts");
        panel(page, "What was raised").waitFor();
        page.navigate("/budgets");

        ledger.post(IntStream.range(0, 3)
                .mapToObj(call -> aUsageRecord()
                        .at(Instant.now())
                        .madeWith(new VirtualKeyId(UUID.fromString(key.get("id").asString())), Tags.NONE)
                        .withSeed(System.nanoTime())
                        .build())
                .toList());

        page.reload();
        Locator unseen = bell(page, "$=' unseen'");
        assertThat(unseen.locator(".tt-bell-count")).hasText(Pattern.compile("[1-9][0-9]*"));
        unseen.click();
        Locator alert = row(panel(page, "What was raised"), name);
        assertThat(alert).hasCount(1);
        assertThat(alert).containsText("Warning");
        assertThat(alert).containsText("New");
        assertThat(alert).containsText("$0.006 of $0.01 spent, which passed 50%");
        page.reload();
        assertThat(alert).not().containsText("New");
        assertThat(bell(page, "='Alerts'")).isVisible();

        List<MimeMessage> mail = Mailbox.awaitFor(address, PATIENCE);
        assertThat(mail).hasSize(1);
        assertThat(mail.getFirst().getSubject()).startsWith("[warning] Budget: " + name);
        assertThat(GreenMailUtil.getBody(mail.getFirst()))
                .contains("spent: 0.006")
                .contains("amount: 0.01");
        assertThat(foreignRequests).isEmpty();
    }

    private static Locator panel(Page page, String heading) {
        return page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName(heading));
    }

    private static Locator row(Locator panel, String text) {
        return panel.locator("tr", new Locator.LocatorOptions().setHasText(text));
    }

    private static Locator bell(Page page, String labelled) {
        return page.locator(".tt-bell a[aria-label" + labelled + "]:visible");
    }
}
