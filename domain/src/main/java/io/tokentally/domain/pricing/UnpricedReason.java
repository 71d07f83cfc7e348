package io.tokentally.domain.pricing;

/** Why a call has no cost. */
public enum UnpricedReason {
    /** The price book has no price for the model, the tier or one of the units at that instant. */
    NO_PRICE,
    /** The organization's price book could not be read: the call is priced as soon as it can. */
    NO_PRICE_BOOK,
    /** Nobody has said whose list prices hold for the upstream, and the organization has no rate of its own for the model there. */
    NO_PRICES_FOR_UPSTREAM,
    /** The provider did not say what the call used. */
    NO_USAGE,
    /** What the provider said it used contradicts itself. */
    INVALID_USAGE,
    /** A part of the usage was another model's work, and the provider did not name that model. */
    PART_WITHOUT_MODEL,
    /** A part of the usage is of a kind of which nobody here knows how it is billed. */
    UNKNOWN_PART
}
