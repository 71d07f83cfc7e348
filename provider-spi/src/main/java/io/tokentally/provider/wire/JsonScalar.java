package io.tokentally.provider.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;

/** Takes a value without parts from a parser: numbers exactly, texts up to a length. */
final class JsonScalar {

    private JsonScalar() {}

    /**
     * @param maxText the most characters of a text that are kept
     * @param missing how many more characters the text had than the parser was given
     */
    static JsonNode at(JsonParser parser, int maxText, long missing) throws IOException {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (parser.currentToken()) {
            case VALUE_STRING -> text(parser, maxText, missing);
            case VALUE_NUMBER_INT -> nodes.numberNode(parser.getBigIntegerValue());
            case VALUE_NUMBER_FLOAT -> nodes.numberNode(parser.getDecimalValue());
            case VALUE_TRUE -> nodes.booleanNode(true);
            case VALUE_FALSE -> nodes.booleanNode(false);
            default -> nodes.nullNode();
        };
    }

    private static JsonNode text(JsonParser parser, int maxText, long missing) throws IOException {
        int length = parser.getTextLength();
        if (length <= maxText && missing == 0) {
            return JsonNodeFactory.instance.textNode(parser.getText());
        }
        return new TruncatedText(
                new String(parser.getTextCharacters(), parser.getTextOffset(), Math.min(length, maxText)),
                length + missing);
    }
}
