package io.tokentally.domain.pricing;

import io.tokentally.domain.access.OwnerAction;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Why the ledger does not take a price or a discount, each with what people read of it. */
public enum PriceRefusal {
    ONLY_OWNERS_SET_PRICES(OwnerAction.SET_PRICES.refusal()),
    ONLY_OWNERS_GRANT_DISCOUNTS(OwnerAction.GRANT_DISCOUNTS.refusal()),
    ONLY_OWNERS_TAKE_PRICES_BACK(OwnerAction.TAKE_PRICES_BACK.refusal()),
    PRICE_NAME_TAKEN("There is a price or a discount %s already, and it never changes. Enter it under another name."),
    PRICE_UNKNOWN("The organization has no price or discount %s of its own. Load the list again."),
    PRICE_IMPORT_UNKNOWN("There is no import of %s. Load the list again."),
    PRICE_TAKEN_BACK_BEFORE("%s was taken back before."),
    PRICE_BUNDLE_GONE("That price bundle does not wait any more. Load the page again to see which one does."),
    PRICE_BUNDLE_OUTDATED("The price bundle is no later than %s, which was applied already. Offer a later one.");

    private final String message;

    PriceRefusal(String message) {
        this.message = message;
    }

    /** The reason with that code, which is its name in lower case. */
    public static Optional<PriceRefusal> withCode(String code) {
        return Stream.of(values())
                .filter(reason -> reason.name().toLowerCase(Locale.ROOT).equals(code))
                .findFirst();
    }

    /** @param name of the price or the discount; empty where there is none to tell */
    public PriceRefusedException about(String name) {
        return new PriceRefusedException(message.formatted(name));
    }
}
