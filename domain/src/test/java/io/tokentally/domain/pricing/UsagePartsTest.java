package io.tokentally.domain.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.tokentally.domain.metering.InvalidQuantitiesException;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.Region;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsagePart;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.domain.metering.UsageUnit;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a call costs that several models worked for. */
class UsagePartsTest {

    private static final Instant NOON = Instant.parse("2026-10-15T12:00:00Z");
    private static final ModelName OPUS = new ModelName("opus");
    private static final ModelName HAIKU = new ModelName("haiku");
    private static final Region US = new Region("us");
    private static final Provenance LISTED =
            new Provenance(Provenance.Origin.BUILT_IN, "the test", "to try it", "nowhere", Instant.EPOCH);

    /** Haiku costs five times as much beyond 100,000 input tokens, and half on the batch tier. */
    private static final PriceBook BOOK = new PriceBook(
            Money.USD,
            List.of(
                    price(
                            "opus-1",
                            OPUS,
                            ServiceTier.STANDARD,
                            flat(UsageUnit.INPUT_TOKENS, "5"),
                            flat(UsageUnit.OUTPUT_TOKENS, "25")),
                    price(
                            "haiku-1",
                            HAIKU,
                            ServiceTier.STANDARD,
                            longer(UsageUnit.INPUT_TOKENS, "0.1", "0.5"),
                            longer(UsageUnit.OUTPUT_TOKENS, "0.5", "2.5")),
                    price(
                            "haiku-b",
                            HAIKU,
                            ServiceTier.BATCH,
                            flat(UsageUnit.INPUT_TOKENS, "0.05"),
                            flat(UsageUnit.OUTPUT_TOKENS, "0.25"))));

    @Test
    void eachPartCostsWhatItsOwnModelCosts() {
        // 23,000 × 5 + 1,000 × 25 = 140,000 millionths; 40,000 × 0.1 + 2,000 × 0.5 = 5,000 millionths
        Cost cost = cost(part("message", null, 23_000, 1_000), part("advisor_message", HAIKU, 40_000, 2_000));

        assertThat(cost.status()).isEqualTo(CostStatus.MEASURED);
        assertThat(cost.total()).isEqualTo(Money.usd("0.145"));
        assertThat(cost.priceVersion()).isEqualTo("opus-1");
        assertThat(cost.lines())
                .extracting(CostLine::unit, CostLine::quantity, CostLine::part)
                .containsExactly(
                        tuple(UsageUnit.INPUT_TOKENS, 23_000L, new BilledPart(0, OPUS, "opus-1")),
                        tuple(UsageUnit.OUTPUT_TOKENS, 1_000L, new BilledPart(0, OPUS, "opus-1")),
                        tuple(UsageUnit.INPUT_TOKENS, 40_000L, new BilledPart(1, HAIKU, "haiku-1")),
                        tuple(UsageUnit.OUTPUT_TOKENS, 2_000L, new BilledPart(1, HAIKU, "haiku-1")));
    }

    @Test
    void aPartIsLongByItsOwnInputAndNotByTheWholeCalls() {
        // 90,000 × 0.1 + 100,001 × 0.5 + 10 × 0.5 + 10 × 2.5 = 9,000 + 50,000.5 + 5 + 25 millionths
        Cost cost = cost(part("message", HAIKU, 90_000, 10), part("compaction", HAIKU, 100_001, 10));

        assertThat(cost.total()).isEqualTo(Money.usd("0.0590305"));
        assertThat(cost.inputBand()).isEqualTo(new InputBand(0, 100_000L));
    }

    /** Of a batch, whose requests are each short. */
    @Test
    void aPartOfManyRequestsIsLongByTheLongestOfThem() {
        UsagePart requests = new UsagePart("requests", HAIKU, null, tokens(900_000, 10), 100_000, null);

        // 900,000 × 0.1 + 10 × 0.5 = 90,000 + 5 millionths
        assertThat(cost(requests).total()).isEqualTo(Money.usd("0.090005"));
    }

    @Test
    void aPartHasATierOfItsOwn() {
        UsagePart batched = new UsagePart("requests", HAIKU, ServiceTier.BATCH, tokens(1_000, 100), 1_000, null);

        // 1,000 × 0.05 + 100 × 0.25 = 75 millionths
        assertThat(cost(batched).total()).isEqualTo(Money.usd("0.000075"));
    }

    @Test
    void aPartThatHasNoPriceLeavesTheWholeCallUnpriced() {
        Cost cost =
                cost(part("message", null, 23_000, 1_000), part("advisor_message", new ModelName("unheard-of"), 1, 1));

        assertThat(cost).isEqualTo(Cost.unpriced(Money.USD, UnpricedReason.NO_PRICE));
    }

    @Test
    void aUnitOfAPartWithoutARateLeavesTheWholeCallUnpriced() {
        UsagePart searching = UsagePart.of(
                "message",
                null,
                Quantities.builder().add(UsageUnit.WEB_SEARCHES, 1).build());

        assertThat(cost(part("compaction", null, 1, 1), searching))
                .isEqualTo(Cost.unpriced(Money.USD, UnpricedReason.NO_PRICE));
    }

