package io.tokentally.application.port.out.budget;

import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.budget.WorkAhead;
import io.tokentally.domain.usage.UsageRecordId;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The shares of budgets' amounts that this process may spend without asking again. They go when it does not renew them, so that what a
 * process that died had left is there for others.
 */
@SystemPort("hands out how much is left of budgets to whoever holds calls to them")
public interface BudgetLeases {

    /** How long a lease holds that is not renewed. */
    Duration lifetime();

    /**
     * What is held of an amount, and what is wanted besides.
     *
     * @param held set aside, spent and not in the ledger yet, or left; stays whatever there is
     * @param needed for all calls that wait
     * @param least for the smallest of them: where there is less, nothing is of use
     * @param wanted whether more is welcome, for calls that will come
     */
    record Claim(LeaseKey key, BigDecimal held, BigDecimal needed, BigDecimal least, boolean wanted) {}

    /**
     * What there is of an amount.
     *
     * @param amount the budget's
     * @param spent in the ledger
     * @param reserved by others, or for calls without a price
     * @param granted on top of what was claimed to be held
     */
    record Grant(LeaseKey key, BigDecimal amount, BigDecimal spent, BigDecimal reserved, BigDecimal granted) {

        /** What nobody holds, with what was held by whoever asks: below zero where the amount is passed. */
        public BigDecimal room(BigDecimal held) {
            return amount.subtract(spent).subtract(reserved).subtract(held);
        }
    }

    /**
     * Tells what is held and learns what is granted, for all of them at once.
     *
     * @return a grant for each claim whose budget there still is
     */
    List<Grant> exchange(List<Claim> claims);

    /** For how long amounts are kept for work that is not told to be done: two days, of which providers take one at most. */
    Duration WORK_AHEAD = Duration.ofDays(2);

    /**
     * What was set aside for a call that nobody could price, or for the work that it began.
     *
     * @param work absent of a call without a price
     */
    record Hold(
            LeaseKey key,
            UsageRecordId call,
            BigDecimal amount,
            @Nullable WorkAhead work) {

        /** Of a call without a price. */
        public Hold(LeaseKey key, UsageRecordId call, BigDecimal amount) {
            this(key, call, amount, null);
        }
    }

    /**
     * Keeps such amounts set aside until the calls have a price, and until the ledger knows what the work used, or, where a budget is of
     * costs, what it cost. Work of which the ledger knows nothing keeps its amount for {@link #WORK_AHEAD} from the call on.
     */
    void hold(List<Hold> holds);

    /** Gives back what earlier runs of this installation held: all that they recorded is in the ledger by now. */
    void dropEarlier();
}
