package io.tokentally.adapter.rest;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.budget.CallTraits;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.Provider;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is said of a call whose budgets are asked for. A parameter that is empty is as good as left out. */
record EffectiveParameters(
        @Parameter(description = "Whose call it is", schema = @Schema(type = "string")) @Nullable
        UserId user,

        @Parameter(description = "With which key it is made", schema = @Schema(type = "string", format = "uuid"))
        @Nullable
        VirtualKeyId key,

        @Parameter(description = "The feature that makes it", schema = @Schema(type = "string")) @Nullable
        Endpoint endpoint,

        @Parameter(description = "The API's operation", schema = @Schema(type = "string")) @Nullable
        Operation operation,

        @Parameter(description = "Who is called", schema = @Schema(type = "string")) @Nullable
        Provider provider,

        @Parameter(description = "The model that is asked for", schema = @Schema(type = "string")) @Nullable
        ModelName model,

        @Parameter(
                description = "A tag and its value, such as team=search; once for each tag",
                array = @ArraySchema(schema = @Schema(type = "string")))
        @Nullable
        TagFilters tag) {

    CallTraits call() {
        Map<String, String> tags = new HashMap<>();
        if (tag != null) {
            tag.values().forEach((name, value) -> tags.put(name.name(), value));
        }
        return new CallTraits(user, key, endpoint, operation, provider, model, tags);
    }
}
