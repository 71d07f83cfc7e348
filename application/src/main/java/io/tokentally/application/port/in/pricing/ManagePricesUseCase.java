package io.tokentally.application.port.in.pricing;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.Discount;
import io.tokentally.domain.pricing.ModelPattern;
import io.tokentally.domain.pricing.ModelPrice;
import io.tokentally.domain.pricing.OrganizationPricing;
import io.tokentally.domain.pricing.Percentage;
import io.tokentally.domain.pricing.PriceTerms;
import io.tokentally.domain.pricing.UnpricedModel;
import io.tokentally.domain.pricing.Validity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An owner says what the organization pays besides the list. Whoever is no owner is refused with
 * {@link io.tokentally.domain.access.AccessRefusedException}.
 */
@ReadsOrganizationData
public interface ManagePricesUseCase {

    /** All that was entered and taken in. */
    OrganizationPricing pricing(Viewer viewer);

    /**
     * Enters the organization's own rates for a model on a tier. Where its own rates hold at the same time already, these
     * count from now on.
     *
     * @param source the contract or the page that they are taken from
     * @throws io.tokentally.domain.pricing.PriceRefusedException if they contradict others
     */
    ModelPrice setOwnPrice(Viewer viewer, PriceTerms terms, String reason, String source);

    /** @throws io.tokentally.domain.pricing.PriceRefusedException if it contradicts another */
    Discount grantDiscount(Viewer viewer, NewDiscount discount);

    /**
     * Takes an own price, an imported one or a discount back.
     *
     * @throws io.tokentally.domain.pricing.PriceRefusedException if there is none by that name, or it was taken back before
     */
    void withdraw(Viewer viewer, String versionOrDiscount, String reason);

    /** The models that wait for a price, the one with the most calls first. */
    List<UnpricedModel> unpriced(Viewer viewer);

    /** As {@link Discount}, before it is entered. */
    record NewDiscount(
            Provider provider,
            @Nullable ModelPattern model,
            @Nullable UsageUnit unit,
            Percentage percentage,
            Validity validity,
            String reason,
            String source) {}
}
