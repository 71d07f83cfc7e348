package io.tokentally.application.port.in.pricing;

import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.pricing.Cost;
import io.tokentally.domain.pricing.Discount;
import io.tokentally.domain.pricing.ModelPrice;
import io.tokentally.domain.pricing.PriceQuery;
import io.tokentally.domain.pricing.Withdrawal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Any member looks prices up, as their organization pays them. */
public interface BrowsePricesUseCase {

    /** Every model that has a price now, by provider and name. */
    List<PricedModel> models(Viewer viewer);

    /** Every model that has a price at an instant, as {@link #models(Viewer)}. */
    List<PricedModel> models(Viewer viewer, Instant at);

    /** Every version of a model's price there has been, is, or is known to come, of each origin, the newest first. */
    PriceHistory history(Viewer viewer, Provider provider, ModelName model);

    /** The version that a cost names. */
    Optional<ModelPrice> version(Viewer viewer, String version);

    /** What a call would cost. */
    Estimate estimate(Viewer viewer, PriceQuery query, Quantities quantities);

    /**
     * A model and its prices at an instant.
     *
     * @param prices the one in force on each service tier, the standard tier first
     * @param listPrices those of the list that own rates stand in for, in the same order; empty where there are none
     * @param discounts those that are granted on it then
     */
    record PricedModel(
            Provider provider,
            ModelName model,
            List<ModelPrice> prices,
            List<ModelPrice> listPrices,
            List<Discount> discounts) {}

    /**
     * @param versions the newest first
     * @param withdrawals by version
     */
    record PriceHistory(List<ModelPrice> versions, Map<String, Withdrawal> withdrawals) {}

    /**
     * @param price absent where there is none
     * @param cost as the organization pays
     * @param listCost without its own rates and discounts
     */
    record Estimate(@Nullable ModelPrice price, Cost cost, Cost listCost) {}
}
