package io.tokentally.domain.budget;

/** What a budget counts of the calls that it is for. What a provider bills to nobody counts for none. */
public enum BudgetMeasure {
    /** What they cost, in the ledger's currency. */
    COST,
    /** Their input and output tokens, those from a cache with them. */
    TOKENS,
    /** How many they are, those that failed with them. */
    REQUESTS
}
