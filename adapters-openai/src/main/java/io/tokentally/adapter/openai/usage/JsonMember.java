package io.tokentally.adapter.openai.usage;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;

/** Where a member of a JSON object stands among the bytes, so that a change leaves all others as they are. */
record JsonMember(JsonToken valueType, int nameStart, int valueStart, int valueEnd) {

    private static final JsonFactory JSON = new JsonFactory();

    /**
     * Finds a member of the object that these bytes are; the last, if it is there more than once.
     *
     * @throws IOException if they are no JSON object
     */
    static Optional<JsonMember> find(byte[] bytes, int from, int to, String name) throws IOException {
        Optional<JsonMember> found = Optional.empty();
        try (JsonParser parser = JSON.createParser(bytes, from, to - from)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("Not a JSON object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean isSought = parser.currentName().equals(name);
                int nameStart = from + (int) parser.currentTokenLocation().getByteOffset();
                JsonToken valueType = parser.nextToken();
                int valueStart = from + (int) parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                if (isSought) {
                    parser.finishToken();
                    int valueEnd = from + (int) parser.currentLocation().getByteOffset();
                    found = Optional.of(new JsonMember(valueType, nameStart, valueStart, valueEnd));
                }
            }
        }
        return found;
    }
}
