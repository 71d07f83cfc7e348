package io.tokentally.application.service.repricing;

import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.UsagePart;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.BilledPart;
import io.tokentally.domain.pricing.Cost;
import io.tokentally.domain.pricing.CostLine;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.Rate;
import io.tokentally.domain.repricing.RepricedTotals;
import io.tokentally.domain.usage.UsageRecord;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TotalsByModelTest {

    private static final ModelName NANO = new ModelName("gpt-4.1-nano");
    private static final ModelName IMAGES = new ModelName("gpt-image-2");

    /** 10 and 3 tokens at a dollar each, then at two: the call is its own model's, its images are not. */
    @Test
    void whatOtherModelsDidForACallCostsUnderTheirNamesAndTheCallCountsOnce() {
        TotalsByModel totals = new TotalsByModel();
        UsageRecord call = aUsageRecord()
                .inParts(part("message", null, 10), part("images", new ModelName("gpt-image-2-2026-04-01"), 3))
                .withCost(cost("1"))
                .build();

        totals.add(call, cost("2"));

        assertThat(totals.greatestDifferenceFirst())
                .containsExactly(
                        new RepricedTotals(Provider.OPENAI, NANO, 1, 1, 0, 0, Money.usd("10"), Money.usd("20")),
                        new RepricedTotals(Provider.OPENAI, IMAGES, 0, 0, 0, 0, Money.usd("3"), Money.usd("6")));
    }

    @Test
    void snapshotsOfAModelAreOneModelAndSoArePartsOfItsOwn() {
        TotalsByModel totals = new TotalsByModel();
        totals.add(
                aUsageRecord()
                        .inParts(part("message", NANO, 10), part("compaction", null, 3))
                        .withCost(cost("1"))
                        .build(),
                cost("1"));
        totals.add(
                Provider.OPENAI,
                NANO,
                aUsageRecord().build().reading(),
                aUsageRecord().build().cost(),
                cost("1"));

        assertThat(totals.greatestDifferenceFirst())
                .containsExactly(
                        new RepricedTotals(Provider.OPENAI, NANO, 2, 1, 0, 0, Money.usd("13.002"), Money.usd("26")));
    }

    private static UsagePart part(String kind, @Nullable ModelName model, long tokens) {
        return UsagePart.of(kind, model, new Quantities(Map.of(UsageUnit.INPUT_TOKENS, tokens)));
    }

    private static Cost cost(String price) {
        return Cost.measured(Money.USD, List.of(line(price, 0, 10), line(price, 1, 3)), "v1");
    }

    private static CostLine line(String price, int part, long quantity) {
        return new CostLine(
                quantity,
                new Rate(UsageUnit.INPUT_TOKENS, Money.usd(price), 1),
                List.of(),
                new BilledPart(part, NANO, "v1"));
    }
}
