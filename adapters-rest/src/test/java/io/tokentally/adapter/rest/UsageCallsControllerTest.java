package io.tokentally.adapter.rest;

import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.metering.CallAttempt;
import io.tokentally.domain.metering.CallId;
import io.tokentally.domain.metering.CallTrace;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.Tags;
import io.tokentally.domain.metering.UsagePart;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.Adjustment;
import io.tokentally.domain.pricing.BilledPart;
import io.tokentally.domain.pricing.Cost;
import io.tokentally.domain.pricing.CostLine;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.Percentage;
import io.tokentally.domain.pricing.Rate;
import io.tokentally.domain.report.Attribute;
import io.tokentally.domain.report.TooManyCallsException;
import io.tokentally.domain.usage.CallFilter;
import io.tokentally.domain.usage.CallRanking;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.domain.usage.UsageRecordId;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class UsageCallsControllerTest extends RestTest {

    @Test
    void listsACall() {
        UsageRecord call = aUsageRecord().build();
        usage.holds(call);

        assertThat(get("/api/v1/usage/calls?days=30"))
                .hasStatusOk()
                .hasContentType("application/json")
                .bodyJson()
                .isStrictlyEqualTo("""
                        {
                          "organization": "acme",
                          "period": {"from": "2026-09-21", "to": "2026-10-20", "days": 30, "zone": "UTC"},
                          "total": 1,
                          "limit": 50,
                          "removedUntil": null,
                          "nextCursor": null,
                          "calls": [{
                            "id": "%s",
                            "createdAt": "2026-10-15T12:00:00Z",
                            "userId": "member@acme.example",
                            "attribution": "context",
                            "endpoint": "extract_candidate_info",
                            "operation": "chat.completions",
                            "provider": "openai",
                            "model": "gpt-4.1-nano",
                            "servedModel": "gpt-4.1-nano-2025-04-14",
                            "serviceTier": "standard",
                            "region": null,
                            "inputTokens": 10000,
                            "outputTokens": 2500,
                            "totalTokens": 12500,
                            "usage": "reported",
                            "quantities": {"input_tokens": 10000, "output_tokens": 2500},
                            "cost": "0.002",
                            "currency": "USD",
                            "costStatus": "measured",
                            "freeOfCharge": false,
                            "priceVersion": "gpt-4.1-nano-2025-04-14",
                            "inputBand": null,
                            "costLines": [
                              {"unit": "input_tokens", "quantity": 10000, "price": "0.1", "per": 1000000,
                               "adjustments": [], "amount": "0.001"},
                              {"unit": "output_tokens", "quantity": 2500, "price": "0.4", "per": 1000000,
                               "adjustments": [], "amount": "0.001"}
                            ],
                            "responseTimeMs": 850,
                            "timeToFirstTokenMs": null,
                            "success": true,
                            "tags": {},
                            "virtualKeyId": null
                          }]
                        }
                        """.formatted(call.id()));
    }

    @Test
    void aCallThroughTheGatewayHasItsTagsAndItsKey() {
        usage.holds(aUsageRecord()
                .madeWith(new VirtualKeyId(new UUID(0, 7)), new Tags(Map.of("team", "search")))
                .build());

        assertThat(get("/api/v1/usage/calls")).bodyJson().isLenientlyEqualTo("""
                {"calls": [{"tags": {"team": "search"}, "virtualKeyId": "00000000-0000-0000-0000-000000000007"}]}
                """);
    }

    @Test
    void aCallTellsByWhatItIsFoundElsewhere() {
        usage.holds(aUsageRecord()
                .tracedBy(new CallTrace(Map.of("session-id", "s1"), "req_1"))
                .build());

        assertThat(get("/api/v1/usage/calls")).bodyJson().isLenientlyEqualTo("""
                {"calls": [{"providerRequestId": "req_1", "clientIds": {"session-id": "s1"}}]}
                """);
    }

    @Test
    void oneOfSeveralAttemptsTellsOfTheOthers() {
        CallId call = new CallId(new UUID(0, 9));
        UsageRecord first = aUsageRecord()
                .failing(new Outcome.Failure(Outcome.Failure.Kind.PROVIDER_ERROR, 500, null, null))
                .tracedBy(new CallTrace(Map.of(), null, new CallAttempt(1, call)))
                .withSeed(1)
                .build();
        UsageRecord second = aUsageRecord()
                .tracedBy(new CallTrace(Map.of(), null, new CallAttempt(2, call)))
                .withSeed(2)
                .build();
        usage.holds(first, second);

        assertThat(get("/api/v1/usage/calls/" + second.id())).bodyJson().isLenientlyEqualTo("""
                        {"attempt": 2, "attemptOf": "00000000-0000-0000-0000-000000000009", "attempts": [
                          {"id": "%s", "attempt": 1, "success": false, "error": {"kind": "provider_error", "httpStatus": 500},
                           "cost": "0", "costStatus": "free"},
                          {"id": "%s", "attempt": 2, "success": true, "cost": "0.002", "costStatus": "measured"}]}
                        """.formatted(
                        first.id(), second.id()));
        assertThat(get("/api/v1/usage/calls"))
                .bodyText()
                .contains("\"attempt\":2")
                .doesNotContain("\"attempts\"");
    }

    @Test
    void aCallOfWhoseAttemptsNobodyToldSaysNothing() {
        UsageRecord call = aUsageRecord().build();
        usage.holds(call);

        assertThat(get("/api/v1/usage/calls/" + call.id()))
                .bodyText()
                .doesNotContain("attempt\"", "attemptOf", "attempts");
    }

    @Test
    void aCallThatWasAnsweredAfterAShutdownSaysSo() {
        usage.holds(aUsageRecord()
                .tracedBy(new CallTrace(Map.of("session-id", "after-shutdown"), null))
                .build());

        assertThat(get("/api/v1/usage/calls")).bodyJson().isLenientlyEqualTo("""
                {"calls": [{"modelShutDown": "2026-10-23"}]}
                """);
    }

    @Test
    void aCallWithoutAPriceHasNoCost() {
        usage.holds(aUsageRecord().unpriced().build());

        assertThat(get("/api/v1/usage/calls")).bodyJson().isLenientlyEqualTo("""
                {"calls": [{"cost": null, "costStatus": "unpriced", "unpricedReason": "no_price"}]}
                """);
    }

    @Test
    void anEstimatedCallSaysSoAndNamesWhatRaisedItsPrice() {
        CostLine line = new CostLine(
                1_000,
                new Rate(UsageUnit.INPUT_TOKENS, Money.usd("0.10"), 1_000_000),
                List.of(new Adjustment(Adjustment.Kind.REGION_UPLIFT, "eu", Percentage.of("10"))));
        usage.holds(aUsageRecord()
                .withCost(Cost.estimated(Money.USD, List.of(line), "nano-1"))
                .build());

        assertThat(get("/api/v1/usage/calls")).bodyJson().isLenientlyEqualTo("""
                {"calls": [{"cost": "0.00011", "costStatus": "estimated", "costLines": [{"amount": "0.00011",
                  "adjustments": [{"kind": "region_uplift", "basis": "eu", "percent": "10"}]}]}]}
                """);
        assertThat(get("/api/v1/usage/export.csv?columns=all"))
                .bodyText()
                .contains(
                        "Response Time (ms),Cost Status,",
                        ",850,estimated,",
                        ",input_tokens 1000 × 0.1/1000000 +10% eu = 0.00011,nano-1,");
    }

    @Test
    void aCallThatIsBilledInPartsTellsThem() {
        Rate rate = new Rate(UsageUnit.INPUT_TOKENS, Money.usd("5"), 1_000_000);
        UsageRecord call = aUsageRecord()
                .inParts(
                        UsagePart.of("response", null, input(1_000)),
                        UsagePart.of("image_generation", new ModelName("gpt-image-2"), input(171)))
                .withCost(Cost.measured(
                        Money.USD,
                        List.of(
                                new CostLine(1_000, rate, List.of(), new BilledPart(0, new ModelName("gpt-5.5"), "a")),
                                new CostLine(
                                        171, rate, List.of(), new BilledPart(1, new ModelName("gpt-image-2"), "b"))),
                        "a"))
                .build();
        usage.holds(call);

        assertThat(get("/api/v1/usage/calls")).bodyJson().isLenientlyEqualTo("""
                {"calls": [{"usageParts": [
                    {"kind": "response", "model": null, "serviceTier": null, "quantities": {"input_tokens": 1000},
                     "requestInputTokens": 1000},
                    {"kind": "image_generation", "model": "gpt-image-2", "quantities": {"input_tokens": 171}}],
                  "costLines": [{"part": 0, "model": "gpt-5.5", "priceVersion": "a", "amount": "0.005"},
                    {"part": 1, "model": "gpt-image-2", "priceVersion": "b"}]}]}
                """);
        assertThat(get("/api/v1/usage/export.csv?columns=all"))
                .bodyText()
                .contains(
                        "response: input_tokens 1000; image_generation gpt-image-2: input_tokens 171",
                        "gpt-image-2: input_tokens 171 × 5/1000000 = ");
    }

    private static Quantities input(long tokens) {
        return Quantities.builder().add(UsageUnit.INPUT_TOKENS, tokens).build();
    }

    @Test
    void aFailedCallSaysHow() {
        usage.holds(aUsageRecord()
                .failing(new Outcome.Failure(
                        Outcome.Failure.Kind.PROVIDER_ERROR, 429, "insufficient_quota", "rate_limit_exceeded"))
                .build());

        assertThat(get("/api/v1/usage/calls")).bodyJson().isLenientlyEqualTo("""
                {"calls": [{"success": false, "cost": "0", "costStatus": "free", "error": {"kind": "provider_error",
                  "httpStatus": 429, "type": "insufficient_quota", "code": "rate_limit_exceeded"}}]}
                """);
    }

    @Test
    void asksForTheNewestFiftyOfTheViewerUnlessToldOtherwise() {
        get("/api/v1/usage/calls");

        assertThat(usage.lastLimit()).isEqualTo(50);
        assertThat(usage.lastQuery().scope()).isEqualTo(UsageScope.OWN);
        assertThat(usage.lastQuery().filter()).isEqualTo(CallFilter.ALL);
    }

    @Test
    void asksForWhatTheParametersSay() {
        usage.signIn(Role.OWNER);

        get("/api/v1/usage/calls?scope=organization&endpoint=chat&model=gpt-5&status=failed&user=ada&limit=1000");

        assertThat(usage.lastLimit()).isEqualTo(1000);
        assertThat(usage.lastQuery().scope()).isEqualTo(UsageScope.ORGANIZATION);
        assertThat(usage.lastQuery().filter())
                .hasToString("CallFilter[values={ENDPOINT=chat, MODEL=gpt-5, USER=ada, STATUS=FAILED}]");
    }

    @Test
    void callsThatStandOutComeWithoutACursor() {
        usage.holds(IntStream.range(0, 7)
                .mapToObj(seed -> aUsageRecord().withSeed(seed).build())
                .toList()::stream);

        JsonNode page = json(get("/api/v1/usage/calls?order=slowest&limit=3"));

        assertThat(page.get("calls")).hasSize(3);
        assertThat(page.get("nextCursor").isNull()).isTrue();
        assertThat(usage.lastRanking()).isEqualTo(CallRanking.SLOWEST);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            order=oldest          | order must be newest, dearest or slowest
            order=dearest&cursor=x | cursor goes on with the newest calls
            """)
    void thereIsNoOtherOrder(String parameters, String said) {
        assertThat(get("/api/v1/usage/calls?" + parameters))
                .hasStatus(400)
                .bodyText()
                .contains(said);
    }

    @Test
    void somebodysCallsMayBeTooManyToBeCompared() {
        usage.failWith(new TooManyCallsException(200_000));

        assertThat(get("/api/v1/usage/calls?order=dearest"))
                .hasStatus(400)
                .bodyText()
                .contains("at most 200000", "Ask for fewer days");
    }

    @Test
    void callsWithATagMayBeAmongTooMany() {
        usage.failWith(new TooManyCallsException(200_000));

        for (String path : List.of("calls", "export.csv")) {
            assertThat(get("/api/v1/usage/" + path + "?tag=team=search"))
                    .hasStatus(400)
                    .bodyText()
                    .contains("looked for among at most 200000", "Ask for fewer days");
        }
    }

    @Test
    void callsAreFoundByAnyTags() {
        get("/api/v1/usage/calls?tag=cost center=a,b=c&tag=team=");

        assertThat(usage.lastQuery().filter().tags()).isEqualTo(Map.of("cost center", "a,b=c", "team", ""));
    }

    @Test
    void eachDimensionIsAFilter() {
        get("/api/v1/usage/calls?operation=responses&service_tier=flex&cost_status=UNPRICED&failure_kind=TIMEOUT");

        assertThat(usage.lastQuery().filter().values())
                .isEqualTo(Map.of(
                        Attribute.OPERATION, "responses",
                        Attribute.SERVICE_TIER, "flex",
                        Attribute.COST_STATUS, "UNPRICED",
                        Attribute.FAILURE_KIND, "TIMEOUT"));
    }

    @Test
    void pagesFollowEachOtherByTheirCursors() {
        List<UsageRecord> calls = IntStream.range(0, 7)
                .mapToObj(seed -> aUsageRecord().withSeed(seed).build())
                .toList();
        usage.holds(calls::stream);
        List<String> ids = new ArrayList<>();

        String cursor = "";
        while (cursor != null) {
            JsonNode page = json(get("/api/v1/usage/calls?limit=3&cursor={cursor}", cursor));
            page.path("calls").forEach(call -> ids.add(call.path("id").asString()));
            cursor = page.path("nextCursor").isNull()
                    ? null
                    : page.path("nextCursor").asString();
        }

        assertThat(ids)
                .containsExactlyElementsOf(calls.stream()
                        .map(UsageRecord::id)
                        .sorted(Comparator.reverseOrder())
                        .map(UsageRecordId::toString)
                        .toList());
    }

    @Test
    void aCursorThatIsNotOursIsRefused() {
        usage.holds(aUsageRecord().build());
        usage.signIn(Role.OWNER);
        String cursor =
                json(get("/api/v1/usage/calls?limit=1")).path("nextCursor").asString();
        char[] changed = cursor.toCharArray();
        changed[3] = changed[3] == 'A' ? 'B' : 'A';

        for (String query : List.of(
                "cursor=" + new String(changed),
                "cursor=" + cursor + "AAAA",
                "cursor=x",
                "cursor=%00",
                "endpoint=other&cursor=" + cursor,
                "scope=organization&cursor=" + cursor)) {
            assertThat(mvc.get().uri(URI.create("/api/v1/usage/calls?" + query)).exchange())
                    .as(query)
                    .hasStatus(400)
                    .bodyText()
                    .contains("cursor");
        }
        assertThat(get("/api/v1/usage/calls?limit=5&days=7&cursor={cursor}", cursor))
                .hasStatusOk();
    }

    @Test
    void oneCallIsFoundByItsId() {
        UsageRecord call = aUsageRecord().build();
        usage.holds(call);

        assertThat(get("/api/v1/usage/calls/{id}", call.id()))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.id")
                .isEqualTo(call.id().toString());
        for (String id : List.of(
                "01a13f6e-fa00-7000-8000-000000000009", "6f9619ff-8b86-4011-b42d-00cf4fc964ff", "x", "1-1-1-1-1")) {
            assertThat(get("/api/v1/usage/calls/{id}", id))
                    .as(id)
                    .hasStatus(404)
                    .bodyText()
                    .contains("unknown-call");
        }
    }

    @Test
    void membersDoNotSeeTheOrganizationsCalls() {
        assertThat(get("/api/v1/usage/calls?scope=organization")).hasStatus(403);
        assertThat(get("/api/v1/usage/export.csv?scope=organization")).hasStatus(403);
    }

    private static JsonNode json(MvcTestResult answer) {
        return new JsonMapper().readTree(answer.getResponse().getContentAsByteArray());
    }
}
