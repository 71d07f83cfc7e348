package io.tokentally.adapter.openai.usage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokentally.domain.budget.RequestBounds;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.Region;
import io.tokentally.provider.wire.FieldSelection;
import io.tokentally.provider.wire.Identifiers;
import io.tokentally.provider.wire.SelectiveJsonParser;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What metering takes from a request.
 *
 * @param lacksUsage whether it is a streamed completion that does not ask for usage
 * @param prompt what the model is asked, if its tokens can be counted
 * @param billedAsAsked what is billed whatever the answer, if anything is
 * @param imageModel what makes the images of a response; absent where several models may
 * @param containerLimits the memory of the containers that its tools get, by tool
 * @param bounds what it can use at most
 */
record OpenAiRequest(
        ModelName model,
        boolean streamed,
        boolean lacksUsage,
        @Nullable Prompt prompt,
        Optional<Quantities> billedAsAsked,
        @Nullable ModelName imageModel,
        Map<String, String> containerLimits,
        RequestBounds bounds) {

    /** Makes the images of responses whose request names no other. */
    private static final ModelName IMAGE_TOOL_MODEL = new ModelName("gpt-image-2");

    /** Stands for a request that cannot be understood. */
    static final OpenAiRequest UNREAD = new OpenAiRequest(
            Identifiers.UNKNOWN_MODEL,
            false,
            false,
            null,
            Optional.empty(),
            IMAGE_TOOL_MODEL,
            Map.of(),
            RequestBounds.UNKNOWN);

    private static final ModelName DEFAULT_IMAGE_MODEL = new ModelName("dall-e-2");
    static final FieldSelection MEMBERS = FieldSelection.of(
            "model",
            "stream",
            "stream_options",
            "stream_format",
            "n",
            "size",
            "quality",
            "messages",
            "input",
            "instructions",
            "prompt",
            "tools",
            "functions",
            "response_format",
            "text",
            "reasoning",
            "reasoning_effort",
            "modalities",
            "audio",
            "prediction",
            "web_search_options",
            "previous_response_id",
            "conversation",
            "background",
            "context_management",
            "max_tokens",
            "max_completion_tokens",
            "max_output_tokens",
            "best_of",
            "service_tier");

    static OpenAiRequest of(MeteredApi api, @Nullable String contentType, byte[] bytes, @Nullable Region region) {
        if (contentType != null && MultipartForm.isOne(contentType)) {
            ObjectNode form = form(contentType, bytes);
            return of(api, form, modelOf(api, form), false, OpenAiBounds.ofForm(api, bytes.length, region));
        }
        SelectiveJsonParser body = SelectiveJsonParser.of(MEMBERS, bytes);
        if (!body.isComplete()) {
            return UNREAD;
        }
        ModelName model = modelOf(api, body.node());
        return of(api, body.node(), model, body.isWhole(), OpenAiBounds.of(api, body, model, bytes.length, region));
    }

    /** The model that a body asks for, whatever else it holds. */
    static ModelName modelIn(@Nullable String contentType, byte[] bytes) {
        ObjectNode body = contentType != null && MultipartForm.isOne(contentType)
                ? form(contentType, bytes)
                : SelectiveJsonParser.of(MEMBERS, bytes).node();
        return Objects.requireNonNullElse(Identifiers.model(body.path("model").textValue()), Identifiers.UNKNOWN_MODEL);
    }

    private static OpenAiRequest of(
            MeteredApi api, ObjectNode body, ModelName model, boolean countable, RequestBounds bounds) {
        boolean streamed = isOn(body.path("stream"))
                || "sse".equals(body.path("stream_format").textValue());
        boolean asks = isOn(body.path("stream_options").path("include_usage"));
        return new OpenAiRequest(
                model,
                streamed,
                api.hasUsageOption() && streamed && !asks,
                countable ? Prompt.of(api, body, model) : null,
                RequestBasedBilling.of(api, body, model),
                imageModel(body.path("tools")),
                ContainerSessions.limits(body.path("tools")),
                bounds);
    }

    private static @Nullable ModelName imageModel(JsonNode tools) {
        Set<ModelName> named = new HashSet<>();
        for (JsonNode tool : tools) {
            if ("image_generation".equals(tool.path("type").textValue())) {
                named.add(Objects.requireNonNullElse(
                        Identifiers.model(tool.path("model").textValue()), IMAGE_TOOL_MODEL));
            }
        }
        return named.size() > 1 ? null : named.stream().findFirst().orElse(IMAGE_TOOL_MODEL);
    }

    /** A form has texts only. */
    private static ObjectNode form(String contentType, byte[] bytes) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        MultipartForm.fields(contentType, bytes).forEach((name, value) -> {
            if (value.equals("true")) {
                fields.put(name, true);
            } else {
                fields.put(name, value);
            }
        });
        return fields;
    }

    /** Where no model is named for images, it is DALL·E 2. */
    private static ModelName modelOf(MeteredApi api, ObjectNode body) {
        boolean isDefault = api.makesImages() && !body.has("model");
        ModelName named = Identifiers.model(body.path("model").textValue());
        return Objects.requireNonNullElse(named, isDefault ? DEFAULT_IMAGE_MODEL : Identifiers.UNKNOWN_MODEL);
    }

    private static boolean isOn(JsonNode option) {
        return option.isBoolean() && option.booleanValue();
    }
}
