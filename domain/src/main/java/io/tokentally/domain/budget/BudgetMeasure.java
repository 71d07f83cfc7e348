package io.tokentally.domain.budget;

/** What a budget counts of the calls that it is for. What a provider bills to nobody counts for none. */
public enum BudgetMeasure {
    /** What they cost, in the ledger's currency. */
    COST(9),
    /** Their input and output tokens, those from a cache with them. */
    TOKENS(0),
    /** How many they are, those that failed with them. */
    REQUESTS(0);

    private final int scale;

    BudgetMeasure(int scale) {
        this.scale = scale;
    }

    /** How many decimals an amount of it may have. */
    public int scale() {
        return scale;
    }
}
