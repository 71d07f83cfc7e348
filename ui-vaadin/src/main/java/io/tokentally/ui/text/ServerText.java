package io.tokentally.ui.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the inner layers say in English, in the language of whoever reads: refusals and names of the audit log. The sentences are
 * their own keys, as with gettext, so that the layers know nothing of languages; what has no translation is shown as it is.
 * Translations are in {@code vaadin-i18n/server_de.po} and the like, one file for each language but English.
 */
public final class ServerText {

    /** What a name is the name of. */
    public enum Term {
        /** An audit action, as in {@code price.added}. */
        ACTION,
        /** What changed, by an audit entry. */
        FIELD,
        /** What kind of thing something was done to, by an audit entry. */
        KIND;

        String context() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Map<Locale, SentenceCatalog> CATALOGS = new ConcurrentHashMap<>();

    private ServerText() {}

    /** What is wrong, for exceptions whose messages are fit for people. */
    public static String of(Throwable refusal) {
        return of(String.valueOf(refusal.getMessage()));
    }

    public static String of(String english) {
        return reader().sentence(english);
    }

    /** Empty in English, and for names that have no translation. */
    public static Optional<String> term(Term term, String name) {
        return reader().term(term.context(), name);
    }

    private static SentenceCatalog reader() {
        return catalog(BundleTranslations.nearest(List.of(ReaderLocale.current())));
    }

    static SentenceCatalog catalog(Locale language) {
        return CATALOGS.computeIfAbsent(language, ServerText::read);
    }

    private static SentenceCatalog read(Locale language) {
        String file = "/vaadin-i18n/server_%s.po".formatted(language);
        try (InputStream stream = ServerText.class.getResourceAsStream(file)) {
            return new SentenceCatalog(
                    stream == null ? Map.of() : PoFile.read(new InputStreamReader(stream, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }
}
