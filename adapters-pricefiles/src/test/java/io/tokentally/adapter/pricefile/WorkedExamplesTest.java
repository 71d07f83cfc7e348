package io.tokentally.adapter.pricefile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.Region;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.Cost;
import io.tokentally.domain.pricing.CostStatus;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.PriceBook;
import io.tokentally.domain.pricing.PriceQuery;
import io.tokentally.domain.pricing.UnpricedReason;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What calls cost by the built-in book, worked out by hand from the providers' pages.
 *
 * @see <a href="https://platform.openai.com/docs/pricing">OpenAI's prices</a>
 * @see <a href="https://platform.claude.com/docs/en/about-claude/pricing">Anthropic's prices</a>
 * @see <a href="https://ai.google.dev/gemini-api/docs/pricing">Google's prices</a>
 */
class WorkedExamplesTest {

    private static final PriceBook BOOK = FileListPrices.builtIn().priceBook();
    private static final String AUGUST = "2026-08-01T00:00:00Z";
    private static final String TODAY = "2026-11-27T00:00:00Z";

    @Test
    void nanoOnTheStandardTier() {
        // 10,000 × 0.10 + 8,000 × 0.025 + 2,500 × 0.40 = 1,000 + 200 + 1,000 millionths
        assertThat(openAi(
                        "gpt-4.1-nano-2025-04-14",
                        ServiceTier.STANDARD,
                        Map.of(
                                UsageUnit.INPUT_TOKENS, 10_000L,
                                UsageUnit.CACHED_INPUT_TOKENS, 8_000L,
                                UsageUnit.OUTPUT_TOKENS, 2_500L)))
                .isEqualTo(Money.usd("0.0022"));
    }

    @Test
    void nanoOnTheBatchTierWhereCachedInputIsBilledAsInput() {
        // 10,000 × 0.05 + 8,000 × 0.05 + 2,500 × 0.20 = 500 + 400 + 500 millionths
        assertThat(openAi(
                        "gpt-4.1-nano",
                        ServiceTier.BATCH,
                        Map.of(
                                UsageUnit.INPUT_TOKENS, 10_000L,
                                UsageUnit.CACHED_INPUT_TOKENS, 8_000L,
                                UsageUnit.OUTPUT_TOKENS, 2_500L)))
                .isEqualTo(Money.usd("0.0014"));
    }

    @Test
    void nanoOnThePriorityTier() {
        // 10,000 × 0.20 + 8,000 × 0.05 + 2,500 × 0.80 = 2,000 + 400 + 2,000 millionths
        assertThat(openAi(
                        "gpt-4.1-nano",
                        ServiceTier.PRIORITY,
                        Map.of(
                                UsageUnit.INPUT_TOKENS, 10_000L,
                                UsageUnit.CACHED_INPUT_TOKENS, 8_000L,
                                UsageUnit.OUTPUT_TOKENS, 2_500L)))
                .isEqualTo(Money.usd("0.0044"));
    }

    @Test
    void aCallOfThreeHundredThousandInputTokensIsLongAsAWhole() {
        // Beyond 272,000: 250,000 × 5 + 50,000 × 0.50 + (1,500 + 500) × 22.50 = 1,250,000 + 25,000 + 45,000 millionths
        assertThat(openAi(
                        "gpt-5.4-2026-03-05",
                        ServiceTier.STANDARD,
                        Map.of(
                                UsageUnit.INPUT_TOKENS, 250_000L,
                                UsageUnit.CACHED_INPUT_TOKENS, 50_000L,
                                UsageUnit.OUTPUT_TOKENS, 1_500L,
                                UsageUnit.REASONING_TOKENS, 500L)))
                .isEqualTo(Money.usd("1.32"));
    }

    @Test
    void aCallOfExactlyTheLimitIsNotLong() {
        // 272,000 × 2.50 = 680,000 millionths; one token more, and all of them cost 5
        assertThat(openAi("gpt-5.4", ServiceTier.STANDARD, Map.of(UsageUnit.INPUT_TOKENS, 272_000L)))
                .isEqualTo(Money.usd("0.68"));
        assertThat(openAi("gpt-5.4", ServiceTier.STANDARD, Map.of(UsageUnit.INPUT_TOKENS, 272_001L)))
                .isEqualTo(Money.usd("1.360005"));
    }

