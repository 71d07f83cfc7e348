package io.tokentally.domain.mailing;

import java.util.Locale;
import java.util.stream.Stream;

/** How often somebody is told of their usage by mail. */
public enum MailRhythm {
    NONE,
    /** Of each week that has ended, as the organization's weeks begin. */
    WEEKLY,
    /** Of each month that has ended. */
    MONTHLY;

    /** As programs write it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if there is none of that code */
    public static MailRhythm of(String code) {
        return Stream.of(values())
                .filter(rhythm -> rhythm.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no rhythm '%s' of mails".formatted(code)));
    }
}
