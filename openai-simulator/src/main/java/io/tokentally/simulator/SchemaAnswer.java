package io.tokentally.simulator;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Fits a draft to a JSON schema: what the draft has under a property's name (or a synonym) is taken and converted; what
 * it lacks becomes null where the schema lets it, an empty array, or the plainest value that satisfies the schema.
 * Understands what OpenAI's structured outputs allow, except {@code pattern}.
 *
 * @see <a href="https://platform.openai.com/docs/guides/structured-outputs#supported-schemas">Supported schemas</a>
 */
final class SchemaAnswer {

    private static final int DEEPEST = 64;

    private final JsonNode root;

    private SchemaAnswer(JsonNode root) {
        this.root = root;
    }

    /**
     * A document that satisfies the schema.
     *
     * @throws ApiException 400 if a reference leads nowhere, or the schema requires a document without end
     */
    static JsonNode fit(JsonNode schema, ObjectNode draft) {
        return new SchemaAnswer(schema).fit(schema, draft, new Place("", Json.object(), 0));
    }

    /** Where in the document a value stands: its property, and the draft of the object around it. */
    private record Place(String property, JsonNode around, int depth) {

        Place inside(String child, JsonNode draft) {
            return new Place(child, draft, depth + 1);
        }
    }

    private JsonNode fit(JsonNode rawSchema, @Nullable JsonNode value, Place place) {
        if (place.depth() > DEEPEST) {
            throw invalid("the schema requires a document without end");
        }
        JsonNode schema = resolve(rawSchema);
        if (schema.has("const")) {
            return schema.path("const");
        }
        if (schema.path("enum").isArray()) {
            return oneOf(schema.path("enum"), value);
        }
        List<JsonNode> branches = branches(schema);
        if (!branches.isEmpty()) {
            return fit(branch(branches, value, place), value, place.inside(place.property(), place.around()));
        }
        return ofType(schema, value, place);
    }

    private JsonNode ofType(JsonNode schema, @Nullable JsonNode value, Place place) {
        List<String> types = types(schema);
        if (types.contains("null") && value == null && !reachesAround(schema, types, place)) {
            return NullNode.getInstance();
        }
        String type =
                types.stream().filter(name -> !name.equals("null")).findFirst().orElse("null");
        return switch (type) {
            case "object" -> object(schema, value, place);
            case "array" -> array(schema, value, place);
            case "string" -> ScalarAnswer.string(schema, value);
            case "integer" -> ScalarAnswer.integer(schema, value, place.property());
            case "number" -> ScalarAnswer.number(schema, value, place.property());
            case "boolean" -> ScalarAnswer.bool(value);
            default -> NullNode.getInstance();
        };
    }

    /** Whether an object without a draft of its own finds its properties in the object around it. */
    private static boolean reachesAround(JsonNode schema, List<String> types, Place place) {
        return types.contains("object")
                && schema.path("properties").propertyNames().stream()
                        .anyMatch(property -> PropertyNames.find(place.around(), property) != null);
    }

    private JsonNode object(JsonNode schema, @Nullable JsonNode value, Place place) {
        JsonNode draft = draftOfObject(value, place);
        Set<String> required = new HashSet<>();
        schema.path("required").forEach(name -> required.add(name.asString("")));
        ObjectNode object = Json.object();
        for (var property : schema.path("properties").properties()) {
            String name = property.getKey();
            JsonNode child = PropertyNames.find(draft, name);
            if (child != null || required.contains(name)) {
                object.set(name, fit(property.getValue(), child, place.inside(name, draft)));
            }
        }
        return object;
    }

    private static JsonNode draftOfObject(@Nullable JsonNode value, Place place) {
        if (value == null || value.isArray()) {
            return place.around();
        }
        if (value.isObject()) {
            return value;
        }
        return Json.object()
                .set("name", value)
                .set("value", value)
                .set("text", value)
                .set("skill", value)
                .set("language", value);
    }

    private ArrayNode array(JsonNode schema, @Nullable JsonNode value, Place place) {
        JsonNode items = schema.path("items");
        ArrayNode array = Json.array();
        int most = schema.path("maxItems").asInt(Integer.MAX_VALUE);
        for (JsonNode draft : draftsOfItems(items, value, place)) {
            if (array.size() < most) {
                array.add(fit(items, draft, place.inside(place.property(), Json.object())));
            }
        }
        while (array.size() < schema.path("minItems").asInt(0)) {
            array.add(fit(items, null, place.inside(place.property(), Json.object())));
        }
        return array;
    }

