package io.tokentally.domain.mailing;

import java.util.Locale;
import java.util.stream.Stream;

/** A language that mails to people are written in. */
public enum MailLanguage {
    ENGLISH(Locale.ENGLISH),
    GERMAN(Locale.GERMAN);

    private final Locale locale;

    MailLanguage(Locale locale) {
        this.locale = locale;
    }

    /** Whose texts stand in the mail. */
    public Locale locale() {
        return locale;
    }

    /** As programs write it: {@code en}, {@code de}. */
    public String code() {
        return locale.getLanguage();
    }

    /** @throws IllegalArgumentException if there is none of that code */
    public static MailLanguage of(String code) {
        return Stream.of(values())
                .filter(language -> language.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No mails are written in '%s'".formatted(code)));
    }

    /** The one that somebody reads pages in; English if mails are not written in it. */
    public static MailLanguage nearest(Locale reader) {
        return Stream.of(values())
                .filter(language -> language.code().equals(reader.getLanguage()))
                .findFirst()
                .orElse(ENGLISH);
    }
}
