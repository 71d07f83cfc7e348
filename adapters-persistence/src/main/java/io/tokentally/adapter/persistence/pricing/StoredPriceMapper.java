package io.tokentally.adapter.persistence.pricing;

import io.tokentally.domain.pricing.Discount;
import io.tokentally.domain.pricing.ModelPrice;
import io.tokentally.domain.pricing.Provenance;
import io.tokentally.domain.pricing.Withdrawal;
import org.mapstruct.Mapper;
import org.mapstruct.Mapping;
import org.mapstruct.ReportingPolicy;

/** Makes prices, discounts and withdrawals of their rows. */
@Mapper(unmappedTargetPolicy = ReportingPolicy.ERROR)
interface StoredPriceMapper {

    default ModelPrice toPrice(StoredPrice row) {
        return new ModelPrice(
                row.getVersion(),
                PriceJson.read(row.getTerms(), PriceJson.Terms.class).toPriceTerms(),
                toProvenance(row));
    }

    default Discount toDiscount(StoredDiscount row) {
        return PriceJson.read(row.getTerms(), PriceJson.DiscountTerms.class).toDiscount(row.getId(), toProvenance(row));
    }

    @Mapping(target = "at", source = "withdrawnAt")
    Withdrawal toWithdrawal(StoredWithdrawal row);

    Provenance toProvenance(StoredPrice row);

    Provenance toProvenance(StoredDiscount row);
}
