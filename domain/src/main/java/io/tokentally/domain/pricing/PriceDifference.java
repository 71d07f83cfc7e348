package io.tokentally.domain.pricing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an offered price differs from the one in force when it would begin.
 *
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

    /** The differences between what is offered and what the book says. */
    public static List<PriceDifference> between(PriceBook book, List<PriceTerms> offered) {
        return offered.stream().map(terms -> between(book, terms)).toList();
    }

    private static PriceDifference between(PriceBook book, PriceTerms offered) {
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
        return new PriceDifference(current.terms().chargesAs(offered) ? Kind.SAME : Kind.CHANGED, offered, current);
    }
}