    private List<JsonNode> draftsOfItems(JsonNode items, @Nullable JsonNode value, Place place) {
        if (value == null) {
            boolean wantsMatches =
                    resolve(items).path("properties").propertyNames().stream().anyMatch(PropertyNames::isCandidateId);
            JsonNode matches = place.around().path(MatchHeuristics.RESULTS);
            return wantsMatches ? elements(matches) : List.of();
        }
        if (value.isArray()) {
            return elements(value);
        }
        if (value.isString()) {
            return value.stringValue().lines().map(Json::text).toList();
        }
        return List.of(value);
    }

    private static List<JsonNode> elements(JsonNode array) {
        List<JsonNode> elements = new ArrayList<>();
        array.forEach(elements::add);
        return elements;
    }

    /** The enum's value that the draft names; else null if the enum has it, else the first. */
    private static JsonNode oneOf(JsonNode values, @Nullable JsonNode wanted) {
        String text = wanted == null ? "" : PropertyNames.normal(wanted.asString(""));
        JsonNode absent = null;
        for (JsonNode value : values) {
            if (value.isNull()) {
                absent = value;
            } else if (PropertyNames.normal(value.asString("")).equals(text)) {
                return value;
            }
        }
        return absent == null ? values.path(0) : absent;
    }

    private static List<JsonNode> branches(JsonNode schema) {
        List<JsonNode> branches = elements(schema.path("anyOf"));
        branches.addAll(elements(schema.path("oneOf")));
        return branches;
    }

    private JsonNode branch(List<JsonNode> branches, @Nullable JsonNode value, Place place) {
        List<JsonNode> resolved = branches.stream().map(this::resolve).toList();
        boolean draftless =
                value == null && resolved.stream().noneMatch(branch -> reachesAround(branch, types(branch), place));
        return resolved.stream()
                .filter(branch -> types(branch).equals(List.of("null")) == draftless)
                .filter(branch -> value == null || accepts(branch, value))
                .findFirst()
                .orElse(resolved.getFirst());
    }

    private static boolean accepts(JsonNode schema, JsonNode value) {
        List<String> types = types(schema);
        if (value.isObject()) {
            return types.contains("object");
        }
        if (value.isArray()) {
            return types.contains("array");
        }
        return !types.contains("object") && !types.contains("array");
    }

    private static List<String> types(JsonNode schema) {
        JsonNode type = schema.path("type");
        List<String> types = new ArrayList<>();
        if (type.isString()) {
            types.add(type.stringValue());
        }
        type.forEach(one -> types.add(one.asString("")));
        if (types.isEmpty()) {
            types.add(schema.has("properties") ? "object" : schema.has("items") ? "array" : "string");
        }
        if (schema.path("nullable").asBoolean(false)) {
            types.add("null");
        }
        return types;
    }

    private JsonNode resolve(JsonNode schema) {
        JsonNode resolved = schema;
        for (int hops = 0; resolved.path("$ref").isString(); hops++) {
            String reference = resolved.path("$ref").stringValue();
            resolved = reference.startsWith("#") ? root.at(reference.substring(1)) : root.path(reference);
            if (resolved.isMissingNode() || hops > DEEPEST) {
                throw invalid("the reference '" + reference + "' leads nowhere");
            }
        }
        JsonNode all = resolved.path("allOf");
        return all.isEmpty() ? resolved : merged(resolved, all);
    }

    private ObjectNode merged(JsonNode schema, JsonNode all) {
        ObjectNode merged = Json.object();
        ObjectNode properties = Json.object();
        ArrayNode required = Json.array();
        List<JsonNode> parts = new ArrayList<>(List.of(((ObjectNode) schema.deepCopy()).without("allOf")));
        all.forEach(part -> parts.add(resolve(part)));
        for (JsonNode part : parts) {
            part.properties().forEach(entry -> merged.set(entry.getKey(), entry.getValue()));
            part.path("properties").properties().forEach(entry -> properties.set(entry.getKey(), entry.getValue()));
            part.path("required").forEach(required::add);
        }
        if (!properties.isEmpty()) {
            merged.set("properties", properties);
            merged.set("required", required);
        }
        return merged;
    }

    private static ApiException invalid(String why) {
        return ApiException.invalid("response_format", "invalid_json_schema", "Invalid schema: " + why + ".");
    }
}
