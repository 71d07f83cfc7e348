package io.tokentally.domain.budget;

/** By what a budget may be each one's own: each user's 50 dollars. */
public enum BudgetDimension {
    USER,
    KEY,
    ENDPOINT,
    OPERATION,
    PROVIDER,
    /** The model that is asked for. */
    MODEL
}
