package io.tokentally.domain.pricing;

import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.ServiceTier;
import java.time.Instant;
import java.util.List;

/**
 * What another list of prices would change.
 *
 * @param versions how many price versions it has
 * @param models how many models it prices now
 * @param withoutPrice the models that have a price on the standard tier now and would have none, by name
 */
public record ListPricesChange(int versions, int models, List<ModelName> withoutPrice) {

    public ListPricesChange {
        withoutPrice = List.copyOf(withoutPrice);
    }

    /** From one list to another, as of an instant. */
    public static ListPricesChange of(PriceBook before, PriceBook after, Instant now) {
        return new ListPricesChange(
                after.prices().size(),
                (int) after.inForceAt(now).stream()
                        .map(price -> price.provider() + "/" + price.model())
                        .distinct()
                        .count(),
                before.inForceAt(now).stream()
                        .filter(price -> price.serviceTier().equals(ServiceTier.STANDARD))
                        .filter(price -> after.find(new PriceQuery(
                                        price.provider(), price.model(), ServiceTier.STANDARD, null, now))
                                .isEmpty())
                        .map(ModelPrice::model)
                        .sorted((one, other) -> one.value().compareTo(other.value()))
                        .toList());
    }
}
