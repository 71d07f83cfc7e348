package io.tokentally.domain.budget;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * What is used of one amount of a budget in one window.
 *
 * @param window when that began; 1970 for one that moves on
 * @param spent by calls in the ledger
 * @param reserved set aside by gateways and for work that goes on, or spent by calls that the ledger does not have yet or has no price for
 * @param unpriced how much of what is reserved is for calls and work that the ledger has without a price
 */
public record BudgetUse(
        BudgetId budget,
        BudgetSubject subject,
        Instant window,
        BigDecimal spent,
        BigDecimal reserved,
        BigDecimal unpriced) {}