    @ParameterizedTest
    @CsvSource({
        "NO_MODEL, PART_WITHOUT_MODEL",
        "UNKNOWN_KIND, UNKNOWN_PART",
        "NO_FIGURES, NO_USAGE",
        "INVALID_FIGURES, INVALID_USAGE"
    })
    void aFlawedPartIsTheReasonWhyTheCallIsUnpriced(UsagePart.Flaw flaw, UnpricedReason reason) {
        UsagePart flawed = UsagePart.flawed("advisor_message", null, tokens(7, 3), flaw);
        UsageReading reading = reading(part("message", null, 23_000, 1_000), flawed);

        assertThat(BOOK.costOf(query(OPUS, null), reading)).isEqualTo(Cost.unpriced(Money.USD, reason));
        assertThat(reading.knownQuantities()).isEqualTo(tokens(23_007, 1_003));
    }

    @Test
    void theRegionOfTheCallIsThatOfItsParts() {
        PriceBook uplifted = new PriceBook(
                Money.USD,
                List.of(new ModelPrice(
                        "us-1",
                        terms(
                                OPUS,
                                ServiceTier.STANDARD,
                                Map.of(US, Percentage.of("10")),
                                flat(UsageUnit.INPUT_TOKENS, "5")),
                        LISTED)));

        // 100 × 5 × 1.1 = 550 millionths
        assertThat(uplifted.costOf(query(OPUS, US), reading(UsagePart.of("message", OPUS, tokens(100, 0))))
                        .total())
                .isEqualTo(Money.usd("0.00055"));
    }

    @Test
    void partsMustAddUpToTheirCall() {
        List<UsagePart> parts = List.of(part("message", null, 1, 1));

        assertThat(new UsageReading.Reported(tokens(1, 1), parts).parts()).isEqualTo(parts);
        assertThatThrownBy(() -> new UsageReading.Reported(tokens(1, 2), parts))
                .isInstanceOf(InvalidQuantitiesException.class)
                .hasMessage("The usage parts add up to {INPUT_TOKENS=1, OUTPUT_TOKENS=1},"
                        + " not to {INPUT_TOKENS=1, OUTPUT_TOKENS=2}");
    }

    @Test
    void absurdlyManyPartsAreRefused() {
        assertThatThrownBy(() -> UsageReading.Reported.inParts(
                        Collections.nCopies(UsagePart.MAX_PARTS + 1, part("message", null, 1, 0))))
                .isInstanceOf(InvalidQuantitiesException.class)
                .hasMessage("A call has at most 1000 usage parts, not 1001");
    }

    @Test
    void aRequestIsNoLongerThanItsPart() {
        assertThatThrownBy(() -> new UsagePart("message", null, null, tokens(10, 0), 11, null))
                .isInstanceOf(InvalidQuantitiesException.class)
                .hasMessage("A request of the part 'message' must have between 0 and 10 input tokens, not 11");
    }

    private static Cost cost(UsagePart... parts) {
        return BOOK.costOf(query(OPUS, null), reading(parts));
    }

    private static UsageReading reading(UsagePart... parts) {
        return UsageReading.Reported.inParts(List.of(parts));
    }

    private static PriceQuery query(ModelName model, @Nullable Region region) {
        return new PriceQuery(Provider.ANTHROPIC, model, ServiceTier.STANDARD, region, NOON);
    }

    private static UsagePart part(String kind, @Nullable ModelName model, long input, long output) {
        return UsagePart.of(kind, model, tokens(input, output));
    }

    private static Quantities tokens(long input, long output) {
        return Quantities.builder()
                .add(UsageUnit.INPUT_TOKENS, input)
                .add(UsageUnit.OUTPUT_TOKENS, output)
                .build();
    }

    private static ModelPrice price(String version, ModelName model, ServiceTier tier, TieredRate... rates) {
        return new ModelPrice(version, terms(model, tier, Map.of(), rates), LISTED);
    }

    private static PriceTerms terms(
            ModelName model, ServiceTier tier, Map<Region, Percentage> uplifts, TieredRate... rates) {
        return new PriceTerms(
                Provider.ANTHROPIC,
                model,
                List.of(new ModelPattern(model.value())),
                tier,
                new Validity(Instant.parse("2026-01-01T00:00:00Z"), null),
                List.of(rates),
                LongInputBilling.WHOLE_REQUEST,
                uplifts);
    }

    private static TieredRate flat(UsageUnit unit, String perMillion) {
        return TieredRate.flat(rate(unit, perMillion));
    }

    private static TieredRate longer(UsageUnit unit, String perMillion, String beyond) {
        return new TieredRate(rate(unit, perMillion), List.of(new TieredRate.Tier(100_000, rate(unit, beyond))));
    }

    private static Rate rate(UsageUnit unit, String perMillion) {
        return new Rate(unit, Money.usd(perMillion), 1_000_000);
    }
}
