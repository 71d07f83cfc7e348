package io.tokentally.adapter.pricefile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.pricing.ModelPrice;
import io.tokentally.domain.pricing.PriceLint;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PriceLintTest {

    @Test
    void theBuiltInBookHasNothingSuspect() {
        assertThat(PriceLint.findings(FileListPrices.builtIn().priceBook().prices()))
                .isEmpty();
    }

    @Test
    void whatFollowsWithoutAGapAndCostsSomethingElseIsFine() {
        assertThat(lint("""
                {"from": "2025-01-01", "until": "2025-06-01", "tiers": {"standard": {"input": 1, "cachedInput": 1}}},
                {"from": "2025-06-01", "tiers": {
                  "standard": {"input": 2, "cachedInput": 1, "cacheWrite": 2, "cacheWrite1h": 2, "cacheWrite12h": 2, "output": 0},
                  "batch": {"input": 2}, "priority": {"input": 2}}}""")).isEmpty();
    }

    @Test
    void findsAGapBetweenVersions() {
        assertThat(lint("""
                {"from": "2025-01-01", "until": "2025-05-31", "tiers": {"standard": {"input": 1}}},
                {"from": "2025-06-01", "tiers": {"standard": {"input": 1}}}"""))
                .containsExactly(
                        "Between acme/own/standard/2025-01-01 and acme/own/standard/2025-06-01 there is a gap");
    }

    @Test
    void findsAnOverlapOfVersionsThatMatchOtherNames() {
        String split = """
                {"from": "2025-01-01", "tiers": {"standard": {"input": 1}}}]},
                {"model": "own", "match": ["other"], "prices": [
                {"from": "2025-06-01", "tiers": {"standard": {"input": 1}}}""";

        assertThat(lint(split))
                .containsExactly("acme/own/standard/2025-01-01 and acme/own/standard/2025-06-01 overlap");
    }

    @Test
    void aCorrectionIsNoOverlap() {
        assertThat(lint("""
                {"from": "2025-01-01", "tiers": {"standard": {"input": 1}}},
                {"from": "2025-01-01", "corrected": "2025-02-01", "reason": "typo", "tiers": {"standard": {"input": 2}}}""")).isEmpty();
    }

    @Test
    void aVersionThatWasWithdrawnIsNotLookedAt() {
        assertThat(lint("""
                {"from": "2025-01-01", "withdrawn": {"day": "2025-02-01", "reason": "typo"},
                  "tiers": {"standard": {"input": 1, "cachedInput": 2}}},
                {"from": "2025-06-01", "tiers": {"standard": {"input": 1}}}""")).isEmpty();
    }

    @Test
    void findsAPriceAHundredfoldOffThatBefore() {
        assertThat(lint("""
                {"from": "2025-01-01", "until": "2025-06-01", "tiers": {"standard": {"input": 1}}},
                {"from": "2025-06-01", "tiers": {"standard": {"input": "0.01"}}}"""))
                .containsExactly(
                        "acme/own/standard/2025-01-01 and acme/own/standard/2025-06-01: the prices of INPUT_TOKENS are a hundredfold apart");
    }

    @Test
    void findsAPriceAHundredfoldOffThatOfTheStandardTier() {
        assertThat(lint("""
                {"from": "2025-01-01", "tiers": {"standard": {"input": 1}, "priority": {"input": 100}}}"""))
                .containsExactly(
                        "acme/own/standard/2025-01-01 and acme/own/priority/2025-01-01: the prices of INPUT_TOKENS are a hundredfold apart");
    }

    @Test
    void findsCachedInputDearerThanInput() {
        assertThat(lint(standard("\"input\": 1, \"cachedInput\": \"1.01\"")))
                .containsExactly("acme/own/standard/2025-01-01: CACHED_INPUT_TOKENS are dearer than INPUT_TOKENS");
        assertThat(lint(standard("\"audioInput\": 1, \"cachedAudioInput\": 2")))
                .containsExactly(
                        "acme/own/standard/2025-01-01: CACHED_AUDIO_INPUT_TOKENS are dearer than AUDIO_INPUT_TOKENS");
        assertThat(lint(standard("\"input\": 1, \"cachedInput\": 1, \"above\": {\"9\": {\"cachedInput\": 2}}")))
                .containsExactly("acme/own/standard/2025-01-01: CACHED_INPUT_TOKENS are dearer than INPUT_TOKENS");
    }

    @Test
    void findsCacheWritesCheaperThanInputOrThanShorterOnes() {
        assertThat(lint(standard("\"input\": 2, \"cacheWrite\": 1")))
                .containsExactly("acme/own/standard/2025-01-01: INPUT_TOKENS are dearer than CACHE_WRITE_TOKENS");
        assertThat(lint(standard("\"cacheWrite\": 2, \"cacheWrite1h\": 1")))
                .containsExactly(
                        "acme/own/standard/2025-01-01: CACHE_WRITE_TOKENS are dearer than CACHE_WRITE_1H_TOKENS");
        assertThat(lint(standard("\"cacheWrite\": 2, \"cacheWrite12h\": 1")))
                .containsExactly(
                        "acme/own/standard/2025-01-01: CACHE_WRITE_TOKENS are dearer than CACHE_WRITE_12H_TOKENS");
    }

    @Test
    void findsLongInputsCheaperThanShortOnes() {
        assertThat(lint(standard("\"input\": 2, \"above\": {\"200000\": {\"input\": 1}}")))
                .containsExactly(
                        "acme/own/standard/2025-01-01: INPUT_TOKENS are cheaper above 200000 input tokens than below");
    }

    @Test
    void findsBatchAndFlexDearerAndPriorityCheaperThanStandard() {
        for (String tier : List.of("batch", "flex", "background-2h", "background-8h")) {
            assertThat(lint("""
                    {"from": "2025-01-01", "tiers": {"standard": {"input": 1}, "%s": {"input": 2}}}""".formatted(tier)))
                    .containsExactly("acme/own/%s/2025-01-01: INPUT_TOKENS are dearer than on the standard tier"
                            .formatted(tier));
        }
        for (String tier : List.of("priority", "fast", "ultrafast")) {
            assertThat(lint("""
                    {"from": "2025-01-01", "tiers": {"standard": {"input": 2}, "%s": {"input": 1}}}""".formatted(tier)))
                    .containsExactly("acme/own/%s/2025-01-01: INPUT_TOKENS are cheaper than on the standard tier"
                            .formatted(tier));
        }
    }

    @Test
    void findsThePriceOfOneTokenWhereThatOfAMillionIsMeant() {
        assertThat(lint(standard("\"input\": 2.5e-06")))
                .containsExactly(
                        "acme/own/standard/2025-01-01: USD 0.0000025 per million INPUT_TOKENS looks like the price of one token");
    }

    @Test
    void findsATokenPriceThatNoModelHas() {
        assertThat(lint(standard("\"input\": 1000.01")))
                .containsExactly(
                        "acme/own/standard/2025-01-01: USD 1000.01 per million INPUT_TOKENS is more than any model costs");
        assertThat(lint(standard("\"input\": 1000"))).isEmpty();
    }

    @Test
    void findsATierWithoutItsStandardTier() {
        assertThat(lint("""
                {"from": "2025-01-01", "tiers": {"batch": {"input": 1}}},
                {"from": "2025-06-01", "tiers": {"standard": {"input": 1}}}"""))
                .containsExactly("acme/own/batch/2025-01-01: there is no price of the standard tier at that time");
    }

    private static String standard(String rates) {
        return "{\"from\": \"2025-01-01\", \"tiers\": {\"standard\": {%s}}}".formatted(rates);
    }

    private static List<String> lint(String prices) {
        String file = """
                {"currency": "USD", "author": "Test", "provider": "acme", "source": "Test",
                 "models": [{"model": "own", "prices": [%s]}]}""".formatted(prices);
        List<ModelPrice> read = new JsonFile(
                        "lint.json", new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)))
                .read(PriceFileReader::read)
                .prices();
        return PriceLint.findings(read).stream().map(PriceLint.Finding::what).toList();
    }
}
