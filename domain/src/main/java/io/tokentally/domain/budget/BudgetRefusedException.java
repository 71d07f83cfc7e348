package io.tokentally.domain.budget;

/** Says why a budget cannot be set so. */
public final class BudgetRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final BudgetChangeRefusal reason;

    public BudgetRefusedException(BudgetChangeRefusal reason, String message) {
        super(message);
        this.reason = reason;
    }

    public BudgetChangeRefusal reason() {
        return reason;
    }
}
