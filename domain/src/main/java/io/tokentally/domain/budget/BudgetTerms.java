package io.tokentally.domain.budget;

import io.tokentally.domain.metering.Tags;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.text.PlainText;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a budget says: whose calls, what of them, how much in which time, and what then.
 *
 * @param forEach by what it is each one's own; absent where it is for all of them together, or for each value of a tag
 * @param forEachTag the tag of which each value has an amount of its own; of those that an owner declared. Calls without a value of it
 *     have one together
 * @param amount in dollars, tokens or requests; 0 allows nothing
 * @param thresholds where somebody is told, without two of the same
 */
public record BudgetTerms(
        String name,
        BudgetSelector selector,
        @Nullable BudgetDimension forEach,
        BudgetMeasure measure,
        BigDecimal amount,
        BudgetWindow window,
        BudgetAction action,
        List<BudgetThreshold> thresholds,
        BlockingRules blocking,
        @Nullable String forEachTag) {

    public static final int MAX_NAME = 80;
    public static final int MAX_THRESHOLDS = 10;

    private static final BigDecimal MAX_AMOUNT = new BigDecimal("1000000000000");

    /** Of one whose amount is no tag's value's own. */
    public BudgetTerms(
            String name,
            BudgetSelector selector,
            @Nullable BudgetDimension forEach,
            BudgetMeasure measure,
            BigDecimal amount,
            BudgetWindow window,
            BudgetAction action,
            List<BudgetThreshold> thresholds,
            BlockingRules blocking) {
        this(name, selector, forEach, measure, amount, window, action, thresholds, blocking, null);
    }

    public BudgetTerms {
        if (forEachTag != null) {
            forEachTag = new Tags(Map.of(forEachTag, "any"))
                    .values()
                    .keySet()
                    .iterator()
                    .next();
            if (forEach != null) {
                throw new IllegalArgumentException("A budget is for each value of one thing, not of two");
            }
        }
        name = PlainText.require("A budget's name", name, MAX_NAME);
        thresholds = List.copyOf(thresholds);
        if (amount.signum() < 0 || amount.compareTo(MAX_AMOUNT) > 0) {
            throw new IllegalArgumentException("A budget's amount lies between 0 and %s, and is not %s"
                    .formatted(MAX_AMOUNT.toPlainString(), shown(amount)));
        }
        amount = Money.usd(amount).amount();
        if (amount.scale() > measure.scale()) {
            throw new IllegalArgumentException(
                    measure == BudgetMeasure.COST
                            ? "A budget's amount has at most %d decimals, unlike %s"
                                    .formatted(measure.scale(), shown(amount))
                            : "Tokens and requests are counted whole, unlike " + shown(amount));
        }
        if (thresholds.size() > MAX_THRESHOLDS) {
            throw new IllegalArgumentException(
                    "A budget has at most %d thresholds, not %d".formatted(MAX_THRESHOLDS, thresholds.size()));
        }
        if (thresholds.stream().distinct().count() < thresholds.size()) {
            throw new IllegalArgumentException("A budget has two thresholds that are the same");
        }
    }

    private static String shown(BigDecimal amount) {
        return amount.precision() > 40 ? "a number of %d digits".formatted(amount.precision()) : amount.toString();
    }

    public boolean blocks() {
        return action == BudgetAction.BLOCK;
    }

    /** Whether there are several amounts of it: each one's own. */
    public boolean isEachOnesOwn() {
        return forEach != null || forEachTag != null;
    }

    /** How callers get round it. */
    public Set<BudgetEvasion> evasions() {
        return BudgetEvasion.of(selector, forEach, forEachTag);
    }

    /** Whether any caller gets round it, by another endpoint or tag. */
    public boolean canBeEvaded() {
        return evasions().contains(BudgetEvasion.OTHER_NAME) || evasions().contains(BudgetEvasion.NEW_NAME);
    }

    /** Whether whoever has a service's key gets round it, by another user. */
    public boolean canBeEvadedByServices() {
        return evasions().contains(BudgetEvasion.OTHER_USER);
    }

    /** Whose amount a call counts for. */
    public BudgetSubject subjectOf(BudgetedCall call) {
        if (forEachTag != null) {
            return new BudgetSubject(call.tags().values().getOrDefault(forEachTag, ""));
        }
        return forEach == null ? BudgetSubject.ALL : new BudgetSubject(call.valueOf(forEach));
    }

    /** The same, each value of a tag having the amount. */
    public BudgetTerms forEachValueOf(@Nullable String tag) {
        return new BudgetTerms(name, selector, null, measure, amount, window, action, thresholds, blocking, tag);
    }
}
