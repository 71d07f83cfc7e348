package io.tokentally.adapter.openai.shortlist;

import com.openai.core.JsonValue;
import com.openai.models.ResponseFormatJsonSchema;
import java.util.List;
import java.util.Map;

/**
 * Builds the JSON schemas of answers: every property is required, and none is added, as strict mode demands.
 *
 * @see <a href="https://platform.openai.com/docs/guides/structured-outputs">OpenAI: structured outputs</a>
 */
final class AnswerShape {

    static final Map<String, Object> TEXT = Map.of("type", "string");
    static final Map<String, Object> TEXT_OR_NULL = Map.of("type", List.of("string", "null"));
    static final Map<String, Object> WHOLE_NUMBER = Map.of("type", "integer");

    private AnswerShape() {}

    static Map<String, Object> list(Map<String, Object> items) {
        return Map.of("type", "array", "items", items);
    }

    static Map<String, Object> object(Map<String, Object> properties) {
        return Map.of(
                "type",
                "object",
                "properties",
                properties,
                "required",
                List.copyOf(properties.keySet()),
                "additionalProperties",
                false);
    }

    static ResponseFormatJsonSchema format(String name, Map<String, Object> object) {
        ResponseFormatJsonSchema.JsonSchema.Schema.Builder schema =
                ResponseFormatJsonSchema.JsonSchema.Schema.builder();
        object.forEach((key, value) -> schema.putAdditionalProperty(key, JsonValue.from(value)));
        return ResponseFormatJsonSchema.builder()
                .jsonSchema(ResponseFormatJsonSchema.JsonSchema.builder()
                        .name(name)
                        .strict(true)
                        .schema(schema.build())
                        .build())
                .build();
    }
}
