package io.tokentally.ui.audit;

import io.tokentally.ui.text.ServerText;
import java.util.Locale;

/**
 * The name of a field in words: as the reader's language calls it, else made from its name: {@code displayName} and
 * {@code display_name} are "Display name".
 */
final class FieldText {

    private FieldText() {}

    static String of(String field) {
        return ServerText.term(ServerText.Term.FIELD, field).orElseGet(() -> spelledOut(field));
    }

    private static String spelledOut(String field) {
        String words = field.replace('_', ' ')
                .replaceAll("(\\p{Ll})(\\p{Lu})", "$1 $2")
                .toLowerCase(Locale.ROOT);
        return words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