    @Test
    void lunaOnBothSidesOfItsPriceCut() {
        // 1,000,000 cache writes, 100,000 output: long, so 2.50 + 0.1 × 9, and from 2026-07-30 0.50 + 0.1 × 1.80
        Map<UsageUnit, Long> used = Map.of(UsageUnit.CACHE_WRITE_TOKENS, 1_000_000L, UsageUnit.OUTPUT_TOKENS, 100_000L);

        Cost before = cost(Provider.OPENAI, "gpt-5.6-luna", ServiceTier.STANDARD, null, "2026-07-29T23:59:59Z", used);
        Cost after = cost(Provider.OPENAI, "gpt-5.6-luna", ServiceTier.STANDARD, null, "2026-07-30T00:00:00Z", used);

        assertThat(before.total()).isEqualTo(Money.usd("3.40"));
        assertThat(before.priceVersion()).isEqualTo("openai/gpt-5.6-luna/standard/2026-07-09");
        assertThat(after.total()).isEqualTo(Money.usd("0.68"));
        assertThat(after.priceVersion()).isEqualTo("openai/gpt-5.6-luna/standard/2026-07-30");
    }

    @Test
    void claudeWithCacheWritesOfBothLengthsBeyondTwoHundredThousand() {
        // 50,000 × 6 + 100,000 × 7.50 + 60,000 × 12 + 20,000 × 0.60 + 4,000 × 22.50
        // = 300,000 + 750,000 + 720,000 + 12,000 + 90,000 millionths
        Map<UsageUnit, Long> used = Map.of(
                UsageUnit.INPUT_TOKENS, 50_000L,
                UsageUnit.CACHE_WRITE_TOKENS, 100_000L,
                UsageUnit.CACHE_WRITE_1H_TOKENS, 60_000L,
                UsageUnit.CACHED_INPUT_TOKENS, 20_000L,
                UsageUnit.OUTPUT_TOKENS, 4_000L);

        assertThat(anthropic("claude-sonnet-4-5-20250929", ServiceTier.STANDARD, null, used))
                .isEqualTo(Money.usd("1.872"));
        assertThat(anthropic("claude-sonnet-4-5-20250929", ServiceTier.BATCH, null, used))
                .isEqualTo(Money.usd("0.936"));
    }

    @Test
    void claudeKeptInTheUnitedStatesCostsATenthMorePerTokenButNotPerSearch() {
        // (100,000 × 5 + 10,000 × 25) × 1.1 = 825,000 millionths, and 3 searches at 0.01
        Map<UsageUnit, Long> used =
                Map.of(UsageUnit.INPUT_TOKENS, 100_000L, UsageUnit.OUTPUT_TOKENS, 10_000L, UsageUnit.WEB_SEARCHES, 3L);

        assertThat(anthropic("claude-opus-4-8", ServiceTier.STANDARD, new Region("us"), used))
                .isEqualTo(Money.usd("0.855"));
        assertThat(anthropic("claude-opus-4-8", ServiceTier.STANDARD, null, used))
                .isEqualTo(Money.usd("0.78"));
    }

    @Test
    void dataResidencyAtOpenAiCostsATenthMoreSinceTheModelsOfMarch2026() {
        Map<UsageUnit, Long> used = Map.of(UsageUnit.INPUT_TOKENS, 200_000L);

        // 200,000 × 2.50 × 1.1 = 550,000 millionths; gpt-4.1: 200,000 × 2
        assertThat(cost(Provider.OPENAI, "gpt-5.4", ServiceTier.STANDARD, new Region("eu"), AUGUST, used)
                        .total())
                .isEqualTo(Money.usd("0.55"));
        assertThat(cost(Provider.OPENAI, "gpt-4.1", ServiceTier.STANDARD, new Region("eu"), AUGUST, used)
                        .total())
                .isEqualTo(Money.usd("0.4"));
    }

    @Test
    void transcriptionBySecond() {
        // 95 seconds × 0.006 / 60
        assertThat(openAi("whisper-1", ServiceTier.STANDARD, Map.of(UsageUnit.AUDIO_SECONDS, 95L)))
                .isEqualTo(Money.usd("0.0095"));
    }

    @Test
    void speechByCharacter() {
        // 4,096 × 15 and × 30 millionths
        assertThat(openAi("tts-1", ServiceTier.STANDARD, Map.of(UsageUnit.SPEECH_CHARACTERS, 4_096L)))
                .isEqualTo(Money.usd("0.06144"));
        assertThat(openAi("tts-1-hd", ServiceTier.STANDARD, Map.of(UsageUnit.SPEECH_CHARACTERS, 4_096L)))
                .isEqualTo(Money.usd("0.12288"));
    }

