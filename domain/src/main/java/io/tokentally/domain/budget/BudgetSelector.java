package io.tokentally.domain.budget;

import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.Tags;
import io.tokentally.domain.pricing.ModelPattern;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which calls of its organization a budget is for: those that all of this is true of; all calls where nothing is said.
 *
 * @param model a pattern for the model that is asked for, which is known before a call goes out
 * @param tag a name and its one value; of the tags that an owner declared
 */
public record BudgetSelector(
        @Nullable UserId user,
        @Nullable VirtualKeyId key,
        @Nullable Endpoint endpoint,
        @Nullable Operation operation,
        @Nullable Provider provider,
        @Nullable ModelPattern model,
        @Nullable SelectedTag tag) {

    public static final BudgetSelector EVERYTHING = new BudgetSelector(null, null, null, null, null, null, null);

    /** A tag and the value that it is to have. */
    public record SelectedTag(String name, String value) {

        public SelectedTag {
            Tags checked = new Tags(Map.of(name, value));
            name = checked.values().keySet().iterator().next();
            value = checked.values().get(name);
        }
    }

    /** Whether the budget is for such a call. */
    public boolean matches(BudgetedCall call) {
        return (user == null || user.equals(call.user()))
                && (key == null || key.equals(call.key()))
                && (endpoint == null || endpoint.equals(call.endpoint()))
                && (operation == null || operation.equals(call.operation()))
                && (provider == null || provider.equals(call.provider()))
                && (tag == null || tag.value().equals(call.tags().values().get(tag.name())))
                && (model == null || model.matches(call.model().value()));
    }
}
