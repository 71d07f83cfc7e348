package io.tokentally.adapter.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.tokentally.domain.budget.BlockingRules;
import org.jspecify.annotations.Nullable;

/**
 * How a budget is to count calls ahead, in a body; {@link BudgetTermsJson.Blocking} describes it. What is left out is as it is
 * for most. No record, since Jackson would take a component that is left out for one that is null.
 */
final class BudgetBlockingRequest {

    @JsonProperty
    @JsonSetter(nulls = Nulls.FAIL)
    private BlockingRules.Bound bound = BlockingRules.DEFAULT.bound();

    @JsonProperty
    @JsonSetter(nulls = Nulls.FAIL)
    private BlockingRules.Unknown unbounded = BlockingRules.DEFAULT.unbounded();

    @JsonProperty
    @JsonSetter(nulls = Nulls.FAIL)
    private BlockingRules.Unknown unpriced = BlockingRules.DEFAULT.unpriced();

    @JsonProperty
    private @Nullable String ceiling;

    @JsonProperty
    private boolean strict = BlockingRules.DEFAULT.strict();

    @JsonProperty
    @JsonSetter(nulls = Nulls.FAIL)
    private BlockingRules.WhenUnreachable whenUnreachable = BlockingRules.DEFAULT.whenUnknown();

    @JsonProperty
    private @Nullable Long outputTokens;

    /** @throws InvalidParameterException if they cannot be so */
    BlockingRules rules() {
        var amount = ceiling == null ? null : BudgetAmounts.read("blocking ceiling", ceiling);
        BlockingRules rules = InvalidParameterException.refusedBy(
                "blocking",
                "Give ceiling, or choose refuse or pass.",
                () -> new BlockingRules(bound, unbounded, unpriced, amount, strict, whenUnreachable));
        return InvalidParameterException.refusedBy(
                "blocking", "Leave outputTokens out for no limit.", () -> rules.limitingOutput(outputTokens));
    }
}
