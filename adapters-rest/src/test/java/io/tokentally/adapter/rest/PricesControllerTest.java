package io.tokentally.adapter.rest;

import static io.tokentally.domain.pricing.PriceFixtures.LAUNCH;
import static io.tokentally.domain.pricing.PriceFixtures.entered;
import static io.tokentally.domain.pricing.PriceFixtures.nanoPrice;
import static io.tokentally.domain.pricing.PriceFixtures.perMillion;
import static io.tokentally.domain.pricing.PriceFixtures.price;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.Region;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.Discount;
import io.tokentally.domain.pricing.LongInputBilling;
import io.tokentally.domain.pricing.ModelPattern;
import io.tokentally.domain.pricing.Percentage;
import io.tokentally.domain.pricing.PriceTerms;
import io.tokentally.domain.pricing.Provenance;
import io.tokentally.domain.pricing.TieredRate;
import io.tokentally.domain.pricing.Validity;
import io.tokentally.domain.pricing.Withdrawal;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

class PricesControllerTest extends RestTest {

    private static final Instant CUT = Instant.parse("2026-07-30T00:00:00Z");

    @Autowired
    private FakePrices prices;

    @BeforeEach
    void setUp() {
        prices.holds(
                nanoPrice("nano-1", LAUNCH, CUT, "0.20"),
                nanoPrice("nano-2", CUT, null, "0.10"),
                price("luna-1", luna()));
    }

    /** With a rate for long inputs and an uplift. */
    private static PriceTerms luna() {
        ModelName model = new ModelName("gpt-5.6-luna");
        return new PriceTerms(
                Provider.OPENAI,
                model,
                ModelPattern.nameAndSnapshots(model),
                ServiceTier.STANDARD,
                Validity.since(CUT),
                List.of(new TieredRate(
                        perMillion(UsageUnit.INPUT_TOKENS, "1.25"),
                        List.of(new TieredRate.Tier(272_000, perMillion(UsageUnit.INPUT_TOKENS, "2.50"))))),
                LongInputBilling.WHOLE_REQUEST,
                Map.of(new Region("eu"), Percentage.of("10")),
                922_000L);
    }

    @Test
    void anOperatorReadsTheListWhichIsNoOrganizations() {
        usage.signInOperator();

        assertThat(get("/api/v1/prices?model=LUNA"))
                .hasStatusOk()
                .bodyJson()
                .doesNotHavePath("$.organization")
                .extractingPath("$.prices[0].version")
                .isEqualTo("luna-1");
        assertThat(get("/api/v1/prices/openai/gpt-5.6-luna"))
                .hasStatusOk()
                .bodyJson()
                .doesNotHavePath("$.organization");
        assertThat(get("/api/v1/prices?organization=acme")).hasStatus(404);
        assertThat(get("/api/v1/usage/summary")).hasStatus(403);
    }

    @Test
    void aMemberReadsThePricesInForce() {
        assertThat(get("/api/v1/prices?model=LUNA"))
                .hasStatusOk()
                .hasContentType("application/json")
                .bodyJson()
                .isStrictlyEqualTo("""
                        {
                          "organization": "acme",
                          "at": "2026-10-20T22:30:00Z",
                          "total": 1,
                          "offset": 0,
                          "limit": 200,
                          "prices": [{
                            "version": "luna-1",
                            "provider": "openai",
                            "model": "gpt-5.6-luna",
                            "match": ["gpt-5.6-luna", "gpt-5.6-luna-####-##-##"],
                            "serviceTier": "standard",
                            "validFrom": "2026-07-30T00:00:00Z",
                            "currency": "USD",
                            "rates": [
                              {"unit": "input_tokens", "price": "1.25", "per": 1000000},
                              {"unit": "input_tokens", "price": "2.5", "per": 1000000, "aboveInputTokens": 272000}
                            ],
                            "longInputBilling": "whole_request",
                            "maxInputTokens": 922000,
                            "regionUplifts": {"eu": "10"},
                            "origin": "built_in",
                            "source": "https://openai.com/api/pricing/",
                            "reason": "List price",
                            "author": "Tokentally",
                            "discounts": []
                          }]
                        }
                        """);
    }

    @Test
    void pricesAreThoseOfTheInstantAskedFor() {
        assertThat(get("/api/v1/prices?at=2026-07-29T23:59:59Z")).bodyJson().isLenientlyEqualTo("""
                {"total": 1, "prices": [{"version": "nano-1", "validUntil": "2026-07-30T00:00:00Z"}]}
                """);
        assertThat(get("/api/v1/prices?provider=openai&tier=standard"))
                .bodyJson()
                .isLenientlyEqualTo("""
                        {"total": 2, "prices": [{"version": "nano-2"}, {"version": "luna-1"}]}
                        """);
    }

