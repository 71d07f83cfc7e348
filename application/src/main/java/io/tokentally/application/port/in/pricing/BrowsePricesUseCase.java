package io.tokentally.application.port.in.pricing;

import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.pricing.Cost;
import io.tokentally.domain.pricing.Discount;
import io.tokentally.domain.pricing.ModelPrice;
import io.tokentally.domain.pricing.PriceQuery;
import io.tokentally.domain.pricing.Provenance.Origin;
import io.tokentally.domain.pricing.Rate;
import io.tokentally.domain.pricing.Withdrawal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whoever is signed in looks prices up: a member as their organization pays them, others as the list says. */
@ReadsOrganizationData
public interface BrowsePricesUseCase {

    /** Every model that has a price now, by provider and name. */
    List<PricedModel> models(Payer payer);

    /** Every model that has a price at an instant, as {@link #models(Payer)}. */
    List<PricedModel> models(Payer payer, Instant at);

    /** Every version of a model's price there has been, is, or is known to come, of each origin, the newest first. */
    PriceHistory history(Payer payer, Provider provider, ModelName model);

    /** The version that a cost names. */
    Optional<ModelPrice> version(Payer payer, String version);

    /** What a call would cost. */
    Estimate estimate(Payer payer, PriceQuery query, Quantities quantities);

    /**
     * Whose prices are looked at.
     *
     * @param viewer who sees what their organization has entered; absent for the list by itself, which is everybody's
     */
    record Payer(@Nullable Viewer viewer) {

        public static final Payer OF_THE_LIST = new Payer(null);

        /**
         * The organization that whoever is signed in acts for. Whoever belongs to none, as operators do, sees the list.
         *
         * @throws io.tokentally.domain.access.AccessRefusedException if nobody is signed in
         * @throws io.tokentally.domain.access.OrganizationNotNamedException as {@link CurrentViewer#viewer()}
         */
        public static Payer of(CurrentViewer currentViewer) {
            Session session = currentViewer.session();
            return session.operator() || session.memberships().isEmpty()
                    ? OF_THE_LIST
                    : new Payer(currentViewer.viewer());
        }
    }

    /**
     * A model and its prices at an instant.
     *
     * @param prices the one in force on each service tier, the standard tier first
     * @param listPrices those of the list that own rates stand in for, in the same order; empty where there are none
     * @param discounts those that are granted on it then, the most specific first
     */
    record PricedModel(
            Provider provider,
            ModelName model,
            List<ModelPrice> prices,
            List<ModelPrice> listPrices,
            List<Discount> discounts) {

        /**
         * A rate as the organization pays it: less the discount that counts for its unit, which is never on its own rates.
         *
         * @param price one of this model's, which has the rate
         */
        public Rate paid(ModelPrice price, Rate rate) {
            return price.provenance().origin() == Origin.OWN
                    ? rate
                    : discounts.stream()
                            .filter(discount -> discount.unit() == null || discount.unit() == rate.unit())
                            .findFirst()
                            .map(discount -> discount.takenOff(rate))
                            .orElse(rate);
        }
    }

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
