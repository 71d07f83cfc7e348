package io.tokentally.adapter.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.tokentally.domain.key.KeyPolicy;
import io.tokentally.domain.key.OperationGroup;
import io.tokentally.domain.key.PathRule;
import io.tokentally.domain.key.ResourceScope;
import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.pricing.ModelPattern;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a key is to be allowed, in a body; {@link KeyPolicyJson} describes it. What is left out is not allowed. No record,
 * since Jackson would take a component that is left out for one that is null, and null is refused.
 */
final class KeyPolicyRequest {

    @JsonProperty
    private boolean unrestricted;

    @JsonProperty
    @JsonSetter(nulls = Nulls.FAIL, contentNulls = Nulls.FAIL)
    private Set<OperationGroup> operations = Set.of();

    @JsonProperty
    @JsonSetter(nulls = Nulls.FAIL, contentNulls = Nulls.FAIL)
    private List<PathRule> paths = List.of();

    @JsonProperty
    @JsonSetter(nulls = Nulls.FAIL, contentNulls = Nulls.FAIL)
    private Set<Operation> calls = Set.of();

    @JsonProperty
    @JsonSetter(nulls = Nulls.FAIL, contentNulls = Nulls.FAIL)
    private List<ModelPattern> models = List.of();

    @JsonProperty
    @JsonSetter(nulls = Nulls.FAIL, contentNulls = Nulls.FAIL)
    private Set<Provider> providers = Set.of();

    @JsonProperty
    @JsonSetter(nulls = Nulls.SKIP)
    private ResourceScope resources = ResourceScope.KEY;

    @JsonProperty
    private boolean unknownIds;

    @JsonProperty
    private boolean tellsBudgets;

    @JsonProperty
    private @Nullable Long outputTokens;

    KeyPolicy policy() {
        KeyPolicy allowed = unrestricted
                ? KeyPolicy.UNRESTRICTED
                : new KeyPolicy(false, operations, paths, calls, models, providers, resources, unknownIds);
        return allowed.tellingBudgets(tellsBudgets).limitingOutput(outputTokens);
    }
}