    @Test
    void filtersAndPagesNarrowThePricesDown() {
        assertThat(get("/api/v1/prices?provider=anthropic")).bodyJson().isLenientlyEqualTo("""
                {"total": 0, "prices": []}
                """);
        assertThat(get("/api/v1/prices?tier=batch")).bodyJson().isLenientlyEqualTo("""
                {"total": 0, "prices": []}
                """);
        assertThat(get("/api/v1/prices?limit=1&offset=1")).bodyJson().isLenientlyEqualTo("""
                {"total": 2, "offset": 1, "limit": 1, "prices": [{"version": "luna-1"}]}
                """);
    }

    @Test
    void aDiscountStandsBesideTheListPrice() {
        prices.grants(new Discount(
                "discount-1",
                Provider.OPENAI,
                null,
                null,
                Percentage.of("12.5"),
                Validity.since(LAUNCH),
                entered(Provenance.Origin.OWN, LAUNCH)));

        assertThat(get("/api/v1/prices?model=nano")).bodyJson().isLenientlyEqualTo("""
                {"prices": [{"version": "nano-2", "discounts": [
                  {"id": "discount-1", "percent": "12.5", "validFrom": "2025-04-14T00:00:00Z"}]}]}
                """);
    }

    @Test
    void theHistoryHasEveryVersionAndWhatWasTakenBack() {
        prices.hasTakenBack("nano-1", new Withdrawal("owner@acme.example", "Mistyped", CUT));

        assertThat(get("/api/v1/prices/openai/gpt-4.1-nano"))
                .hasStatusOk()
                .bodyJson()
                .isLenientlyEqualTo("""
                        {"provider": "openai", "model": "gpt-4.1-nano", "versions": [
                          {"version": "nano-1", "withdrawn": {"at": "2026-07-30T00:00:00Z",
                           "author": "owner@acme.example", "reason": "Mistyped"}},
                          {"version": "nano-2"}]}
                        """);
    }

    @Test
    void aModelsNameMayHaveASlash() {
        prices.holds(price(
                "llama-1", new ModelName("meta/llama-4"), LAUNCH, null, perMillion(UsageUnit.INPUT_TOKENS, "0.2")));

        assertThat(get("/api/v1/prices/openai/meta/llama-4")).bodyJson().isLenientlyEqualTo("""
                {"model": "meta/llama-4", "versions": [{"version": "llama-1"}]}
                """);
    }

