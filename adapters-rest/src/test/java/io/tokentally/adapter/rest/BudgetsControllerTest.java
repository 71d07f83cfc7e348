package io.tokentally.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.Session.Scope;
import io.tokentally.domain.budget.BudgetId;
import io.tokentally.domain.budget.BudgetSubject;
import io.tokentally.domain.budget.BudgetUse;
import io.tokentally.domain.budget.TooDearCall;
import io.tokentally.domain.budget.TriedWindow;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BudgetsControllerTest extends RestTest {

    private static final String BUDGETS = "/api/v1/budgets";
    private static final String FIRST = BUDGETS + "/00000000-0000-0000-0000-000000000001";
    private static final BudgetId FIRST_ID = new BudgetId(new UUID(0, 1));
    private static final Instant OCTOBER = Instant.parse("2026-10-01T00:00:00Z");
    private static final String MONTHLY = """
            {"name": "Monthly", "measure": "cost", "amount": "50.00", "window": "month", "action": "block"}""";

    @Autowired
    private FakeBudgets budgets;

    @BeforeEach
    void signIn() {
        budgets.reset();
        usage.signIn(Role.OWNER);
    }

    @Test
    void ownersMakeOneOfTheLeastThatOneHasToSay() {
        MvcTestResult made = send("POST", BUDGETS, MONTHLY);

        assertThat(made).hasStatus(201).headers().hasValue("Location", FIRST);
        assertThat(made).bodyJson().isStrictlyEqualTo("""
                {
                  "id": "00000000-0000-0000-0000-000000000001",
                  "version": 1,
                  "terms": {
                    "name": "Monthly",
                    "selector": {},
                    "measure": "cost",
                    "amount": "50",
                    "currency": "USD",
                    "window": "month",
                    "action": "block",
                    "thresholds": [],
                    "blocking": {
                      "bound": "expected",
                      "unbounded": "pass",
                      "unpriced": "refuse",
                      "strict": false,
                      "whenUnreachable": "closed"
                    }
                  },
                  "canBeEvaded": false,
                  "canBeEvadedByServices": false,
                  "changedBy": "member@acme.example",
                  "inForceFrom": "2026-10-19T08:00:00Z",
                  "endedAt": null,
                  "resetsAt": "2026-11-01T00:00:00Z",
                  "uses": [
                    {"subject": null, "spent": "0", "reserved": "0", "unpriced": "0", "left": "50", "state": "ok"}
                  ],
                  "moreUses": 0
                }
                """);
    }

    @Test
    void whatOneSaysComesBackAsItWasAndCanBeSentAgain() {
        send("POST", BUDGETS, """
                {"name": "All of it",
                 "selector": {
                   "user": "bob", "key": "00000000-0000-0000-0000-00000000000a", "endpoint": "search",
                   "operation": "chat.completions", "provider": "openai", "model": "gpt-5*",
                   "tag": {"name": "team", "value": "search"}},
                 "forEach": "model", "measure": "tokens", "amount": "2000000",
                 "window": {"from": "2026-10-01T00:00:00Z", "until": "2026-12-01T00:00:00Z"},
                 "action": "alert", "thresholds": ["50%", "80%", "1900000"],
                 "blocking": {"bound": "worst_case", "unbounded": "ceiling", "unpriced": "pass", "ceiling": "5000",
                   "strict": true, "whenUnreachable": "open", "outputTokens": 4096}}""");

        JsonNode terms = body(get(FIRST)).at("/budget/terms");
        MvcTestResult changed = send("PUT", FIRST, terms.toString());

        assertThat(changed).hasStatusOk();
        assertThat(body(changed).path("version").asInt()).isEqualTo(2);
        assertThat(body(changed).path("terms")).isEqualTo(terms);
        assertThat(terms.at("/blocking/outputTokens").asLong()).isEqualTo(4_096);
        assertThat(terms.at("/selector/tag/value").asString()).isEqualTo("search");
        assertThat(terms.at("/window/until").asString()).isEqualTo("2026-12-01T00:00:00Z");
        assertThat(terms.has("currency")).isFalse();
        assertThat(body(changed).path("canBeEvaded").asBoolean()).isTrue();
    }

    @Test
    void eachValueOfATagMayHaveTheAmount() {
        String each = MONTHLY.replace("\"measure\"", "\"forEach\": {\"tag\": \"team\"}, \"measure\"");
        assertThat(send("POST", BUDGETS, each))
                .hasStatus(201)
                .bodyJson()
                .extractingPath("$.terms.forEach.tag")
                .isEqualTo("team");
        assertThat(body(get(FIRST)).at("/budget/canBeEvaded").asBoolean()).isTrue();
        assertThat(body(send("POST", BUDGETS + "/dry-run", each))
                        .path("canBeEvaded")
                        .asBoolean())
                .isTrue();
        budgets.used(use("ads", "1", "0"), use("search", "2", "0"));
        JsonNode uses = body(get(BUDGETS + "/effective?tag=team=ads")).at("/budgets/0/budget/uses");
        assertThat(uses.valueStream().map(one -> one.path("subject").asString()).toList())
                .contains("ads");

        for (String wrong : List.of("{\"tag\": \"\"}", "{}", "\"tag\"", "7")) {
            assertThat(send("POST", BUDGETS, each.replace("{\"tag\": \"team\"}", wrong)))
                    .hasStatus(400)
                    .bodyText()
                    .contains("forEach");
        }
    }

    @Test
    void eachOnesAmountIsToldTheMostUsedFirst() {
        send("POST", BUDGETS, """
                {"name": "Each", "forEach": "user", "measure": "cost", "amount": "10", "window": {"rollingHours": 24},
                 "action": "block", "thresholds": ["80%"]}""");
        budgets.used(use("alice", "1", "0.5"), use("bob", "8.5", "3", "2.5"), use("carol", "10", "0"));

        assertThat(get(BUDGETS)).hasStatusOk().bodyJson().isLenientlyEqualTo("""
                {
                  "organization": "acme",
                  "budgets": [{
                    "terms": {"forEach": "user", "window": {"rollingHours": 24}},
                    "canBeEvaded": false,
                    "canBeEvadedByServices": true,
                    "resetsAt": null,
                    "uses": [
                      {"subject": "bob", "spent": "8.5", "reserved": "3", "unpriced": "2.5", "left": "0", "state": "warning"},
                      {"subject": "carol", "spent": "10", "reserved": "0", "unpriced": "0", "left": "0", "state": "over"},
                      {"subject": "alice", "spent": "1", "reserved": "0.5", "left": "8.5", "state": "ok"}
                    ]
                  }]
                }
                """);
    }

    @Test
    void oneIsToldWithItsWindowsAndVersions() {
        send("POST", BUDGETS, MONTHLY);
        send("PUT", FIRST, MONTHLY.replace("50.00", "80"));
        budgets.wereUsed(new BudgetUse(
                FIRST_ID, BudgetSubject.ALL, OCTOBER, new BigDecimal("48.20"), BigDecimal.ZERO, BigDecimal.ZERO));

        assertThat(get(FIRST)).hasStatusOk().bodyJson().isLenientlyEqualTo("""
                {
                  "organization": "acme",
                  "budget": {"version": 2},
                  "windows": [{"from": "2026-10-01T00:00:00Z", "subject": null, "spent": "48.2"}],
                  "moreWindows": 0,
                  "versions": [
                    {"version": 2, "changedBy": "member@acme.example", "terms": {"amount": "80"}},
                    {"version": 1, "changedBy": "member@acme.example", "terms": {"amount": "50"}}
                  ]
                }
                """);
    }

    @Test
    void oneThatWasEndedIsKnownByItsIdAlone() {
        send("POST", BUDGETS, MONTHLY);

        assertThat(send("DELETE", FIRST, "")).hasStatus(204);

        assertThat(get(BUDGETS))
                .bodyJson()
                .extractingPath("$.budgets")
                .asArray()
                .isEmpty();
        assertThat(get(FIRST))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.budget.endedAt")
                .isNotNull();
        assertThat(send("DELETE", FIRST, "")).hasStatus(404).bodyText().contains("unknown-budget");
        assertThat(send("POST", BUDGETS, MONTHLY)).as("the name is free again").hasStatus(201);
    }

    @Test
    void aDryRunTellsWhatWouldHaveBeenRefusedAndSetsNothing() {
        budgets.wouldHaveSeen(new TriedWindow(
                BudgetSubject.ALL,
                OCTOBER,
                new BigDecimal("57.5"),
                Instant.parse("2026-10-17T00:00:00Z"),
                12,
                new BigDecimal("7.5")));

        assertThat(send("POST", BUDGETS + "/dry-run", MONTHLY))
                .hasStatusOk()
                .bodyJson()
                .isStrictlyEqualTo("""
                {
                  "organization": "acme",
                  "matchesNothing": false,
                  "canBeEvaded": false,
                  "canBeEvadedByServices": false,
                  "spent": "57.5",
                  "callsRefused": 12,
                  "refused": "7.5",
                  "suggestedAmount": "69",
                  "tooDear": null,
                  "windows": [{
                    "from": "2026-10-01T00:00:00Z",
                    "subject": null,
                    "spent": "57.5",
                    "passedAt": "2026-10-17T00:00:00Z",
                    "callsRefused": 12,
                    "refused": "7.5"
                  }]
                }
                """);
        assertThat(get(BUDGETS))
                .bodyJson()
                .extractingPath("$.budgets")
                .asArray()
                .isEmpty();
    }

    @Test
    void aCallThatWouldNeverGoOutIsToldWithWhatHelps() {
        budgets.wouldNeverLetOut(new TooDearCall(
                Provider.OPENAI,
                new ModelName("gpt-5"),
                1_000_000,
                500_000,
                new BigDecimal("0.40"),
                Set.of(TooDearCall.Remedy.RAISE_AMOUNT, TooDearCall.Remedy.LIMIT_OUTPUT)));

        assertThat(send("POST", BUDGETS + "/dry-run", MONTHLY.replace("observe", "block")))
                .hasStatusOk()
                .bodyJson()
                .isLenientlyEqualTo("""
                {"tooDear": {"provider": "openai", "model": "gpt-5", "inputTokens": 1000000, "outputTokens": 500000,
                  "setsAside": "0.4", "remedies": ["limit_output", "raise_amount"]}}""");
    }

    @Test
    void aSelectorOfNoCallIsTold() {
        assertThat(send("POST", BUDGETS + "/dry-run", MONTHLY))
                .hasStatusOk()
                .bodyJson()
                .isLenientlyEqualTo("""
                {"matchesNothing": true, "suggestedAmount": null, "windows": []}""");
    }

    @Test
    void aTokenThatSeesNobodysCallsTriesNothing() {
        usage.byToken(Scope.BUDGETS);
        assertThat(send("POST", BUDGETS + "/dry-run", MONTHLY))
                .hasStatus(403)
                .bodyText()
                .contains("organization_usage");

        usage.byToken(Scope.BUDGETS, Scope.ORGANIZATION_USAGE);
        assertThat(send("POST", BUDGETS + "/dry-run", MONTHLY)).hasStatusOk();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ?user=bob&model=gpt-5-mini          | always always
            ?user=bob                           | always perhaps
            ?user=carol&model=gpt-4.1           | ''
            ?model=gpt-5-mini                   | perhaps always
            ''                                  | perhaps perhaps
            """)
    void budgetsOfACallAreThoseThatNothingKnownOfItSpeaksAgainst(String question, String binds) {
        send("POST", BUDGETS, MONTHLY.replace("\"measure\"", "\"selector\": {\"user\": \"bob\"}, \"measure\""));
        send(
                "POST",
                BUDGETS,
                MONTHLY.replace("Monthly", "Two")
                        .replace("\"measure\"", "\"selector\": {\"model\": \"gpt-5*\"}, \"measure\""));

        JsonNode found = body(get(BUDGETS + "/effective" + question)).path("budgets");

        assertThat(String.join(
                        " ",
                        found.valueStream()
                                .map(one -> one.path("binds").asString())
                                .toList()))
                .isEqualTo(binds);
    }

    @Test
    void ofEachOnesAmountsTheCallersIsTold() {
        send("POST", BUDGETS, MONTHLY.replace("\"measure\"", "\"forEach\": \"user\", \"measure\""));
        budgets.used(use("alice", "1", "0"), use("bob", "2", "0"));

        assertThat(get(BUDGETS + "/effective?user=bob"))
                .bodyJson()
                .extractingPath("$.budgets[0].budget.uses[*].subject")
                .asArray()
                .containsExactly("bob");
    }

    @Test
    void otherThanOwnersSetNone() {
        send("POST", BUDGETS, MONTHLY);
        usage.signIn(Role.ADMIN);

        assertThat(send("POST", BUDGETS, MONTHLY)).hasStatus(403).bodyText().contains("Only owners set budgets.");
        assertThat(send("PUT", FIRST, MONTHLY)).hasStatus(403);
        assertThat(send("DELETE", FIRST, "")).hasStatus(403);
        assertThat(send("POST", BUDGETS + "/dry-run", MONTHLY)).hasStatus(403);
        assertThat(get(BUDGETS)).hasStatusOk();
    }

    private static BudgetUse use(String user, String spent, String reserved) {
        return use(user, spent, reserved, "0");
    }

    private static BudgetUse use(String user, String spent, String reserved, String unpriced) {
        return new BudgetUse(
                FIRST_ID,
                new BudgetSubject(user),
                OCTOBER,
                new BigDecimal(spent),
                new BigDecimal(reserved),
                new BigDecimal(unpriced));
    }

    private MvcTestResult send(String method, String path, String body) {
        return mvc.method(HttpMethod.valueOf(method))
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .exchange();
    }

    private static JsonNode body(MvcTestResult result) {
        return new JsonMapper().readTree(result.getResponse().getContentAsByteArray());
    }
}
