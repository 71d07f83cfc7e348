package io.tokentally.adapter.persistence.pricing;

import java.util.List;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The discounts that organizations entered. */
interface StoredDiscounts extends Repository<StoredDiscount, StoredDiscount.Key> {

    @Query(
            "from StoredDiscount row where row.organizationId = :organizationId and row.entry <= :revision order by row.entry")
    List<StoredDiscount> at(String organizationId, long revision);
}
