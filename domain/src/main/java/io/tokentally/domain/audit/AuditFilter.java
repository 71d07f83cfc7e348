package io.tokentally.domain.audit;

import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which audit entries are asked for; what is null does not matter.
 *
 * @param action its whole name, or the thing before the first dot
 * @param actor who did it, by user id
 * @param subject whom or what it was done to
 * @param person who did it or whom it was done to
 * @param from the first instant
 * @param until the instant after the last
 * @param text somewhere in the entry, in any case
 */
public record AuditFilter(
        @Nullable String action,
        @Nullable String actor,
        @Nullable String subject,
        @Nullable String person,
        @Nullable Instant from,
        @Nullable Instant until,
        @Nullable String text) {

    public static final AuditFilter ALL = new AuditFilter(null, null, null, null, null, null, null);

    public static final int MAX_TEXT = 300;

    private static final Pattern ACTION = Pattern.compile("[a-z][a-z0-9_.]{0,59}");

    /** @throws IllegalArgumentException if a text is too long or no action is called so; the message says how it may be */
    public AuditFilter {
        if (action != null && !ACTION.matcher(action).matches()) {
            throw new IllegalArgumentException("an action is named like price.added, or by its thing, like price");
        }
        requireShort(actor);
        requireShort(subject);
        requireShort(person);
        requireShort(text);
        if (from != null && until != null && until.isBefore(from)) {
            throw new IllegalArgumentException("the period ends at %s, before it starts at %s".formatted(until, from));
        }
    }

    private static void requireShort(@Nullable String text) {
        if (text != null && (text.isEmpty() || text.length() > MAX_TEXT || text.indexOf('\0') >= 0)) {
            throw new IllegalArgumentException(
                    "it must have 1 to %d characters, and NUL not among them".formatted(MAX_TEXT));
        }
    }
}
