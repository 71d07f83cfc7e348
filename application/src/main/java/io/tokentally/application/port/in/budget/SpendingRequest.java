package io.tokentally.application.port.in.budget;

import io.tokentally.domain.budget.BudgetedCall;
import io.tokentally.domain.budget.RequestBounds;

/**
 * A call that is about to go out.
 *
 * @param bounds what its request can use at most
 * @param isFree whether the provider bills nothing for it, however it is answered; it passes every budget
 */
public record SpendingRequest(BudgetedCall call, RequestBounds bounds, boolean isFree) {}