    @Test
    void aCallWithWebSearchesFileSearchesAndACodeInterpreter() {
        // 1,000 × 1.25 millionths + 2 × 0.01 + 1 × 0.0025 + 0.03
        assertThat(openAi(
                        "gpt-5",
                        ServiceTier.STANDARD,
                        Map.of(
                                UsageUnit.INPUT_TOKENS, 1_000L,
                                UsageUnit.WEB_SEARCHES, 2L,
                                UsageUnit.FILE_SEARCHES, 1L,
                                UsageUnit.CODE_INTERPRETER_SESSIONS, 1L)))
                .isEqualTo(Money.usd("0.05375"));
        // The preview of the search costs more.
        assertThat(openAi("gpt-4o-search-preview", ServiceTier.STANDARD, Map.of(UsageUnit.WEB_SEARCHES, 2L)))
                .isEqualTo(Money.usd("0.05"));
    }

    @Test
    void imagesByToken() {
        // 100 × 5 + 323 × 10 + 4,160 × 40 = 500 + 3,230 + 166,400 millionths
        assertThat(openAi(
                        "gpt-image-1",
                        ServiceTier.STANDARD,
                        Map.of(
                                UsageUnit.INPUT_TOKENS, 100L,
                                UsageUnit.IMAGE_INPUT_TOKENS, 323L,
                                UsageUnit.IMAGE_OUTPUT_TOKENS, 4_160L)))
                .isEqualTo(Money.usd("0.17013"));
    }

    @Test
    void imagesBySizeAndQuality() {
        // 0.04 + 2 × 0.12
        assertThat(openAi(
                        "dall-e-3",
                        ServiceTier.STANDARD,
                        Map.of(UsageUnit.IMAGES_1024, 1L, UsageUnit.HD_IMAGES_1792, 2L)))
                .isEqualTo(Money.usd("0.28"));
    }

    @Test
    void moderationIsPricedAtZeroAndNotUnpriced() {
        Cost cost = cost(
                Provider.OPENAI,
                "omni-moderation-latest",
                ServiceTier.STANDARD,
                null,
                AUGUST,
                Map.of(UsageUnit.INPUT_TOKENS, 1_000L));

        assertThat(cost.status()).isEqualTo(CostStatus.MEASURED);
        assertThat(cost.total()).isEqualTo(Money.usd("0"));
    }

    @Test
    void geminiBeyondTwoHundredThousandIsLongAsAWhole() {
        // 150,000 × 2.50 + 100,000 × 0.25 + 2,000 × 15 = 375,000 + 25,000 + 30,000 millionths
        assertThat(cost(
                                Provider.GOOGLE,
                                "gemini-2.5-pro",
                                ServiceTier.STANDARD,
                                null,
                                AUGUST,
                                Map.of(
                                        UsageUnit.INPUT_TOKENS, 150_000L,
                                        UsageUnit.CACHED_INPUT_TOKENS, 100_000L,
                                        UsageUnit.OUTPUT_TOKENS, 2_000L))
                        .total())
                .isEqualTo(Money.usd("0.43"));
    }

    @Test
    void claudeAtGoogleCostsATenthMoreOnARegionalEndpoint() {
        // 100,000 × 5 × 1.1 = 550,000 millionths
        assertThat(cost(
                                Provider.GOOGLE,
                                "claude-opus-5@20260724",
                                ServiceTier.STANDARD,
                                new Region("europe-west1"),
                                AUGUST,
                                Map.of(UsageUnit.INPUT_TOKENS, 100_000L))
                        .total())
                .isEqualTo(Money.usd("0.55"));
    }

    @Test
    void lunaOfToday() {
        // 10,000 × 0.10 + 8,000 × 0.01 + 2,500 × 0.50 = 1,000 + 80 + 1,250 millionths
        assertThat(today(
                        Provider.OPENAI,
                        "gpt-6-luna",
                        "standard",
                        null,
                        Map.of(
                                UsageUnit.INPUT_TOKENS, 10_000L,
                                UsageUnit.CACHED_INPUT_TOKENS, 8_000L,
                                UsageUnit.OUTPUT_TOKENS, 2_500L)))
                .isEqualTo(Money.usd("0.00233"));
    }

