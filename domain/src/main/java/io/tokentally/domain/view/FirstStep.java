package io.tokentally.domain.view;

/** What an owner does before usage tells anything, in this order. */
public enum FirstStep {
    /** The organization has a name of its own. */
    NAME,
    /** An owner said by whose clocks days begin. */
    TIME_ZONE,
    /** A provider's key is stored, and the provider knows it. */
    PROVIDER_KEY,
    /** There is a virtual key. */
    KEY,
    /** There was a call. */
    FIRST_CALL,
    /** It is known what the last call cost. */
    PRICE,
    /** There is a budget. */
    BUDGET
}
