package io.tokentally.adapter.persistence.pricing;

import java.util.List;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The prices and discounts that organizations took back. */
interface StoredWithdrawals extends Repository<StoredWithdrawal, StoredWithdrawal.Key> {

    @Query(
            "from StoredWithdrawal row where row.organizationId = :organizationId and row.entry <= :revision order by row.entry")
    List<StoredWithdrawal> at(String organizationId, long revision);
}