    @Test
    void aModelThatNeverHadAPriceIsAProblem() {
        assertProblem(get("/api/v1/prices/openai/no-such-model"), 404, "unknown-model", "'no-such-model'");
        assertProblem(get("/api/v1/prices/openai/meta/no-such-model"), 404, "unknown-model", "'meta/no-such-model'");
        assertProblem(get("/api/v1/prices/openai"), 404, "unknown-path", "/v3/api-docs");
        assertProblem(get("/api/v1/prices/openai/"), 404, "unknown-path", "/v3/api-docs");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    at=yesterday | at: it must be an instant
                    at=2026-10-15 | at: it must be an instant
                    at=1999-12-31T23:59:59Z | from 2000 to 2199
                    at=2200-01-01T00:00:00Z | from 2000 to 2199
                    provider=%00 | U+0000
                    tier=%20 | blank
                    limit=1001 | from 1 to 1000
                    offset=-1 | from 0
                    organization=%00 | organization
                    """)
    void saysWhichParameterIsWrong(String query, String words) {
        MvcTestResult result =
                mvc.get().uri(URI.create("/api/v1/prices?" + query)).exchange();

        assertProblem(result, 400, "invalid-parameter", words);
    }

    @Test
    void estimatesACallLineByLine() {
        assertThat(estimate("""
                        {"provider": "openai", "model": "gpt-5.6-luna", "region": "eu",
                         "quantities": {"input_tokens": 300000}}
                        """)).hasStatusOk().bodyJson().isStrictlyEqualTo("""
                        {
                          "status": "measured",
                          "currency": "USD",
                          "total": "0.825",
                          "listTotal": "0.825",
                          "priceVersion": "luna-1",
                          "lines": [{"unit": "input_tokens", "quantity": 300000, "price": "2.5", "per": 1000000,
                            "adjustments": [{"kind": "region_uplift", "basis": "eu", "percent": "10"}],
                            "amount": "0.825"}]
                        }
                        """);
    }

    @Test
    void estimatesACallOfThePastAtItsPrice() {
        assertThat(estimate("""
                        {"provider": "openai", "model": "gpt-4.1-nano-2025-04-14", "at": "2026-07-29T23:59:59+00:00",
                         "quantities": {"input_tokens": 1, "output_tokens": 0}}
                        """)).hasStatusOk().bodyJson().isLenientlyEqualTo("""
                        {"total": "0.0000002", "priceVersion": "nano-1"}
                        """);
    }

    @Test
    void whatHasNoPriceIsUnpricedAndNeverZero() {
        assertThat(estimate("""
                        {"provider": "openai", "model": "o5-preview", "quantities": {"input_tokens": 1}}
                        """)).hasStatusOk().bodyJson().isStrictlyEqualTo("""
                        {"status": "unpriced", "currency": "USD", "total": null, "listTotal": null,
                         "priceVersion": null, "unpricedReason": "no_price", "lines": []}
                        """);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"model": "m", "quantities": {"input_tokens": 1}} | provider is missing
                    {"provider": "p", "quantities": {"input_tokens": 1}} | model is missing
                    {"provider": "p", "model": "m"} | quantities must be an object
                    {"provider": "p", "model": "m", "quantities": {}} | quantities must be an object
                    {"provider": "p", "model": "m", "quantities": 7} | quantities must be an object
                    {"provider": "p", "model": "m", "quantities": {"tokens": 1, "words": 2}} | units that there are not: 'tokens', 'words'. The units are input_tokens
                    {"provider": "p", "model": "m", "quantities": {"input_tokens": -1}} | not '-1'
                    {"provider": "p", "model": "m", "quantities": {"input_tokens": 1.5}} | not '1.5'
                    {"provider": "p", "model": "m", "quantities": {"input_tokens": "1"}} | whole number
                    {"provider": "p", "model": "m", "quantities": {"input_tokens": null}} | whole number
                    {"provider": "p", "model": "m", "quantities": {"input_tokens": 100000000001}} | from 0 to 100000000000
                    {"provider": "p", "model": "m", "quantities": {"input_tokens": 99999999999999999999}} | from 0 to 100000000000
                    {"provider": 7, "model": "m", "quantities": {"input_tokens": 1}} | provider must be a string
                    {"provider": " ", "model": "m", "quantities": {"input_tokens": 1}} | blank
                    {"provider": "p", "model": "m", "at": "noon", "quantities": {"input_tokens": 1}} | at: it must be an instant
                    {"provider": "p", "model": "m", "service_tier": "batch", "quantities": {"input_tokens": 1}} | 'service_tier' is no field of this body. The fields are provider, model, serviceTier
                    """)
    void saysWhatIsWrongWithTheBody(String body, String words) {
        assertProblem(estimate(body), 400, "invalid-parameter", words);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"provider": | no JSON from line 1
                    [] | no JSON object
                    7 | no JSON object
                    {} {} | no JSON from line 1
                    {"provider": "a", "provider": "b"} | no JSON from line 1
                    """)
    void saysThatTheBodyCannotBeRead(String body, String words) {
        assertProblem(estimate(body), 400, "unreadable-body", words);
    }

    @Test
    void anEmptyBodyIsAProblem() {
        assertProblem(estimate(""), 400, "unreadable-body", "no JSON");
    }

    @Test
    void aDeepBodyIsAProblem() {
        assertProblem(estimate("[".repeat(60_000)), 400, "unreadable-body", "no JSON");
    }

    @Test
    void aLargeBodyIsAProblem() {
        assertProblem(estimate(" ".repeat(70_000) + "{}"), 413, "unreadable-body", "more than 65536 bytes");
    }

    @Test
    void anotherFormatThanJsonIsAProblem() {
        MvcTestResult result = mvc.post()
                .uri("/api/v1/prices/estimate")
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .content("provider=openai")
                .exchange();

        assertProblem(result, 415, "unsupported-media-type", "application/json");
    }

    @Test
    void anEstimateIsPostedAndNotGot() {
        assertProblem(get("/api/v1/prices/estimate"), 405, "method-not-allowed", "Use POST.");
    }

    @Test
    void somebodyWithoutAnOrganizationIsRefused() {
        usage.signOut();

        assertProblem(get("/api/v1/prices"), 403, "forbidden", "Nobody is signed in");
        assertProblem(get("/api/v1/prices/openai/gpt-4.1-nano"), 403, "forbidden", "Nobody is signed in");
        assertProblem(
                estimate("{\"provider\": \"p\", \"model\": \"m\", \"quantities\": {\"input_tokens\": 1}}"),
                403,
                "forbidden",
                "Nobody is signed in");
    }

    private MvcTestResult estimate(String body) {
        return mvc.post()
                .uri("/api/v1/prices/estimate")
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .exchange();
    }

    private static void assertProblem(MvcTestResult result, int status, String kind, String words) {
        assertThat(result).hasStatus(status);
        assertThat(result.getResponse().getContentType()).startsWith("application/problem+json");
        assertThat(result).bodyJson().extractingPath("$.type").isEqualTo("urn:tokentally:problem:" + kind);
        assertThat(result).bodyJson().extractingPath("$.detail").asString().contains(words);
    }
}
