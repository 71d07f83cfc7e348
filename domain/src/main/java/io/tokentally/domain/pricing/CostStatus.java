package io.tokentally.domain.pricing;

/** How far a cost can be trusted. */
public enum CostStatus {
    /** The provider reported the quantities, and each of them has a price. */
    MEASURED,
    /** The quantities were counted here, because the provider reported none. */
    ESTIMATED,
    /** What it costs is not known: the total is zero only because nothing could be priced. */
    UNPRICED,
    /** The provider does not charge for it. */
    FREE
}
