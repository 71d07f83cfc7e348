package io.tokentally.domain.pricing;

import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.text.PlainText;
import org.jspecify.annotations.Nullable;

/**
 * What an organization pays less than the list says. It never changes: another percentage is another discount.
 *
 * @param id names it for good
 * @param model the names of the models it is for; absent for all of the provider's
 * @param unit absent for every unit
 * @param percentage of the list price; more than 0, at most 100
 */
public record Discount(
        String id,
        Provider provider,
        @Nullable ModelPattern model,
        @Nullable UsageUnit unit,
        Percentage percentage,
        Validity validity,
        Provenance provenance) {

    private static final Percentage EVERYTHING = Percentage.of("100");

    public Discount {
        id = PlainText.require("discount", id, 120);
        if (!percentage.isPositive() || percentage.value().compareTo(EVERYTHING.value()) > 0) {
            throw new IllegalArgumentException(
                    "A discount must be more than 0 and at most 100 percent, not " + percentage.value());
        }
    }

    /** Whether both are for the very same things and hold at one instant, so that neither is the more specific. */
    public boolean contradicts(Discount other) {
        return provider.equals(other.provider)
                && unit == other.unit
                && specificity() == other.specificity()
                && (model == null || other.model == null || model.intersects(other.model))
                && validity.overlaps(other.validity);
    }

    /** The rate less this, where it is one of the list. */
    public Rate takenOff(Rate listed) {
        return new Rate(listed.unit(), percentage.negate().addedTo(listed.price()), listed.per());
    }

    boolean isFor(PriceQuery query, @Nullable UsageUnit billed) {
        return provider.equals(query.provider())
                && (unit == null || unit == billed)
                && (model == null || model.matches(query.model().value()))
                && validity.contains(query.instant());
    }

    /** A discount for a unit beats one for a model, which beats one for the provider. */
    int specificity() {
        int byUnit = unit == null ? 0 : 1 << 12;
        return byUnit + (model == null ? 0 : Math.min(model.specificity(), (1 << 12) - 2) + 1);
    }
}
