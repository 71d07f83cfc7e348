package io.tokentally.simulator;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The one JSON mapper of the simulator, and short names for what is done with it. */
final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    static ArrayNode array(JsonNode only) {
        return array().add(only);
    }

    static ArrayNode strings(Iterable<String> values) {
        ArrayNode array = array();
        values.forEach(array::add);
        return array;
    }

    static JsonNode text(String value) {
        return JsonNodeFactory.instance.stringNode(value);
    }

    static byte[] bytes(JsonNode node) {
        return MAPPER.writeValueAsBytes(node);
    }

    /**
     * Reads one document.
     *
     * @throws JacksonException if the text is not one JSON document
     */
    static JsonNode read(String text) {
        return MAPPER.readTree(text);
    }

    /**
     * Reads one document.
     *
     * @throws JacksonException if the bytes are not one JSON document in UTF-8
     */
    static JsonNode read(byte[] bytes) {
        return MAPPER.readTree(bytes);
    }

    /** A document at the start of a text, and how many characters it takes. */
    record Prefix(JsonNode document, int length) {}

    /**
     * Reads the document at the start of the text, whatever follows.
     *
     * @throws JacksonException if the text does not begin with a JSON document
     */
    static Prefix readPrefix(String text) {
        try (JsonParser parser = MAPPER.createParser(text)) {
            JsonNode document = parser.readValueAsTree();
            return new Prefix(document, (int) parser.currentLocation().getCharOffset());
        }
    }
}
