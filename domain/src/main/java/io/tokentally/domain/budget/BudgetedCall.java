package io.tokentally.domain.budget;

import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.metering.Attribution;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.Tags;
import org.jspecify.annotations.Nullable;

/**
 * What budgets know a call by, before it goes out and afterwards alike.
 *
 * @param key absent for calls that do not come through the gateway
 * @param model that is asked for
 */
public record BudgetedCall(
        OrganizationId organization,
        UserId user,
        @Nullable VirtualKeyId key,
        Endpoint endpoint,
        Operation operation,
        Provider provider,
        ModelName model,
        Tags tags) {

    public static BudgetedCall of(Attribution attribution, Operation operation, Provider provider, ModelName model) {
        return new BudgetedCall(
                attribution.organizationId(),
                attribution.userId(),
                attribution.keyId(),
                attribution.endpoint(),
                operation,
                provider,
                model,
                attribution.tags());
    }

    /** The same call, as one of another model. */
    public BudgetedCall of(ModelName other) {
        return new BudgetedCall(organization, user, key, endpoint, operation, provider, other, tags);
    }

    /** Its value of a dimension; empty where it has none. */
    public String valueOf(BudgetDimension dimension) {
        return switch (dimension) {
            case USER -> user.value();
            case KEY -> key == null ? "" : key.value().toString();
            case ENDPOINT -> endpoint.value();
            case OPERATION -> operation.value();
            case PROVIDER -> provider.value();
            case MODEL -> model.value();
        };
    }
}
