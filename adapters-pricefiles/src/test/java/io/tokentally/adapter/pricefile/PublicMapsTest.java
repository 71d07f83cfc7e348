package io.tokentally.adapter.pricefile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.CostStatus;
import io.tokentally.domain.pricing.ImportReview;
import io.tokentally.domain.pricing.ModelPrice;
import io.tokentally.domain.pricing.PriceBook;
import io.tokentally.domain.pricing.PriceDifference;
import io.tokentally.domain.pricing.PriceMap;
import io.tokentally.domain.pricing.PriceQuery;
import io.tokentally.domain.pricing.PriceTerms;
import io.tokentally.domain.pricing.Provenance;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Takes cuts of the public maps in as people have them: LiteLLM's of 2026-07-24, and genai-prices' two versions of 2026-08-21, both
 * under the MIT licence. With {@code -Dtokentally.public-maps=FOLDER} it takes the whole maps that lie there under the same names.
 */
class PublicMapsTest {

    private static final Instant NOW = Instant.parse("2026-11-27T00:00:00Z");
    private static final PriceBook LIST = FileListPrices.builtIn().priceBook();

    @ParameterizedTest
    @CsvSource({"LITELLM, litellm-map.json", "GENAI_PRICES, genai-prices-v1.json", "GENAI_PRICES, genai-prices-v2.json"
    })
    void aMapIsTakenWithoutWhatCannotBeBelieved(PriceMap.Format format, String file) {
        PriceMap map = read(format, file);
        ImportReview review = ImportReview.of(LIST, map);

        assertThat(review.differences())
                .hasSizeGreaterThan(10)
                .extracting(PriceDifference::offered)
                .allSatisfy(PublicMapsTest::requireBelievable);
        assertThat(review.remarks()).isNotEmpty().allSatisfy(remark -> {
            assertThat(remark.place().line()).isPositive();
            assertThat(remark.place().provider() == null)
                    .isEqualTo(remark.what().endsWith("names no provider"));
        });
    }

    private static void requireBelievable(PriceTerms terms) {
        terms.rates().stream()
                .filter(rate -> rate.unit().isToken())
                .forEach(rate -> assertThat(rate.base().of(1_000_000).amount())
                        .describedAs("%s %s", terms.model(), rate.unit())
                        .isLessThanOrEqualTo(BigDecimal.valueOf(1_000)));
    }

    @Test
    void theAbsurdEntriesOfLiteLlmAreLeftOutWithTheirLine() {
        ImportReview review = ImportReview.of(
                LIST, read(PriceMap.Format.LITELLM, "litellm-map.json").of(Set.of(new Provider("wandb"))));

        assertThat(review.differences())
                .extracting(difference -> difference.offered().model().value())
                .doesNotContain("openai/gpt-oss-120b", "zai-org/GLM-4.5", "microsoft/Phi-4-mini-instruct");
        assertThat(review.remarks())
                .filteredOn(remark -> remark.place().entry().equals("wandb/zai-org/GLM-4.5"))
                .singleElement()
                .satisfies(remark -> assertThat(remark.what()).startsWith("it is left out: line "));
    }

    /** What was measured before stays measured and no call becomes ten times dearer, whichever of the maps is taken in. */
    @ParameterizedTest
    @CsvSource({"LITELLM, litellm-map.json", "GENAI_PRICES, genai-prices-v1.json", "GENAI_PRICES, genai-prices-v2.json"
    })
    void noCallOfTheListBecomesUnpricedOrTenTimesDearer(PriceMap.Format format, String file) {
        PriceBook after = LIST.with(entered(ImportReview.of(LIST, read(format, file))), List.of());

        for (ModelPrice price : LIST.inForceAt(NOW)) {
            for (UsageUnit unit : UsageUnit.values()) {
                PriceQuery query = new PriceQuery(price.provider(), price.model(), price.serviceTier(), null, NOW);
                UsageReading reading = new UsageReading.Reported(
                        Quantities.builder().add(unit, 1_000).build());
                var before = LIST.costOf(query, reading);
                var now = after.costOf(query, reading);
                if (before.status() == CostStatus.MEASURED) {
                    assertThat(now.status())
                            .describedAs("%s %s %s", price.version(), unit, query)
                            .isEqualTo(CostStatus.MEASURED);
                    assertThat(now.total().amount())
                            .describedAs("%s %s: %s", price.version(), unit, before.total())
                            .isLessThanOrEqualTo(before.total().amount().multiply(BigDecimal.TEN));
                }
            }
        }
    }

    private static List<ModelPrice> entered(ImportReview review) {
        List<ModelPrice> prices = new ArrayList<>();
        for (PriceTerms terms : review.entered()) {
            prices.add(new ModelPrice(
                    "imported-" + prices.size(),
                    terms,
                    new Provenance(Provenance.Origin.IMPORTED, "Test", "Test", "Test", NOW)));
        }
        return prices;
    }

    private static PriceMap read(PriceMap.Format format, String file) {
        String folder = System.getProperty("tokentally.public-maps");
        try (InputStream content = folder == null
                ? PublicMapsTest.class.getResourceAsStream("public-maps/" + file)
                : Files.newInputStream(Path.of(folder, file))) {
            return new FilePriceMapReader().read(format, file, content, NOW);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
