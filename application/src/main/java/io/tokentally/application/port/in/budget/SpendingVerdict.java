package io.tokentally.application.port.in.budget;

import io.tokentally.domain.budget.BudgetRefusal;

/** What budgets say to a call. */
public sealed interface SpendingVerdict {

    /** It may go out. */
    record Admitted(Reservation reservation) implements SpendingVerdict {}

    /** It may not. */
    record Refused(BudgetRefusal refusal) implements SpendingVerdict {}

    /**
     * Whether it may cannot be told now, and the budget lets nothing out then.
     *
     * @param budget its name
     */
    record Undetermined(String budget) implements SpendingVerdict {}
}
