package io.tokentally.adapter.rest;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.domain.alert.AlertMeasure;
import io.tokentally.domain.alert.AlertRuleKind;
import io.tokentally.domain.alert.AlertRuleTerms;
import io.tokentally.domain.alert.AlertState;
import io.tokentally.domain.alert.AlertWindow;
import io.tokentally.domain.budget.BudgetDimension;
import io.tokentally.domain.budget.BudgetSelector;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/** What a rule is to say. */
@Schema(name = "AlertRuleRequest", description = "As the terms of a rule are told")
record AlertRuleRequest(
        @Schema(
                example = "Failures of search",
                maxLength = AlertRuleTerms.MAX_NAME,
                requiredMode = Schema.RequiredMode.REQUIRED)
        @NotNull
        String name,

        @Schema(
                description = "What crosses it",
                allowableValues = {"amount", "unusual", "errors", "slow", "unpriced", "silent", "ending", "forecast"},
                requiredMode = Schema.RequiredMode.REQUIRED)
        @Refusal("kind must be one of amount, unusual, errors, slow, unpriced, silent, ending, forecast.")
        @NotNull
        AlertRuleKind kind,

        @Schema(
                description = "How grave that is",
                allowableValues = {"warning", "over"},
                defaultValue = "warning")
        @Nullable
        AlertState severity,

        @Schema(
                implementation = BudgetTermsJson.Selector.class,
                description = "By default all calls of the organization; not of forecast, which is of all budgets")
        @Nullable
        BudgetSelectorRequest selector,

        @Schema(
                description = "By what each is watched on its own; of amount, unusual, errors and slow",
                allowableValues = {"user", "key", "endpoint", "operation", "provider", "model"})
        @Nullable
        BudgetDimension forEach,

        @Schema(
                description = "Of amount and unusual",
                allowableValues = {"cost", "tokens", "requests", "failures"})
        @Nullable
        AlertMeasure measure,

        @Schema(
                description =
                        "Above which it is crossed: of the measure, per cent of calls that failed, or milliseconds that 95 of"
                                + " 100 calls took at most; of unusual, by how much at least",
                example = "50.00")
        @Nullable
        String amount,

        @Schema(description = "Of errors and slow: with fewer calls nothing is said", minimum = "1") @Nullable
        Integer minimumCalls,

        @Schema(
                description = "By the organization's clocks; of amount, unusual, errors and slow",
                allowableValues = {"hour", "day"})
        @Nullable
        AlertWindow window,

        @Schema(description = "Of silent: after how many hours without a call", minimum = "1", maximum = "72") @Nullable
        Integer silentHours,

        @Schema(description = "Of ending: how many days before", minimum = "1", maximum = "365") @Nullable
        Integer withinDays,

        @Schema(defaultValue = "true") @Nullable Boolean enabled)
        implements ApiBody {

    /**
     * @throws InvalidParameterException if a field is nothing of its kind
     * @throws io.tokentally.domain.alert.AlertRefusedException if a rule cannot say so
     */
    AlertRuleTerms terms() {
        return new AlertRuleTerms(
                Parameters.chosenName("name", name, AlertRuleTerms.MAX_NAME),
                kind,
                severity == null ? AlertState.WARNING : severity,
                selector == null ? BudgetSelector.EVERYTHING : selector.selector(),
                forEach,
                measure,
                amount == null ? null : BudgetAmounts.read("amount", amount),
                minimumCalls,
                window == null && kind == AlertRuleKind.UNPRICED ? AlertWindow.DAY : window,
                silentHours,
                withinDays,
                enabled == null || enabled);
    }
}
