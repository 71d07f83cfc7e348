package io.tokentally.adapter.persistence.key;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tokentally.domain.key.KeyPolicy;
import io.tokentally.domain.key.OperationGroup;
import io.tokentally.domain.key.PathRule;
import io.tokentally.domain.key.ResourceScope;
import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.pricing.ModelPattern;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A key's policy as the column {@code policy} has it. The names are those that the database's rules know; of what is
 * unrestricted nothing else is said but what answers tell and are limited to.
 *
 * @param calls absent where it was laid down before there were any, which is as empty: any
 * @param tellsBudgets absent for not
 * @param outputTokens absent for no limit
 */
record KeyPolicyJson(
        boolean unrestricted,
        List<String> operations,
        List<String> paths,
        @Nullable List<String> calls,
        List<String> models,
        List<String> providers,
        String resources,
        boolean unknownIds,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean tellsBudgets,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long outputTokens) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static String write(KeyPolicy policy) {
        return policy.unrestricted()
                ? unrestricted(policy)
                : JSON.writeValueAsString(new KeyPolicyJson(
                        false,
                        names(policy.operations(), OperationGroup::name),
                        names(policy.paths(), PathRule::text),
                        names(policy.calls(), Operation::value),
                        names(policy.models(), ModelPattern::text),
                        names(policy.providers(), Provider::value),
                        policy.resources().name(),
                        policy.unknownIds(),
                        policy.tellsBudgets() ? true : null,
                        policy.outputTokens()));
    }

    private static String unrestricted(KeyPolicy policy) {
        ObjectNode said = JSON.createObjectNode().put("unrestricted", true);
        if (policy.tellsBudgets()) {
            said.put("tellsBudgets", true);
        }
        if (policy.outputTokens() != null) {
            said.put("outputTokens", policy.outputTokens());
        }
        return said.toString();
    }

    private static <T> List<String> names(Collection<T> values, Function<T, String> name) {
        return values.stream().map(name).toList();
    }

    static KeyPolicy read(String json) {
        JsonNode tree = JSON.readTree(json);
        if (tree.path("unrestricted").asBoolean(false)) {
            JsonNode limit = tree.path("outputTokens");
            return KeyPolicy.UNRESTRICTED
                    .tellingBudgets(tree.path("tellsBudgets").asBoolean(false))
                    .limitingOutput(limit.isIntegralNumber() ? limit.longValue() : null);
        }
        KeyPolicyJson stored = JSON.readValue(json, KeyPolicyJson.class);
        return new KeyPolicy(
                false,
                set(stored.operations, OperationGroup::valueOf),
                stored.paths.stream().map(PathRule::new).toList(),
                stored.calls == null ? Set.of() : set(stored.calls, Operation::new),
                stored.models.stream().map(ModelPattern::new).toList(),
                set(stored.providers, Provider::new),
                ResourceScope.valueOf(stored.resources),
                stored.unknownIds,
                Boolean.TRUE.equals(stored.tellsBudgets),
                stored.outputTokens);
    }

    private static <T> Set<T> set(List<String> names, Function<String, T> type) {
        return names.stream().map(type).collect(Collectors.toUnmodifiableSet());
    }
}
