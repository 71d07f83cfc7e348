package io.tokentally.domain.alert;

import io.tokentally.domain.budget.BudgetDimension;
import io.tokentally.domain.budget.BudgetSelector;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.text.PlainText;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a rule says: which calls are watched, and what of them raises an alert.
 *
 * @param severity how grave a crossing is: {@link AlertState#WARNING} or {@link AlertState#OVER}
 * @param forEach by what each is watched on its own; absent where all are watched together
 * @param amount above which it is crossed: of the measure, in a hundred calls, or in milliseconds
 * @param minimumCalls with fewer nothing is said
 * @param silentHours after how many hours without a call
 * @param withinDays how many days before a model ends
 * @param enabled whether it is looked at
 */
public record AlertRuleTerms(
        String name,
        AlertRuleKind kind,
        AlertState severity,
        BudgetSelector selector,
        @Nullable BudgetDimension forEach,
        @Nullable AlertMeasure measure,
        @Nullable BigDecimal amount,
        @Nullable Integer minimumCalls,
        @Nullable AlertWindow window,
        @Nullable Integer silentHours,
        @Nullable Integer withinDays,
        boolean enabled) {

    public static final int MAX_NAME = 80;
    public static final int MAX_SILENT_HOURS = 72;
    public static final int MAX_WITHIN_DAYS = 365;
    public static final int MAX_MINIMUM_CALLS = 1_000_000_000;

    private static final BigDecimal MAX_AMOUNT = new BigDecimal("1000000000000");
    private static final BigDecimal HUNDRED = new BigDecimal(100);
    private static final int MAX_SCALE = 9;

    public AlertRuleTerms {
        name = PlainText.require("A rule's name", name, MAX_NAME);
        if (severity != AlertState.WARNING && severity != AlertState.OVER) {
            throw new AlertRefusedException("What crosses a rule is a warning, or over.");
        }
        checkSaid(kind, "measure", measure, kind.hasMeasure());
        checkSaid(kind, "amount", amount, kind.hasAmount());
        checkSaid(kind, "minimumCalls", minimumCalls, kind.hasMinimumCalls());
        checkSaid(kind, "window", window, kind.hasWindow());
        checkSaid(kind, "silentHours", silentHours, kind == AlertRuleKind.SILENT);
        checkSaid(kind, "withinDays", withinDays, kind == AlertRuleKind.ENDING);
        if (!kind.hasSelector() && !selector.equals(BudgetSelector.EVERYTHING)) {
            throw new AlertRefusedException("A budget says itself which calls it is for. Leave the selector out.");
        }
        if (forEach != null && !kind.canBeForEach()) {
            checkSaid(kind, "forEach", forEach, false);
        }
        if (kind == AlertRuleKind.UNPRICED && window != AlertWindow.DAY) {
            throw new AlertRefusedException("Models without a price are told by the day.");
        }
        if (kind == AlertRuleKind.SLOW && isByCaller(selector, forEach)) {
            throw new AlertRefusedException(
                    "How long calls took is not known by user or key. Choose an endpoint, an operation, a provider or a model.");
        }
        if (amount != null) {
            if (amount.signum() < 0 || amount.compareTo(MAX_AMOUNT) > 0) {
                throw new AlertRefusedException("A rule's amount lies between 0 and 1000000000000.");
            }
            amount = Money.usd(amount).amount();
            if (amount.scale() > MAX_SCALE) {
                throw new AlertRefusedException("A rule's amount has at most %d decimals.".formatted(MAX_SCALE));
            }
            if (kind == AlertRuleKind.ERRORS && amount.compareTo(HUNDRED) >= 0) {
                throw new AlertRefusedException("A share of failures lies between 0 and 100 percent.");
            }
        }
        if (minimumCalls != null && (minimumCalls < 1 || minimumCalls > MAX_MINIMUM_CALLS)) {
            throw new AlertRefusedException(
                    "A rule needs 1 to %d calls to say something.".formatted(MAX_MINIMUM_CALLS));
        }
        if (silentHours != null && (silentHours < 1 || silentHours > MAX_SILENT_HOURS)) {
            throw new AlertRefusedException("A silence is of 1 to %d hours.".formatted(MAX_SILENT_HOURS));
        }
        if (withinDays != null && (withinDays < 1 || withinDays > MAX_WITHIN_DAYS)) {
            throw new AlertRefusedException("A model's end is told 1 to %d days before.".formatted(MAX_WITHIN_DAYS));
        }
    }

    private static boolean isByCaller(BudgetSelector selector, @Nullable BudgetDimension forEach) {
        return selector.user() != null
                || selector.key() != null
                || forEach == BudgetDimension.USER
                || forEach == BudgetDimension.KEY;
    }

    private static void checkSaid(AlertRuleKind kind, String field, @Nullable Object value, boolean needed) {
        if (needed && value == null) {
            throw new AlertRefusedException("A rule of the kind %s says its %s.".formatted(kind.alertKind(), field));
        }
        if (!needed && value != null) {
            throw new AlertRefusedException("A rule of the kind %s has no %s.".formatted(kind.alertKind(), field));
        }
    }
}
