package io.tokentally.application.port.out.pricing;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.pricing.Discount;
import io.tokentally.domain.pricing.ModelPrice;
import io.tokentally.domain.pricing.OrganizationPricing;
import io.tokentally.domain.pricing.Withdrawal;
import java.time.Instant;
import java.util.List;

/**
 * Keeps what an organization has entered or taken in besides the list. Nothing in it is ever changed or removed. Only owners
 * write, whoever else tries is refused by the database, too. When something was entered is kept to the microsecond.
 */
@ReadsOrganizationData
public interface OrganizationPrices {

    OrganizationPricing find(Viewer viewer);

    /**
     * Adds the versions, all or nothing.
     *
     * @throws io.tokentally.domain.pricing.PriceRefusedException if one of the versions is there already, or the viewer is no owner
     */
    void add(Viewer viewer, List<ModelPrice> prices);

    /** @throws io.tokentally.domain.pricing.PriceRefusedException if it is there already, or the viewer is no owner */
    void add(Viewer viewer, Discount discount);

    /**
     * Takes a price version or a discount back.
     *
     * @throws io.tokentally.domain.pricing.PriceRefusedException if there is none by that name, it was taken back before, or the
     *     viewer is no owner
     */
    void withdraw(Viewer viewer, String versionOrDiscount, Withdrawal withdrawal);

    /**
     * Takes back whatever one import entered and is not taken back yet.
     *
     * @param importedAt when its versions were recorded
     * @return how many versions that were
     * @throws io.tokentally.domain.pricing.PriceRefusedException if there is no such import, nothing of it is left, or the viewer is
     *     no owner
     */
    int withdrawImport(Viewer viewer, Instant importedAt, Withdrawal withdrawal);
}
