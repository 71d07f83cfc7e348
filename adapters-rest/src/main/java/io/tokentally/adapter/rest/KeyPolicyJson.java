package io.tokentally.adapter.rest;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.domain.key.KeyPolicy;
import io.tokentally.domain.key.OperationGroup;
import io.tokentally.domain.key.PathRule;
import io.tokentally.domain.key.ResourceScope;
import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.pricing.ModelPattern;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a key may do, as JSON. */
@JsonPropertyOrder({"unrestricted", "operations", "paths", "calls", "models", "providers", "resources", "unknownIds"})
@Schema(name = "KeyPolicy", description = "An allow-list: what it does not name is refused")
record KeyPolicyJson(
        @Schema(description = "Everything that the provider lets the account do; then leave the rest out")
        boolean unrestricted,

        @Schema(
                description =
                        "models: calls models; resources: makes and uses files, batches, responses, conversations;"
                                + " lists: lists everybody's; administration: fine-tuning and the account itself",
                example = "[\"models\", \"resources\"]")
        List<String> operations,

        @Schema(description = "Requests besides, by method and path", example = "[\"GET /v1/fine_tuning/*\"]")
        List<String> paths,

        @Schema(
                description = "The API's operations that may be called, whichever feature calls; empty for any",
                example = "[\"chat.completions\"]")
        List<String> calls,

        @Schema(
                description = "Empty for any; * stands for any characters, # for a digit",
                example = "[\"gpt-4.1-nano*\"]")
        List<String> models,

        @Schema(description = "Empty for any", example = "[\"openai\"]")
        List<String> providers,

        @Schema(
                description = "Whose files, batches and the like: what was made with the key, with the keys of the same"
                        + " holder, or with any key of the organization",
                allowableValues = {"key", "holder", "organization"})
        String resources,

        @Schema(description = "Whether ids may be named that nobody is known to have made")
        boolean unknownIds) {

    private static final List<String> FIELDS =
            List.of("unrestricted", "operations", "paths", "calls", "models", "providers", "resources", "unknownIds");

    static KeyPolicyJson of(KeyPolicy policy) {
        return new KeyPolicyJson(
                policy.unrestricted(),
                names(policy.operations(), ApiEnumNames::word),
                names(policy.paths(), PathRule::text),
                names(policy.calls(), Operation::value),
                names(policy.models(), ModelPattern::text),
                names(policy.providers(), Provider::value),
                ApiEnumNames.word(policy.resources()),
                policy.unknownIds());
    }

    private static <T> List<String> names(Collection<T> values, Function<T, String> name) {
        return values.stream().map(name).sorted().toList();
    }

    /** The policy in a field, or nothing where it is absent or null. */
    static @Nullable KeyPolicy read(JsonBody body, String field) {
        JsonNode json = body.node(field);
        if (json.isMissingNode() || json.isNull()) {
            return null;
        }
        if (!json.isObject()) {
            throw wrong(field, "must be an object, in braces");
        }
        for (String name : json.propertyNames()) {
            if (!FIELDS.contains(name)) {
                throw wrong(field, "has fields besides " + String.join(", ", FIELDS));
            }
        }
        if (flag(json, field, "unrestricted")) {
            return KeyPolicy.UNRESTRICTED;
        }
        Set<OperationGroup> operations = EnumSet.noneOf(OperationGroup.class);
        operations.addAll(list(json, field, "operations", name -> named(OperationGroup.class, name)));
        String scope = json.path("resources").asString("key");
        return new KeyPolicy(
                false,
                operations,
                list(json, field, "paths", PathRule::new),
                new HashSet<>(list(json, field, "calls", Operation::new)),
                list(json, field, "models", ModelPattern::new),
                new HashSet<>(list(json, field, "providers", Provider::new)),
                InvalidParameterException.refusedBy(
                        field, "Compare it with /v3/api-docs.", () -> named(ResourceScope.class, scope)),
                flag(json, field, "unknownIds"));
    }

    private static <T> List<T> list(JsonNode json, String field, String name, Function<String, T> type) {
        List<T> values = new ArrayList<>();
        JsonNode list = json.path(name);
        if (!list.isMissingNode() && !list.isArray()) {
            throw wrong(field, name + " must be a list");
        }
        for (JsonNode value : list) {
            if (!value.isString()) {
                throw wrong(field, name + " must hold strings");
            }
            values.add(InvalidParameterException.refusedBy(
                    field, "Compare it with /v3/api-docs.", () -> type.apply(value.asString())));
        }
        return values;
    }

    private static boolean flag(JsonNode json, String field, String name) {
        JsonNode flag = json.path(name);
        if (!flag.isMissingNode() && !flag.isBoolean()) {
            throw wrong(field, name + " must be true or false");
        }
        return flag.asBoolean(false);
    }

    private static <E extends Enum<E>> E named(Class<E> type, String name) {
        for (E value : type.getEnumConstants()) {
            if (value.name().toLowerCase(Locale.ROOT).equals(name)) {
                return value;
            }
        }
        throw new IllegalArgumentException("there is no such word among its values");
    }

    private static InvalidParameterException wrong(String field, String what) {
        return new InvalidParameterException(field, field + " " + what + ". Compare it with /v3/api-docs.");
    }
}
