package io.tokentally.ui.pricing;

import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.Region;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.LongInputBilling;
import io.tokentally.domain.pricing.ModelPattern;
import io.tokentally.domain.pricing.ModelPrice;
import io.tokentally.domain.pricing.Percentage;
import io.tokentally.domain.pricing.PriceTerms;
import io.tokentally.domain.pricing.TieredRate;
import io.tokentally.domain.pricing.UnpricedModel;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the form for own rates begins with.
 *
 * @param model absent where it is still to be chosen
 * @param units those without a rate yet
 * @param from the first day
 */
record OwnRatesDraft(
        Provider provider,
        @Nullable ModelName model,
        List<ModelPattern> matches,
        ServiceTier serviceTier,
        List<TieredRate> rates,
        List<UsageUnit> units,
        LongInputBilling longInputBilling,
        Map<Region, Percentage> regionUplifts,
        LocalDate from) {

    /** For any model. */
    static OwnRatesDraft blank(LocalDate from) {
        return new OwnRatesDraft(
                Provider.OPENAI,
                null,
                List.of(),
                ServiceTier.STANDARD,
                List.of(),
                List.of(UsageUnit.INPUT_TOKENS, UsageUnit.CACHED_INPUT_TOKENS, UsageUnit.OUTPUT_TOKENS),
                LongInputBilling.WHOLE_REQUEST,
                Map.of(),
                from);
    }

    /** With the rates that the organization pays now. */
    static OwnRatesDraft of(ModelPrice price, LocalDate from) {
        PriceTerms terms = price.terms();
        return new OwnRatesDraft(
                terms.provider(),
                terms.model(),
                terms.matches(),
                terms.serviceTier(),
                terms.rates(),
                List.of(),
                terms.longInputBilling(),
                terms.regionUplifts(),
                from);
    }

    /** With the units that are waiting for a price, from the day of the first call on. */
    static OwnRatesDraft of(UnpricedModel waiting, ZoneId zone) {
        return new OwnRatesDraft(
                waiting.provider(),
                waiting.model(),
                ModelPattern.nameAndSnapshots(waiting.model()),
                waiting.serviceTier(),
                List.of(),
                waiting.units().stream().sorted().toList(),
                LongInputBilling.WHOLE_REQUEST,
                Map.of(),
                LocalDate.ofInstant(waiting.firstSeen(), zone));
    }
}
