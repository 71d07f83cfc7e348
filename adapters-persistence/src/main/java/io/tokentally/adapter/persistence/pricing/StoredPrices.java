package io.tokentally.adapter.persistence.pricing;

import java.time.Instant;
import java.util.List;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The price versions that organizations entered, and the owner's functions that enter prices and discounts. */
interface StoredPrices extends Repository<StoredPrice, StoredPrice.Key> {

    @Query(
            "from StoredPrice row where row.organizationId = :organizationId and row.entry <= :revision order by row.entry")
    List<StoredPrice> at(String organizationId, long revision);

    @NativeQuery(
            "SELECT " + StoredPricing.REVISION + " FROM (VALUES (CAST(:organizationId AS text))) AS organization (id)")
    long revision(String organizationId);

    @NativeQuery("SELECT 1 FROM add_price_versions(CAST(:entries AS json))")
    int add(String entries);

    @NativeQuery("SELECT 1 FROM add_price_discount(CAST(:entry AS json))")
    int addDiscount(String entry);

    @NativeQuery("SELECT 1 FROM withdraw_price(:name, :author, :reason, :at)")
    int withdraw(String name, String author, String reason, Instant at);

    @NativeQuery("SELECT withdraw_price_import(:importedAt, :author, :reason, :at)")
    int withdrawImport(Instant importedAt, String author, String reason, Instant at);
}
