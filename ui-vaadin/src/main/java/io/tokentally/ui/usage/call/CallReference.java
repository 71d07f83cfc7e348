package io.tokentally.ui.usage.call;

import io.tokentally.domain.usage.UsageRecordId;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A call as somebody names it.
 *
 * @param text as it was named
 * @param uuid that the text is; nothing where it is none
 */
record CallReference(String text, @Nullable UUID uuid) {

    private static final int LENGTH = 36;

    static CallReference of(String named) {
        String text = named.strip();
        try {
            // Java reads shorter ones, too, which nobody else does.
            return new CallReference(text, text.length() == LENGTH ? UUID.fromString(text) : null);
        } catch (IllegalArgumentException e) {
            return new CallReference(text, null);
        }
    }

    boolean isMalformed() {
        return uuid == null;
    }

    /** The id that a call can have; of another UUID there is none. */
    Optional<UsageRecordId> id() {
        if (uuid == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new UsageRecordId(uuid));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
