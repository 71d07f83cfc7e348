package io.tokentally.adapter.openai.usage;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;

/** Takes a value without parts from a parser: numbers exactly, texts up to a length beyond every name's. */
final class JsonScalar {

    private static final int MAX_TEXT = 1_000;

    private JsonScalar() {}

    static JsonNode at(JsonParser parser) throws IOException {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (parser.currentToken()) {
            case VALUE_STRING -> {
                String text = parser.getText();
                yield nodes.textNode(text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text);
            }
            case VALUE_NUMBER_INT -> nodes.numberNode(parser.getBigIntegerValue());
            case VALUE_NUMBER_FLOAT -> nodes.numberNode(parser.getDecimalValue());
            case VALUE_TRUE -> nodes.booleanNode(true);
            case VALUE_FALSE -> nodes.booleanNode(false);
            default -> nodes.nullNode();
        };
    }
}