    @Test
    void cacheWritesOfThirtyMinutesAndOfTwelveHours() {
        // 100,000 × 2.50 + 40,000 × 5 + 1,000 × 10 = 250,000 + 200,000 + 10,000 millionths; in the EU a tenth more
        Map<UsageUnit, Long> used = Map.of(
                UsageUnit.CACHE_WRITE_TOKENS, 100_000L,
                UsageUnit.CACHE_WRITE_12H_TOKENS, 40_000L,
                UsageUnit.OUTPUT_TOKENS, 1_000L);

        assertThat(today(Provider.OPENAI, "gpt-6.2-sol", "standard", null, used))
                .isEqualTo(Money.usd("0.46"));
        assertThat(today(Provider.OPENAI, "gpt-6.2-sol", "standard", new Region("eu"), used))
                .isEqualTo(Money.usd("0.506"));
    }

    @Test
    void aModelWithoutAPriceOfTwelveHourWritesIsUnpricedWithThem() {
        assertThat(cost(
                                Provider.OPENAI,
                                "gpt-6.1-sol",
                                ServiceTier.STANDARD,
                                null,
                                TODAY,
                                Map.of(UsageUnit.CACHE_WRITE_12H_TOKENS, 1L))
                        .unpricedReason())
                .isEqualTo(UnpricedReason.NO_PRICE);
    }

    @Test
    void ultrafastCostsThreeTimesUntilMarchAndThenSixTimes() {
        // 100,000 × 2 × 3 = 600,000 millionths, and × 6
        Map<UsageUnit, Long> used = Map.of(UsageUnit.INPUT_TOKENS, 100_000L);

        assertThat(today(Provider.OPENAI, "gpt-6.2-sol", "ultrafast", null, used))
                .isEqualTo(Money.usd("0.6"));
        assertThat(cost(Provider.OPENAI, "gpt-6.2-sol", ServiceTier.ULTRAFAST, null, "2027-03-01T00:00:00Z", used)
                        .total())
                .isEqualTo(Money.usd("1.2"));
    }

    @Test
    void backgroundResponsesAreCheaperTheLongerTheyMayTakeAndTheirSearchesAreNot() {
        // (100,000 × 2 + 10,000 × 10) × 0.7 = 210,000 millionths, and × 0.6, and 2 searches at 0.01
        Map<UsageUnit, Long> used =
                Map.of(UsageUnit.INPUT_TOKENS, 100_000L, UsageUnit.OUTPUT_TOKENS, 10_000L, UsageUnit.WEB_SEARCHES, 2L);

        assertThat(today(Provider.OPENAI, "gpt-6.2-sol", "background-2h", null, used))
                .isEqualTo(Money.usd("0.23"));
        assertThat(today(Provider.OPENAI, "gpt-6.2-sol", "background-8h", null, used))
                .isEqualTo(Money.usd("0.2"));
    }

    @Test
    void fastModeBeyondTwoHundredSeventyTwoThousandIsUnpricedWhereTheProviderListsNoPrice() {
        // 300,000 × 16 = 4,800,000 millionths
        Map<UsageUnit, Long> used = Map.of(UsageUnit.INPUT_TOKENS, 300_000L);

        assertThat(today(Provider.OPENAI, "gpt-5.6-sol", "priority", null, used))
                .isEqualTo(Money.usd("4.8"));
        assertThat(cost(Provider.OPENAI, "gpt-5.5", ServiceTier.PRIORITY, null, TODAY, used)
                        .unpricedReason())
                .isEqualTo(UnpricedReason.NO_PRICE);
    }

    @Test
    void haikuCountsReadsAndWritesOfTheCacheTowardsItsLongPrompts() {
        // 40,000 × 0.10 + 50,000 × 0.01 + 10,000 × 0.125 = 4,000 + 500 + 1,250 millionths;
        // with one token more, 40,001 × 0.50 + 50,000 × 0.05 + 10,000 × 0.625 = 20,000.5 + 2,500 + 6,250
        assertThat(today(
                        Provider.ANTHROPIC,
                        "claude-haiku-5-5",
                        "standard",
                        null,
                        Map.of(
                                UsageUnit.INPUT_TOKENS, 40_000L,
                                UsageUnit.CACHED_INPUT_TOKENS, 50_000L,
                                UsageUnit.CACHE_WRITE_TOKENS, 10_000L)))
                .isEqualTo(Money.usd("0.00575"));
        assertThat(today(
                        Provider.ANTHROPIC,
                        "claude-haiku-5-5",
                        "standard",
                        null,
                        Map.of(
                                UsageUnit.INPUT_TOKENS, 40_001L,
                                UsageUnit.CACHED_INPUT_TOKENS, 50_000L,
                                UsageUnit.CACHE_WRITE_TOKENS, 10_000L)))
                .isEqualTo(Money.usd("0.0287505"));
    }

