package io.tokentally.adapter.openai.shortlist;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes texts out of a model's answer: without control characters, and no longer than somebody would read. */
final class AnswerText {

    private static final int MAX_LENGTH = 4_000;
    private static final int MAX_ITEMS = 100;

    private AnswerText() {}

    /** The text of a member; absent if there is none, or nothing but blanks. */
    static @Nullable String of(JsonNode object, String name) {
        return clean(object.path(name));
    }

    static List<String> list(JsonNode array) {
        List<String> texts = new ArrayList<>();
        for (JsonNode element : array) {
            String text = clean(element);
            if (text != null && texts.size() < MAX_ITEMS) {
                texts.add(text);
            }
        }
        return texts;
    }

    private static @Nullable String clean(JsonNode node) {
        if (!node.isTextual()) {
            return null;
        }
        StringBuilder kept = new StringBuilder();
        node.textValue()
                .codePoints()
                .filter(AnswerText::isReadable)
                .limit(MAX_LENGTH)
                .forEach(kept::appendCodePoint);
        String text = kept.toString().strip();
        return text.isEmpty() ? null : text;
    }

    private static boolean isReadable(int codePoint) {
        boolean isLoneSurrogate = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
        return codePoint == '\n' || !(Character.isISOControl(codePoint) || isLoneSurrogate);
    }
}
