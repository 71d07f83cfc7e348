package io.tokentally.ui.usage.query;

import io.tokentally.domain.report.Attribute;
import io.tokentally.domain.report.Dimension;
import io.tokentally.domain.report.Tag;
import java.util.Locale;

/** The words that addresses have for things, the same as the API's. */
public final class AddressWords {

    private static final String TAG = "tag:";

    private AddressWords() {}

    /** For instance {@code last_30_days}. */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** An attribute's own word, and {@code tag:team} for the tag {@code team}. */
    public static String of(Dimension dimension) {
        return switch (dimension) {
            case Attribute attribute -> word(attribute);
            case Tag tag -> TAG + tag.name();
        };
    }

    /** @throws IllegalArgumentException if no constant has that word, in whichever case */
    static <E extends Enum<E>> E constant(Class<E> type, String word) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(word)) {
                return constant;
            }
        }
        throw new IllegalArgumentException("No " + type.getSimpleName());
    }

    /** @throws IllegalArgumentException if there is no such dimension */
    static Dimension dimension(String word) {
        return word.startsWith(TAG) ? new Tag(word.substring(TAG.length())) : constant(Attribute.class, word);
    }
}
