package io.tokentally.domain.pricing;

import org.jspecify.annotations.Nullable;

/**
 * How an offered price differs from the one in force when it would begin.
 *
 * @param offered completed by what the price in force says where the offer is silent
 * @param current absent for a model, or a tier of one, that has no price yet
 */
public record PriceDifference(
        Kind kind, PriceTerms offered, @Nullable ModelPrice current) {

    /** Whether the price is new. */
    public enum Kind {
        NEW,
        CHANGED,
        SAME
    }

    /** The difference between what is offered and what the book says. */
    public static PriceDifference between(PriceBook book, PriceTerms offered) {
        ModelPrice current = book.find(new PriceQuery(
                        offered.provider(),
                        offered.model(),
                        offered.serviceTier(),
                        null,
                        offered.validity().from()))
                .orElse(null);
        if (current == null) {
            return new PriceDifference(Kind.NEW, offered, null);
        }
        PriceTerms complete = offered.completedBy(current.terms());
        return new PriceDifference(current.terms().chargesAs(complete) ? Kind.SAME : Kind.CHANGED, complete, current);
    }
}
