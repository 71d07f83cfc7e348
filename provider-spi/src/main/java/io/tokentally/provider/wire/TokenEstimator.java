package io.tokentally.provider.wire;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Text whose tokens may have to be counted. Its beginning is kept; where there is more, the tokens are extrapolated by
 * the number of characters.
 */
public final class TokenEstimator {

    /** The most characters that are kept: with the prompt and the answer, half a megabyte a call. */
    static final int MAX_KEPT = 128 * 1024;

    private final StringBuilder kept = new StringBuilder();
    private long length;

    /** Adds a text node; nothing if it is none. */
    public void add(JsonNode text) {
        if (text.isTextual()) {
            add(text.textValue());
            length += TruncatedText.fullLength(text) - text.textValue().length();
        }
    }

    public void add(String text) {
        kept.append(text, 0, Math.min(text.length(), MAX_KEPT - kept.length()));
        length += text.length();
    }

    /** Adds every name and every text within. */
    public void addAll(JsonNode node) {
        add(node);
        node.properties().forEach(member -> {
            add(member.getKey());
            addAll(member.getValue());
        });
        if (node.isArray()) {
            node.forEach(this::addAll);
        }
    }

    /** All of its tokens, rounded up. Takes milliseconds for a long text. */
    public long tokens(Tokenizer tokenizer) {
        if (kept.isEmpty()) {
            return 0;
        }
        long counted = tokenizer.count(kept.toString());
        return Math.ceilDiv(counted * length, kept.length());
    }

    boolean isEmpty() {
        return kept.isEmpty();
    }

    void clear() {
        kept.setLength(0);
        kept.trimToSize();
        length = 0;
    }
}
