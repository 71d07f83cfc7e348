package io.tokentally.adapter.persistence.pricing;

import io.tokentally.domain.pricing.Discount;
import io.tokentally.domain.pricing.ModelPrice;
import io.tokentally.domain.pricing.Provenance;
import java.time.Instant;

/**
 * A price version or a discount as the database's functions take it: one component per column, by its name in snake case.
 *
 * @param terms of the one or the other
 */
record PriceEntry(
        String name,
        Object terms,
        Provenance.Origin origin,
        String author,
        String reason,
        String source,
        Instant recordedAt) {

    static PriceEntry of(ModelPrice price) {
        return of(price.version(), PriceJson.Terms.of(price.terms()), price.provenance());
    }

    static PriceEntry of(Discount discount) {
        PriceJson.DiscountTerms terms = new PriceJson.DiscountTerms(
                discount.provider().value(),
                discount.model() == null ? null : discount.model().text(),
                discount.unit(),
                discount.percentage().value().toPlainString(),
                discount.validity().from(),
                discount.validity().until());
        return of(discount.id(), terms, discount.provenance());
    }

    private static PriceEntry of(String name, Object terms, Provenance provenance) {
        return new PriceEntry(
                name,
                terms,
                provenance.origin(),
                provenance.author(),
                provenance.reason(),
                provenance.source(),
                DatabaseTime.of(provenance.recordedAt()));
    }
}
