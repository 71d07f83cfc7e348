package io.tokentally.domain.budget;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** What the caller of a call is told that a budget does not let out, in the provider's stead. */
public final class RefusalText {

    private static final String WHOM_TO_ASK = " Owners of the organization set it under Budgets.";

    private RefusalText() {}

    /** What happened, by which budget, and whom to ask. */
    public static String of(BudgetRefusal refusal) {
        return "The budget '%s' does not let this call out: ".formatted(refusal.name()) + reason(refusal) + WHOM_TO_ASK;
    }

    /** As {@link #of}, where nobody can tell what is spent. */
    public static String undetermined(String budget) {
        return "Whether the budget '%s' lets this call out cannot be told at the moment. Try again.".formatted(budget);
    }

    /** How long it takes until the budget's window ends, in whole seconds, rounded up; 0 if it does not, or not within years. */
    public static int secondsToReset(BudgetRefusal refusal, Instant now) {
        Instant reset = refusal.resetsAt();
        if (reset == null || !reset.isAfter(now)) {
            return 0;
        }
        long seconds = Duration.between(now, reset).plusNanos(999_999_999).toSeconds();
        return seconds > Integer.MAX_VALUE ? 0 : (int) seconds;
    }

    private static String reason(BudgetRefusal refusal) {
        return switch (refusal.reason()) {
            case SPENT -> spent(refusal) + reset(refusal);
            case UNBOUNDED ->
                "it is for calls alone that say what they can use at most, and this one does not. Set a limit on its"
                        + " output, and leave out files, images, tools of the provider's and stored conversations.";
            case UNPRICED -> "the model has no price, so that nobody knows what the call would cost.";
        };
    }

    private static String spent(BudgetRefusal refusal) {
        String amount = amount(refusal.measure(), refusal.amount());
        BigDecimal used = refusal.used();
        return used == null
                ? "the call may use more than what is left of %s.".formatted(amount)
                : "of %s, %s are spent or set aside, and the call may use more than what is left."
                        .formatted(amount, amount(refusal.measure(), used));
    }

    private static String reset(BudgetRefusal refusal) {
        return refusal.resetsAt() == null ? "" : " It begins anew at %s.".formatted(refusal.resetsAt());
    }

    private static String amount(BudgetMeasure measure, BigDecimal amount) {
        return switch (measure) {
            case COST -> "USD " + amount.toPlainString();
            case TOKENS, REQUESTS ->
                amount.toPlainString() + " " + measure.name().toLowerCase(Locale.ROOT);
        };
    }
}
