package io.tokentally.adapter.rest;

import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.budget.BudgetSelector;
import io.tokentally.domain.budget.BudgetSelector.SelectedTag;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.pricing.ModelPattern;
import org.jspecify.annotations.Nullable;

/** Which calls a budget is to be for, in a body; {@link BudgetTermsJson.Selector} describes it. */
record BudgetSelectorRequest(
        @Nullable UserId user,
        @Nullable VirtualKeyId key,
        @Nullable Endpoint endpoint,
        @Nullable Operation operation,
        @Nullable Provider provider,
        @Nullable ModelPattern model,
        BudgetTermsJson.@Nullable SelectedTagJson tag) {

    /** @throws InvalidParameterException if the tag is none */
    BudgetSelector selector() {
        return new BudgetSelector(user, key, endpoint, operation, provider, model, tag == null ? null : selected(tag));
    }

    private static SelectedTag selected(BudgetTermsJson.SelectedTagJson tag) {
        String name = tag.name();
        String value = tag.value();
        if (name == null || value == null) {
            throw new InvalidParameterException(
                    "selector", "selector tag must have a name and a value. " + Parameters.BODY_REMEDY);
        }
        return InvalidParameterException.refusedBy(
                "selector", Parameters.BODY_REMEDY, () -> new SelectedTag(name, value));
    }
}
