package io.tokentally.provider.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;

/** The beginning of a text, and how long it was. */
final class TruncatedText extends TextNode {

    private static final long serialVersionUID = 1L;

    private final long fullLength;

    TruncatedText(String beginning, long fullLength) {
        super(beginning);
        this.fullLength = fullLength;
    }

    /** The characters of a text as it stood on the wire. */
    static long fullLength(JsonNode text) {
        return text instanceof TruncatedText cut
                ? cut.fullLength
                : text.textValue().length();
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other) && other instanceof TruncatedText cut && cut.fullLength == fullLength;
    }

    @Override
    public int hashCode() {
        return super.hashCode() + Long.hashCode(fullLength);
    }
}
