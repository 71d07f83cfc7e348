package io.tokentally.domain.pricing;

import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.Region;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsageUnit;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a model costs on one service tier, and when.
 *
 * @param model as the price list calls it
 * @param matches the names by which the model is asked for or answers
 * @param rates one for each unit that the model is billed by
 * @param regionUplifts by how much the tokens cost more in a region
 * @param maxInputTokens the most input tokens, of all kinds, of a request that this is the price of: a longer one has no
 *     price here; absent where there is no such limit
 */
public record PriceTerms(
        Provider provider,
        ModelName model,
        List<ModelPattern> matches,
        ServiceTier serviceTier,
        Validity validity,
        List<TieredRate> rates,
        LongInputBilling longInputBilling,
        Map<Region, Percentage> regionUplifts,
        @Nullable Long maxInputTokens) {

    /** Terms for requests of any length. */
    public PriceTerms(
            Provider provider,
            ModelName model,
            List<ModelPattern> matches,
            ServiceTier serviceTier,
            Validity validity,
            List<TieredRate> rates,
            LongInputBilling longInputBilling,
            Map<Region, Percentage> regionUplifts) {
        this(provider, model, matches, serviceTier, validity, rates, longInputBilling, regionUplifts, null);
    }

    public PriceTerms {
        matches = List.copyOf(matches);
        rates = List.copyOf(rates);
        regionUplifts = Map.copyOf(regionUplifts);
        if (matches.isEmpty()) {
            throw new IllegalArgumentException("The price of " + model + " matches no model name");
        }
        requireOneRatePerUnit(model, rates);
        requireOneCurrency(model, rates);
        requireUplifts(model, regionUplifts);
        if (maxInputTokens != null && maxInputTokens < 1) {
            throw new IllegalArgumentException(
                    "The price of %s is for requests of 1 input token or more, not of at most %d"
                            .formatted(model, maxInputTokens));
        }
    }

    private static void requireOneRatePerUnit(ModelName model, List<TieredRate> rates) {
        if (rates.isEmpty()) {
            throw new IllegalArgumentException("The price of " + model + " has no rates");
        }
        Set<UsageUnit> units = EnumSet.noneOf(UsageUnit.class);
        for (TieredRate rate : rates) {
            if (!units.add(rate.unit())) {
                throw new IllegalArgumentException("The price of " + model + " has two rates for " + rate.unit());
            }
        }
    }

    private static void requireOneCurrency(ModelName model, List<TieredRate> rates) {
        Currency currency = rates.getFirst().base().price().currency();
        for (TieredRate rate : rates) {
            if (!rate.base().price().currency().equals(currency)) {
                throw new IllegalArgumentException("The price of %s is in %s and %s"
                        .formatted(model, currency, rate.base().price().currency()));
            }
        }
    }

    private static void requireUplifts(ModelName model, Map<Region, Percentage> uplifts) {
        uplifts.forEach((region, percentage) -> {
            if (!percentage.isPositive()) {
                throw new IllegalArgumentException(
                        "The uplift of %s in %s must be more than 0, not %s".formatted(model, region, percentage));
            }
        });
    }

    public Currency currency() {
        return rates.getFirst().base().price().currency();
    }

    /** The rate of the unit itself. */
    public Optional<TieredRate> rateOf(UsageUnit unit) {
        return Optional.ofNullable(find(unit));
    }

    /** Whether somebody who is billed by the one pays what the other says, whatever they use and in whichever region. */
    public boolean chargesAs(PriceTerms other) {
        return Set.copyOf(rates).equals(Set.copyOf(other.rates))
                && longInputBilling == other.longInputBilling
                && regionUplifts.equals(other.regionUplifts)
                && Objects.equals(maxInputTokens, other.maxInputTokens);
    }

    /**
     * These terms, and where they are silent what the other ones say: rates of other units, prices of long inputs if these
     * terms have none at all, region uplifts, and the longest input.
     */
    public PriceTerms completedBy(PriceTerms other) {
        boolean silentOnLength = rates.stream().allMatch(rate -> rate.tiers().isEmpty());
        List<TieredRate> all = new ArrayList<>();
        for (TieredRate rate : rates) {
            TieredRate before = other.find(rate.unit());
            all.add(silentOnLength && before != null ? rate.withLongInputsOf(before) : rate);
        }
        for (TieredRate rate : other.rates) {
            if (find(rate.unit()) == null) {
                all.add(rate);
            }
        }
        return new PriceTerms(
                provider,
                model,
                matches,
                serviceTier,
                validity,
                all,
                silentOnLength ? other.longInputBilling : longInputBilling,
                regionUplifts.isEmpty() ? other.regionUplifts : regionUplifts,
                maxInputTokens == null ? other.maxInputTokens : maxInputTokens);
    }

    public PriceTerms during(Validity other) {
        return new PriceTerms(
                provider, model, matches, serviceTier, other, rates, longInputBilling, regionUplifts, maxInputTokens);
    }

    /** These terms for other names of the model. */
    public PriceTerms matching(List<ModelPattern> names) {
        return new PriceTerms(
                provider, model, names, serviceTier, validity, rates, longInputBilling, regionUplifts, maxInputTokens);
    }

    /** Whether a request with so many input tokens is priced by this. */
    public boolean covers(long inputTokens) {
        return maxInputTokens == null || inputTokens <= maxInputTokens;
    }

    /** The lengths of input that cost what one of this length does; absent where all lengths do. */
    @Nullable
    InputBand inputBand(long inputTokens) {
        long from = 0;
        long to = Long.MAX_VALUE;
        for (int i = 0; i < rates.size(); i++) {
            for (TieredRate.Tier tier : rates.get(i).tiers()) {
                long bound = tier.aboveInputTokens();
                if (inputTokens > bound) {
                    from = Math.max(from, bound + 1);
                } else {
                    to = Math.min(to, bound);
                }
            }
        }
        return from == 0 && to == Long.MAX_VALUE ? null : new InputBand(from, to == Long.MAX_VALUE ? null : to);
    }

    @Nullable
    TieredRate findBilled(UsageUnit unit) {
        for (UsageUnit wanted = unit; wanted != null; wanted = wanted.billedAs()) {
            TieredRate rate = find(wanted);
            if (rate != null) {
                return rate;
            }
        }
        return null;
    }

    private @Nullable TieredRate find(UsageUnit unit) {
        // By index, since this runs for each unit of each call: an iterator would be one more object.
        for (int i = 0; i < rates.size(); i++) {
            TieredRate rate = rates.get(i);
            if (rate.unit() == unit) {
                return rate;
            }
        }
        return null;
    }
}
