package io.tokentally.adapter.rest;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.domain.key.KeyPolicy;
import io.tokentally.domain.key.PathRule;
import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.pricing.ModelPattern;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a key may do, as JSON. */
@JsonPropertyOrder({
    "unrestricted",
    "operations",
    "paths",
    "calls",
    "models",
    "providers",
    "resources",
    "unknownIds",
    "tellsBudgets",
    "outputTokens"
})
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
        boolean unknownIds,

        @Schema(
                description =
                        "Whether the gateway's answers tell in headers what is left of the budget that is nearest to its"
                                + " amount; allows nothing, and may be said beside unrestricted")
        boolean tellsBudgets,

        @Schema(
                types = {"integer", "null"},
                minimum = "1",
                maximum = "10000000",
                example = "4096",
                description =
                        "The limit that the gateway writes on each answer into requests of chat completions and responses that"
                                + " set none; forbids nothing, and may be said beside unrestricted")
        @Nullable
        Long outputTokens) {

    static KeyPolicyJson of(KeyPolicy policy) {
        return new KeyPolicyJson(
                policy.unrestricted(),
                names(policy.operations(), ApiEnumNames::word),
                names(policy.paths(), PathRule::text),
                names(policy.calls(), Operation::value),
                names(policy.models(), ModelPattern::text),
                names(policy.providers(), Provider::value),
                ApiEnumNames.word(policy.resources()),
                policy.unknownIds(),
                policy.tellsBudgets(),
                policy.outputTokens());
    }

    private static <T> List<String> names(Collection<T> values, Function<T, String> name) {
        return values.stream().map(name).sorted().toList();
    }
}
