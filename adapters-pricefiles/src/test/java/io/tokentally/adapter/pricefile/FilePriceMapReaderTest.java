package io.tokentally.adapter.pricefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.Region;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.LongInputBilling;
import io.tokentally.domain.pricing.ModelPattern;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.Percentage;
import io.tokentally.domain.pricing.PriceMap;
import io.tokentally.domain.pricing.PriceRefusedException;
import io.tokentally.domain.pricing.PriceTerms;
import io.tokentally.domain.pricing.Rate;
import io.tokentally.domain.pricing.TieredRate;
import io.tokentally.domain.pricing.Validity;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FilePriceMapReaderTest {

    private static final Instant JUNE = Instant.parse("2026-06-01T00:00:00Z");
    private static final Instant JULY = Instant.parse("2026-07-01T00:00:00Z");
    private static final Instant AUGUST = Instant.parse("2026-08-01T00:00:00Z");

    @ParameterizedTest
    @EnumSource
    void whatIsNoMapOfItsFormIsRefusedByName(PriceMap.Format format) {
        for (String content : List.of("", "[", "7", "[7]", "{\"a\": 7}", "[{\"models\": []}]", "{\"models\": []}")) {
            assertThatExceptionOfType(PriceRefusedException.class)
                    .describedAs(content)
                    .isThrownBy(() -> read(format, content))
                    .withMessageStartingWith("The price file map.json cannot be used: ");
        }
    }

    @Nested
    class OwnForm {

        @Test
        void takesTheBuiltInFormFromAnInstantOn() {
            PriceMap map = read(PriceMap.Format.TOKENTALLY, """
                    {"currency": "USD", "author": "A", "provider": "acme", "source": "B", "models": [
                      {"model": "own", "prices": [
                        {"from": "2026-01-01", "until": "2026-07-01", "tiers": {"standard": {"input": 1}}},
                        {"from": "2026-07-01", "tiers": {"standard": {"input": 2}}}]},
                      {"model": "gone", "prices": [
                        {"from": "2026-01-01", "until": "2026-06-01", "tiers": {"standard": {"input": 1}}}]}]}""");

            assertThat(termsOf(map))
                    .extracting(PriceTerms::validity)
                    .containsExactly(new Validity(JUNE, JULY), Validity.since(JULY));
            assertThat(map.remarks()).isEmpty();
            assertThat(map.source()).isEqualTo("map.json");
        }

        @Test
        void aCorrectionCountsInPlaceOfWhatItCorrects() {
            PriceMap map = read(PriceMap.Format.TOKENTALLY, """
                    {"currency": "USD", "author": "A", "provider": "acme", "source": "B", "models": [
                      {"model": "own", "prices": [
                        {"from": "2026-01-01", "tiers": {"standard": {"input": 1}}},
                        {"from": "2026-01-01", "corrected": "2026-02-01", "reason": "typo",
                         "tiers": {"standard": {"input": 2}}}]}]}""");

            assertThat(termsOf(map))
                    .singleElement()
                    .satisfies(terms -> assertThat(terms.rateOf(UsageUnit.INPUT_TOKENS))
                            .contains(TieredRate.flat(million(UsageUnit.INPUT_TOKENS, "2"))));
        }
    }

    @Nested
    class GenaiPrices {

        @Test
        void takesPricesTiersAndUnits() {
            PriceMap map = genai("""
                    {"id": "own", "match": {"equals": "own"}, "prices": {
                      "input_mtok": {"base": 1.25, "tiers": [{"start": 200000, "price": 2.5}]},
                      "cache_write_1h_mtok": 2, "output_image_mtok": "30", "web_searches_kcount": 10}}""");

            assertThat(map.remarks()).isEmpty();
            assertThat(termsOf(map)).singleElement().satisfies(terms -> {
                assertThat(terms.provider()).isEqualTo(new Provider("acme"));
                assertThat(terms.serviceTier()).isEqualTo(ServiceTier.STANDARD);
                assertThat(terms.longInputBilling()).isEqualTo(LongInputBilling.WHOLE_REQUEST);
                assertThat(terms.rates())
                        .containsExactlyInAnyOrder(
                                new TieredRate(
                                        million(UsageUnit.INPUT_TOKENS, "1.25"),
                                        List.of(new TieredRate.Tier(200_000, million(UsageUnit.INPUT_TOKENS, "2.5")))),
                                TieredRate.flat(million(UsageUnit.CACHE_WRITE_1H_TOKENS, "2")),
                                TieredRate.flat(million(UsageUnit.IMAGE_OUTPUT_TOKENS, "30")),
                                TieredRate.flat(new Rate(UsageUnit.WEB_SEARCHES, Money.usd("10"), 1_000)));
            });
        }

        @Test
        void takesDatedPricesFromTheirDayOn() {
            PriceMap map = genai("""
                    {"id": "own", "match": {"equals": "own"}, "prices": [
                      {"prices": {"input_mtok": 1}},
                      {"constraint": {"start_date": "2026-07-01"}, "prices": {"input_mtok": 2}},
                      {"constraint": {"start_date": "2026-08-01"}, "prices": {"input_mtok": 3}}]}""");

            assertThat(termsOf(map))
                    .extracting(PriceTerms::validity)
                    .containsExactly(new Validity(JUNE, JULY), new Validity(JULY, AUGUST), Validity.since(AUGUST));
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "{\"equals\": \"own\"}                              | own",
                    "{\"starts_with\": \"own-\"}                        | own-*",
                    "{\"ends_with\": \"-own\"}                          | *-own",
                    "{\"or\": [{\"equals\": \"a\"}, {\"equals\": \"b\"}]} | a b",
                    "{\"regex\": \"^own-5\\\\.6-\\\\d{4}-\\\\d{2}$\"}   | own-5.6-####-##",
                    "{\"regex\": \"^own-\\\\d\"}                        | own-#*",
                    "{\"regex\": \"own-\\\\d$\"}                        | *own-#"
                })
        void translatesRulesForNames(String match, String patterns) {
            PriceMap map = genai("{\"id\": \"own\", \"match\": %s, \"prices\": {\"input_mtok\": 1}}".formatted(match));

            assertThat(map.remarks()).isEmpty();
            assertThat(termsOf(map))
                    .singleElement()
                    .satisfies(terms -> assertThat(terms.matches())
                            .extracting(ModelPattern::text)
                            .containsExactly(patterns.split(" ", -1)));
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "{\"regex\": \"^(a+)+$\"}",
                    "{\"regex\": \"^own.$\"}",
                    "{\"regex\": \"^own\\\\w$\"}",
                    "{\"regex\": \"^own-\\\\d{2,4}$\"}",
                    "{\"regex\": \"^own-\\\\d{12}$\"}",
                    "{\"regex\": \"^own-\\\\d+$\"}",
                    "{\"regex\": \"^own\\\\\"}",
                    "{\"and\": [{\"equals\": \"a\"}]}",
                    "{\"sounds_like\": \"own\"}",
                    "{\"equals\": 7}"
                })
        void aRuleThatCannotBeTranslatedIsRemarked(String match) {
            PriceMap map = genai("""
                    {"id": "own", "match": {"or": [%s, {"equals": "own"}]}, "prices": {"input_mtok": 1}}""".formatted(match));

            assertThat(termsOf(map)).hasSize(1);
            assertThat(remarksOf(map))
                    .singleElement()
                    .satisfies(remark ->
                            assertThat(remark).startsWith("acme/own: ").endsWith("for names cannot be translated"));
        }

        @Test
        void whatIsNotUnderstoodIsRemarkedAndTheRestTaken() {
            PriceMap map = read(PriceMap.Format.GENAI_PRICES, """
                    [{"id": "acme", "surcharge": 1, "models": [
                      {"id": "a", "match": {"equals": "a"}, "fee": 1,
                       "prices": {"input_mtok": 1, "requests_kcount": 5}},
                      {"id": "b", "match": {"equals": "b"}, "prices": {}},
                      {"id": "c", "match": {"equals": "c"}, "prices": [
                        {"prices": {"input_mtok": 1}},
                        {"constraint": {"start_time": "00:30:00Z", "end_time": "16:30:00Z"}, "prices": {"input_mtok": 2}}]},
                      {"id": "d", "match": {"regex": "(d+)+"}, "prices": {"input_mtok": 1}}]}]""");

            assertThat(termsOf(map)).extracting(terms -> terms.model().value()).containsExactly("a", "c");
            assertThat(remarksOf(map))
                    .containsExactly(
                            "acme: the field surcharge is not known",
                            "acme/a: the field fee is not known",
                            "acme/a: there is no unit for requests_kcount",
                            "acme/b: it is left out, since it has no prices",
                            "acme/c: the price at other times, start_time, end_time, is left out: prices that change with the hour are not known here",
                            "acme/d: the rule regex \"(d+)+\" for names cannot be translated",
                            "acme/d: it is left out, since none of its rules for names can be translated");
        }

        @Test
        void ofTwoEntriesForANameTheFirstCountsAndTheSecondKeepsWhatIsItsOwn() {
            PriceMap map = genai("""
                    {"id": "a", "match": {"starts_with": "a-"}, "prices": {"input_mtok": 1}},
                    {"id": "b", "match": {"or": [{"starts_with": "a-"}, {"equals": "b"}]}, "prices": {"input_mtok": 2}},
                    {"id": "c", "match": {"equals": "b"}, "prices": {"input_mtok": 3}},
                    {"id": "a", "match": {"equals": "x"}, "prices": {"input_mtok": 4}}""");

            assertThat(termsOf(map))
                    .extracting(terms -> terms.matches().toString())
                    .containsExactly("[a-*]", "[b]");
            assertThat(remarksOf(map))
                    .containsExactly(
                            "acme/b: a-* on the standard tier is left to a, which stands before it and matches as well by a-*",
                            "acme/c: b on the standard tier is left to b, which stands before it and matches as well by b",
                            "acme/c: it is left out on the standard tier, since no name is left to it",
                            "acme/a: the standard price of a stands in the map already; the first counts");
        }

        @Test
        void ofNamesThatContainATextThoseThatBeginWithItAreTaken() {
            PriceMap map = genai("""
                    {"id": "opus-6", "match": {"contains": "opus-6"}, "prices": {"input_mtok": 1}},
                    {"id": "opus-7", "match": {"contains": "opus-7"}, "prices": {"input_mtok": 2}}""");

            assertThat(termsOf(map))
                    .extracting(terms -> terms.matches().toString())
                    .containsExactly("[opus-6*]", "[opus-7*]");
            assertThat(remarksOf(map))
                    .contains("acme/opus-6: of the names that contain \"opus-6\", those that begin with it are taken");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "-1        | The price of INPUT_TOKENS must not be negative: USD -1",
                    "1000000   | USD 1000000 per 1000000 INPUT_TOKENS is absurd",
                    "\"cheap\" | there must be a decimal, not \"cheap\"",
                    "1e999999999 | "
                })
        void aNegativeOrAbsurdPriceIsLeftOutWithItsLineAndTheRestTaken(String price, String reason) {
            PriceMap map = genai("""
                    {"id": "own", "match": {"equals": "own"}, "prices": {
                      "input_mtok": %s}},
                    {"id": "fine", "match": {"equals": "fine"}, "prices": {"input_mtok": 1}}""".formatted(price));

            assertThat(termsOf(map)).extracting(terms -> terms.model().value()).containsExactly("fine");
            assertThat(map.remarks()).singleElement().satisfies(remark -> {
                assertThat(remark.place()).isEqualTo(new PriceMap.Place(new Provider("acme"), "acme/own", 1));
                assertThat(remark.what()).startsWith("it is left out: line 2: " + (reason == null ? "" : reason));
            });
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "{\"start\": 200, \"price\": 2}, {\"start\": 100, \"price\": 3} | must begin one after the other",
                    "{\"start\": 0, \"price\": 2}                              | must begin above 1 input token or more",
                    "{\"start\": 200}                                          | the field price is missing"
                })
        void tiersThatAreNoneLeaveTheirEntryOut(String tiers, String reason) {
            PriceMap map = genai("""
                    {"id": "own", "match": {"equals": "own"}, "prices": {
                      "input_mtok": {"base": 1, "tiers": [%s]}}},
                    {"id": "fine", "match": {"equals": "fine"}, "prices": {"input_mtok": 1}}""".formatted(tiers));

            assertThat(termsOf(map)).extracting(terms -> terms.model().value()).containsExactly("fine");
            assertThat(remarksOf(map))
                    .singleElement()
                    .satisfies(remark -> assertThat(remark)
                            .startsWith("acme/own: it is left out: line 2: ")
                            .contains(reason));
        }

        private static PriceMap genai(String models) {
            return read(PriceMap.Format.GENAI_PRICES, "[{\"id\": \"acme\", \"models\": [%s]}]".formatted(models));
        }
    }

    @Nested
    class LiteLlm {

        @Test
        void readsPricesPerTokenAsExactDecimals() {
            PriceTerms terms = only("""
                    "own": {"litellm_provider": "openai", "mode": "chat", "max_tokens": 7, "supports_vision": true,
                      "cache_read_input_token_cost": 2.5e-08, "input_cost_per_token": 1e-07,
                      "output_cost_per_token": 0.0000004}""");

            assertThat(terms.provider()).isEqualTo(Provider.OPENAI);
            assertThat(terms.matches()).extracting(ModelPattern::text).containsExactly("own", "own-####-##-##");
            assertThat(terms.validity()).isEqualTo(Validity.since(JUNE));
            assertThat(terms.rates())
                    .containsExactlyInAnyOrder(
                            TieredRate.flat(million(UsageUnit.INPUT_TOKENS, "0.1")),
                            TieredRate.flat(million(UsageUnit.CACHED_INPUT_TOKENS, "0.025")),
                            TieredRate.flat(million(UsageUnit.OUTPUT_TOKENS, "0.4")));
        }

        @Test
        void takesServiceTiersWithTheToolsOfTheStandardOne() {
            PriceMap map = litellm("""
                    "own": {"litellm_provider": "openai", "input_cost_per_token": 4e-06,
                      "input_cost_per_token_batches": 2e-06, "input_cost_per_token_flex": 2e-06,
                      "input_cost_per_token_priority": 8e-06, "code_interpreter_cost_per_session": 0.03,
                      "search_context_cost_per_query": {"search_context_size_low": 0.01, "search_context_size_high": 0.010}}""");

            assertThat(map.remarks()).isEmpty();
            assertThat(termsOf(map))
                    .extracting(terms -> terms.serviceTier().value())
                    .containsExactlyInAnyOrder("standard", "batch", "flex", "priority");
            assertThat(termsOf(map)).allSatisfy(terms -> {
                assertThat(terms.rateOf(UsageUnit.WEB_SEARCHES))
                        .contains(TieredRate.flat(new Rate(UsageUnit.WEB_SEARCHES, Money.usd("10"), 1_000)));
                assertThat(terms.rateOf(UsageUnit.CODE_INTERPRETER_SESSIONS))
                        .contains(TieredRate.flat(new Rate(UsageUnit.CODE_INTERPRETER_SESSIONS, Money.usd("0.03"), 1)));
            });
        }

        @Test
        void takesLongInputsForTheWholeRequest() {
            PriceTerms terms = only("""
                    "own": {"litellm_provider": "anthropic",
                      "cache_creation_input_token_cost_above_1hr": 6e-06,
                      "cache_creation_input_token_cost_above_1hr_above_200k_tokens": 1.2e-05}""");

            assertThat(terms.longInputBilling()).isEqualTo(LongInputBilling.WHOLE_REQUEST);
            assertThat(terms.rates())
                    .containsExactly(new TieredRate(
                            million(UsageUnit.CACHE_WRITE_1H_TOKENS, "6"),
                            List.of(new TieredRate.Tier(200_000, million(UsageUnit.CACHE_WRITE_1H_TOKENS, "12")))));
        }

        @Test
        void takesSecondsCharactersImagesAndRegions() {
            assertThat(only("\"w\": {\"litellm_provider\": \"openai\", \"input_cost_per_second\": 0.0001}")
                            .rates())
                    .containsExactly(TieredRate.flat(new Rate(UsageUnit.AUDIO_SECONDS, Money.usd("0.0001"), 1)));
            assertThat(only("""
                            "t": {"litellm_provider": "openai", "mode": "audio_speech",
                              "input_cost_per_character": 1.5e-05}""").rates())
                    .containsExactly(TieredRate.flat(new Rate(UsageUnit.SPEECH_CHARACTERS, Money.usd("0.000015"), 1)));
            assertThat(only("\"i\": {\"litellm_provider\": \"openai\", \"output_cost_per_image\": 0.04}")
                            .rates())
                    .containsExactly(TieredRate.flat(new Rate(UsageUnit.IMAGES, Money.usd("0.04"), 1)));
            assertThat(only("""
                            "r": {"litellm_provider": "openai", "input_cost_per_token": 1e-06,
                              "regional_processing_uplift_multiplier_eu": 1.1}""").regionUplifts()).containsExactly(entry(new Region("eu"), Percentage.of("10")));
        }

        @Test
        void anEmbeddingHasNoOutputToPriceAtNothing() {
            assertThat(only("""
                            "e": {"litellm_provider": "openai", "mode": "embedding", "input_cost_per_token": 1e-07,
                              "output_cost_per_token": 0.0}""").rates()).containsExactly(TieredRate.flat(million(UsageUnit.INPUT_TOKENS, "0.1")));
        }

        @ParameterizedTest
        @CsvSource({
            "gpt-4o, openai, openai, gpt-4o",
            "azure/gpt-4o, azure, azure, gpt-4o",
            "gemini/gemini-2.5-pro, gemini, google, gemini-2.5-pro",
            "gemini-2.5-pro, vertex_ai-language-models, google, gemini-2.5-pro",
            "vertex_ai/claude-opus-5, vertex_ai-anthropic_models, google, claude-opus-5",
            "openrouter/openai/gpt-4o, openrouter, openrouter, openai/gpt-4o",
            "text-davinci-003, text-completion-openai, openai, text-davinci-003",
            "1024-x-1024/dall-e-3, openai, openai, 1024-x-1024/dall-e-3"
        })
        void namesProviderAndModelAsCallsDo(String name, String litellm, String provider, String model) {
            PriceTerms terms = only("""
                    "%s": {"litellm_provider": "%s", "input_cost_per_token": 1e-06}""".formatted(name, litellm));

            assertThat(terms.provider().value()).isEqualTo(provider);
            assertThat(terms.model().value()).isEqualTo(model);
        }

        @Test
        void theSampleIsPassedOverAndWhatIsNotUnderstoodRemarked() {
            PriceMap map = litellm("""
                    "sample_spec": {"litellm_provider": "one of …", "input_cost_per_token": 0, "anything": "goes"},
                    "a": {"litellm_provider": "openai", "input_cost_per_token": 1e-06, "input_cost_per_pixel": 1e-08,
                      "output_cost_per_token_above_128k_tokens": 1e-06,
                      "search_context_cost_per_query": {"low": 0.03, "high": 0.05}},
                    "b": {"litellm_provider": "openai", "mode": "chat"},
                    "c": {"input_cost_per_token": 1e-06},
                    "openai/a": {"litellm_provider": "openai", "input_cost_per_token": 2e-06}""");

            assertThat(termsOf(map))
                    .singleElement()
                    .satisfies(terms -> assertThat(terms.rates())
                            .containsExactly(TieredRate.flat(million(UsageUnit.INPUT_TOKENS, "1"))));
            assertThat(remarksOf(map))
                    .containsExactly(
                            "a: the field input_cost_per_pixel is not known",
                            "a: web searches are left out, since their price depends on the context's size",
                            "a: OUTPUT_TOKENS on the standard tier are left out: they have a price for long inputs only",
                            "b: it is left out, since it has no prices that are known here",
                            "c: it is left out, since it names no provider",
                            "openai/a: the standard price of a stands in the map already; the first counts");
        }

        @Test
        void whatIsNegativeAbsurdOrNoObjectIsLeftOutWithItsLineAndTheRestTaken() {
            PriceMap map = litellm("""
                    "last_updated": "2026-07-24T18:23:43+00:00",
                    "a": {"litellm_provider": "openai",
                      "input_cost_per_token": -1e-06},
                    "wandb/b": {"litellm_provider": "wandb", "input_cost_per_token": 0.055},
                    "c": 7,
                    "d": {"litellm_provider": "openai", "input_cost_per_token": 1e-06}""");

            assertThat(termsOf(map)).extracting(terms -> terms.model().value()).containsExactly("d");
            assertThat(map.remarks())
                    .containsExactly(
                            new PriceMap.Remark(
                                    new PriceMap.Place(Provider.OPENAI, "a", 2),
                                    "it is left out: line 3: The price of INPUT_TOKENS must not be negative: USD -1"),
                            new PriceMap.Remark(
                                    new PriceMap.Place(new Provider("wandb"), "wandb/b", 4),
                                    "it is left out: line 4: USD 55000 per 1000000 INPUT_TOKENS is absurd: the most that is taken is USD 10000 per million"),
                            new PriceMap.Remark(
                                    new PriceMap.Place(null, "c", 5), "it is left out, since it is 7 and no object"));
        }

        @Test
        void aFieldThatSaysNothingOfPricesIsNotRemarked() {
            assertThat(litellm("""
                            "a": {"litellm_provider": "openai", "input_cost_per_token": 1e-06,
                              "gemini_audio_only_live": true, "rules": "x", "ocr_cost_per_page": 1}""").remarks())
                    .extracting(PriceMap.Remark::what)
                    .containsExactly("the field ocr_cost_per_page is not known");
        }

        private static PriceTerms only(String entries) {
            PriceMap map = litellm(entries);
            assertThat(map.remarks()).isEmpty();
            assertThat(termsOf(map)).hasSize(1);
            return termsOf(map).getFirst();
        }

        private static PriceMap litellm(String entries) {
            return read(PriceMap.Format.LITELLM, "{" + entries + "}");
        }
    }

    private static List<PriceTerms> termsOf(PriceMap map) {
        return map.offers().stream().map(PriceMap.Offer::terms).toList();
    }

    private static List<String> remarksOf(PriceMap map) {
        return map.remarks().stream()
                .map(remark -> remark.place().entry() + ": " + remark.what())
                .toList();
    }

    private static Rate million(UsageUnit unit, String usd) {
        return new Rate(unit, Money.usd(usd), 1_000_000);
    }

    private static PriceMap read(PriceMap.Format format, String content) {
        return new FilePriceMapReader()
                .read(format, "map.json", new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)), JUNE);
    }
}