    @Test
    void claudesFastModeKeptInTheUnitedStates() {
        // (100,000 × 8 + 50,000 × 0.40 + 10,000 × 40) × 1.1 = 1,220,000 × 1.1 millionths
        assertThat(today(
                        Provider.ANTHROPIC,
                        "claude-opus-5-5",
                        "fast",
                        new Region("us"),
                        Map.of(
                                UsageUnit.INPUT_TOKENS, 100_000L,
                                UsageUnit.CACHED_INPUT_TOKENS, 50_000L,
                                UsageUnit.OUTPUT_TOKENS, 10_000L)))
                .isEqualTo(Money.usd("1.342"));
    }

    @Test
    void containersByMemoryAndByTheMinute() {
        // 0.12 + 1.92 for 20 minutes, and 7 minutes of 1 GB at 0.0015
        assertThat(today(
                        Provider.OPENAI,
                        "gpt-6.2-sol",
                        "standard",
                        null,
                        Map.of(
                                UsageUnit.CONTAINER_SESSIONS_4GB, 1L,
                                UsageUnit.CONTAINER_SESSIONS_64GB, 1L,
                                UsageUnit.CONTAINER_MINUTES_1GB, 7L)))
                .isEqualTo(Money.usd("2.0505"));
    }

    @Test
    void aLiveSessionBySecondActiveAndOnStandby() {
        // 90 seconds × 0.05 / 60 + 30 seconds × 0.02 / 60
        assertThat(today(
                        Provider.OPENAI,
                        "gpt-live-1.1",
                        "standard",
                        null,
                        Map.of(UsageUnit.LIVE_SECONDS, 90L, UsageUnit.LIVE_STANDBY_SECONDS, 30L)))
                .isEqualTo(Money.usd("0.085"));
    }

    @Test
    void videoBySecondAndSize() {
        // 8 seconds × 0.30 and × 0.70
        assertThat(today(Provider.OPENAI, "sora-2-pro", "standard", null, Map.of(UsageUnit.VIDEO_SECONDS_720, 8L)))
                .isEqualTo(Money.usd("2.4"));
        assertThat(today(Provider.OPENAI, "sora-2-pro", "standard", null, Map.of(UsageUnit.VIDEO_SECONDS_1080, 8L)))
                .isEqualTo(Money.usd("5.6"));
    }

    @Test
    void argonCostsTwiceAsMuchFromDecemberOn() {
        // 100,000 × 2 + 10,000 × 10 = 300,000 millionths, and twice that
        Map<UsageUnit, Long> used = Map.of(UsageUnit.INPUT_TOKENS, 100_000L, UsageUnit.OUTPUT_TOKENS, 10_000L);

        assertThat(today(Provider.GOOGLE, "gemini-4-argon", "standard", null, used))
                .isEqualTo(Money.usd("0.3"));
        assertThat(cost(Provider.GOOGLE, "gemini-4-argon", ServiceTier.STANDARD, null, "2026-12-01T00:00:00Z", used)
                        .total())
                .isEqualTo(Money.usd("0.6"));
    }

    private static Money today(
            Provider provider, String model, String tier, @Nullable Region region, Map<UsageUnit, Long> used) {
        return cost(provider, model, new ServiceTier(tier), region, TODAY, used).total();
    }

    private static Money openAi(String model, ServiceTier tier, Map<UsageUnit, Long> used) {
        return cost(Provider.OPENAI, model, tier, null, AUGUST, used).total();
    }

    private static Money anthropic(String model, ServiceTier tier, @Nullable Region region, Map<UsageUnit, Long> used) {
        return cost(Provider.ANTHROPIC, model, tier, region, AUGUST, used).total();
    }

    private static Cost cost(
            Provider provider,
            String model,
            ServiceTier tier,
            @Nullable Region region,
            String instant,
            Map<UsageUnit, Long> used) {
        return BOOK.costOf(
                new PriceQuery(provider, new ModelName(model), tier, region, Instant.parse(instant)),
                new UsageReading.Reported(new Quantities(used)));
    }
}
