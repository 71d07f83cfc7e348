package io.tokentally.domain.alert;

/** What a rule counts of the calls that it watches. What a provider bills to nobody counts for none. */
public enum AlertMeasure {
    /** What they cost, in the ledger's currency. */
    COST,
    /** Their input and output tokens, those from a cache with them. */
    TOKENS,
    /** How many they are, those that failed with them. */
    REQUESTS,
    /** How many of them failed. */
    FAILURES
}
