package io.tokentally.domain.budget;

/** What happens when a budget's amount is reached. */
public enum BudgetAction {
    /** It is shown. */
    OBSERVE,
    /** Those who want to know are told. */
    ALERT,
    /** They are told, and calls that would go beyond it are refused. */
    BLOCK
}
