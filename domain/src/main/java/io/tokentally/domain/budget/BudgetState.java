package io.tokentally.domain.budget;

/** How far one amount of a budget is used. */
public enum BudgetState {
    OK,
    /** One of its thresholds is reached. */
    WARNING,
    /** All of it is spent. */
    OVER
}
