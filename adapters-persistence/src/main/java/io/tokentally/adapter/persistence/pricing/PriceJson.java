package io.tokentally.adapter.persistence.pricing;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.Region;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.Discount;
import io.tokentally.domain.pricing.LongInputBilling;
import io.tokentally.domain.pricing.ModelPattern;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.Percentage;
import io.tokentally.domain.pricing.PriceTerms;
import io.tokentally.domain.pricing.Provenance;
import io.tokentally.domain.pricing.Rate;
import io.tokentally.domain.pricing.TieredRate;
import io.tokentally.domain.pricing.Validity;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * The terms of prices as JSON documents. They stay for as long as costs have to be explained: a field may come, and none may
 * change its name or its meaning. Amounts and percentages are texts, so that no reader makes a binary fraction of them.
 */
final class PriceJson {

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .changeDefaultPropertyInclusion(value -> value.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    private PriceJson() {}

    /** The column {@code terms} of a price version. */
    record Terms(
            String provider,
            String model,
            List<String> matches,
            String serviceTier,
            Instant validFrom,
            @Nullable Instant validUntil,
            String currency,
            List<UnitRate> rates,
            LongInputBilling longInputBilling,
            Map<String, String> regionUplifts,
            @Nullable Long maxInputTokens) {

        static Terms of(PriceTerms terms) {
            Map<String, String> uplifts = new TreeMap<>();
            terms.regionUplifts()
                    .forEach((region, percentage) ->
                            uplifts.put(region.value(), percentage.value().toPlainString()));
            return new Terms(
                    terms.provider().value(),
                    terms.model().value(),
                    terms.matches().stream().map(ModelPattern::text).toList(),
                    terms.serviceTier().value(),
                    terms.validity().from(),
                    terms.validity().until(),
                    terms.currency().getCurrencyCode(),
                    terms.rates().stream().map(UnitRate::of).toList(),
                    terms.longInputBilling(),
                    uplifts,
                    terms.maxInputTokens());
        }

        PriceTerms toPriceTerms() {
            Currency money = Currency.getInstance(currency);
            Map<Region, Percentage> uplifts = new HashMap<>();
            regionUplifts.forEach((region, percentage) -> uplifts.put(new Region(region), Percentage.of(percentage)));
            return new PriceTerms(
                    new Provider(provider),
                    new ModelName(model),
                    matches.stream().map(ModelPattern::new).toList(),
                    new ServiceTier(serviceTier),
                    new Validity(validFrom, validUntil),
                    rates.stream().map(rate -> rate.toTieredRate(money)).toList(),
                    longInputBilling,
                    uplifts,
                    maxInputTokens);
        }
    }

    /** What one unit costs: so much per so many, and otherwise for longer inputs. */
    record UnitRate(
            UsageUnit unit,
            String price,
            long per,
            @Nullable List<Step> tiers) {

        static UnitRate of(TieredRate rate) {
            List<Step> tiers = rate.tiers().stream()
                    .map(tier -> new Step(
                            tier.aboveInputTokens(),
                            amount(tier.rate()),
                            tier.rate().per()))
                    .toList();
            return new UnitRate(rate.unit(), amount(rate.base()), rate.base().per(), tiers.isEmpty() ? null : tiers);
        }

        TieredRate toTieredRate(Currency currency) {
            return new TieredRate(
                    rate(currency, price, per),
                    tiers == null
                            ? List.of()
                            : tiers.stream()
                                    .map(step -> new TieredRate.Tier(
                                            step.aboveInputTokens(), rate(currency, step.price(), step.per())))
                                    .toList());
        }

        private Rate rate(Currency currency, String amount, long quantity) {
            return new Rate(unit, new Money(currency, new BigDecimal(amount)), quantity);
        }

        private static String amount(Rate rate) {
            return rate.price().amount().toPlainString();
        }
    }

    /** What a unit costs beyond so many input tokens. */
    record Step(long aboveInputTokens, String price, long per) {}

    /** The column {@code terms} of a discount. */
    record DiscountTerms(
            String provider,
            @Nullable String model,
            @Nullable UsageUnit unit,
            String percentage,
            Instant validFrom,
            @Nullable Instant validUntil) {

        Discount toDiscount(String id, Provenance provenance) {
            return new Discount(
                    id,
                    new Provider(provider),
                    model == null ? null : new ModelPattern(model),
                    unit,
                    Percentage.of(percentage),
                    new Validity(validFrom, validUntil),
                    provenance);
        }
    }

    static <T> T read(String json, Class<T> type) {
        return JSON.readValue(json, type);
    }

    static String write(Object value) {
        return JSON.writeValueAsString(value);
    }
}
