package io.tokentally.adapter.rest;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.domain.budget.BlockingRules;
import io.tokentally.domain.budget.BudgetAction;
import io.tokentally.domain.budget.BudgetMeasure;
import io.tokentally.domain.budget.BudgetSelector;
import io.tokentally.domain.budget.BudgetSelector.SelectedTag;
import io.tokentally.domain.budget.BudgetTerms;
import io.tokentally.domain.budget.BudgetThreshold;
import io.tokentally.domain.budget.BudgetWindow;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a budget is to say. */
@Schema(name = "BudgetRequest", description = "As the terms of a budget are told")
record BudgetRequest(
        @Schema(
                example = "Search, monthly",
                maxLength = BudgetTerms.MAX_NAME,
                requiredMode = Schema.RequiredMode.REQUIRED)
        @NotNull
        String name,

        @Schema(
                implementation = BudgetTermsJson.Selector.class,
                description = "By default all calls of the organization")
        @Nullable
        BudgetSelectorRequest selector,

        @Schema(
                description =
                        "By what the amount is each one's own: user, key, endpoint, operation, provider, model, or"
                                + " an object with a tag; by default it is for all of them together",
                oneOf = {String.class, BudgetForEachJson.class},
                example = "user")
        BudgetForEachJson.@Nullable Each forEach,

        @Schema(
                allowableValues = {"cost", "tokens", "requests"},
                requiredMode = Schema.RequiredMode.REQUIRED)
        @Refusal("measure must be one of cost, tokens, requests.")
        @NotNull
        BudgetMeasure measure,

        @Schema(
                description = "In dollars, tokens or requests; 0 allows nothing",
                example = "50.00",
                requiredMode = Schema.RequiredMode.REQUIRED)
        @Refusal("amount must be a number in quotation marks, such as \"50.00\".")
        @NotNull
        String amount,

        @Schema(description = "The ledger's, which is the default", allowableValues = BudgetAmounts.CURRENCY) @Nullable
        String currency,

        @Schema(
                description = "hour, day, week, month, quarter or year by the organization's calendar, or an object",
                oneOf = {String.class, BudgetWindowJson.class},
                example = "month",
                requiredMode = Schema.RequiredMode.REQUIRED)
        @Nullable
        BudgetWindow window,

        @Schema(
                description = "What happens when the amount is reached",
                allowableValues = {"observe", "alert", "block"},
                requiredMode = Schema.RequiredMode.REQUIRED)
        @Refusal("action must be one of observe, alert, block.")
        @NotNull
        BudgetAction action,

        @Schema(
                type = "array",
                implementation = String[].class,
                description = "Where somebody is told before: percentages of the amount, or amounts",
                example = "[\"50%\", \"80%\"]")
        @JsonSetter(contentNulls = Nulls.FAIL)
        @Nullable
        List<BudgetThreshold> thresholds,

        @Schema(implementation = BudgetTermsJson.Blocking.class) @Nullable
        BudgetBlockingRequest blocking)
        implements ApiBody {

    /** @throws InvalidParameterException if a budget cannot say so */
    BudgetTerms terms() {
        String chosen = Parameters.chosenName("name", name, BudgetTerms.MAX_NAME);
        BigDecimal wanted = BudgetAmounts.read("amount", amount);
        if (currency != null && !currency.equals(BudgetAmounts.CURRENCY)) {
            throw new InvalidParameterException(
                    "currency",
                    "currency must be USD, in which the ledger counts, not %s. Leave it out."
                            .formatted(InvalidParameterException.quote(currency)));
        }
        if (window == null) {
            throw new InvalidParameterException("window", "window is missing. " + BudgetWindowJson.REMEDY);
        }
        BudgetWindow given = window;
        BlockingRules rules = blocking == null ? BlockingRules.DEFAULT : blocking.rules();
        List<BudgetThreshold> told = thresholds == null ? List.of() : thresholds;
        String tag = forEach == null ? null : forEach.tag();
        if (tag != null) {
            InvalidParameterException.refusedBy("forEach", Parameters.BODY_REMEDY, () -> new SelectedTag(tag, "any"));
        }
        // Whatever else the domain refuses is said of them: there are too many, or two of the same.
        InvalidParameterException.refusedBy(
                "thresholds", Parameters.BODY_REMEDY, () -> terms(chosen, BigDecimal.ONE, given, told, rules));
        return InvalidParameterException.refusedBy(
                "amount", Parameters.BODY_REMEDY, () -> terms(chosen, wanted, given, told, rules));
    }

    private BudgetTerms terms(
            String chosen, BigDecimal wanted, BudgetWindow given, List<BudgetThreshold> told, BlockingRules rules) {
        return new BudgetTerms(
                chosen,
                selector == null ? BudgetSelector.EVERYTHING : selector.selector(),
                forEach == null ? null : forEach.dimension(),
                measure,
                wanted,
                given,
                action,
                told,
                rules,
                forEach == null ? null : forEach.tag());
    }
}
