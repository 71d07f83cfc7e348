package io.tokentally.domain.alert;

import io.tokentally.domain.text.PlainText;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where alerts are told.
 *
 * @param address to whom it writes by mail; else the host that it calls, and no more, for the rest is secret
 * @param minimum the least grave state that it tells of
 * @param kinds of which it tells; of all, where there are none
 * @param renotifyHours after how many hours it tells again of what lasts; never, where there are none
 */
public record AlertChannel(
        AlertChannelId id,
        String name,
        ChannelType type,
        String address,
        boolean enabled,
        AlertState minimum,
        Set<AlertKind> kinds,
        @Nullable Integer renotifyHours) {

    public static final int MAX_NAME_LENGTH = 80;
    public static final int MAX_RENOTIFY_HOURS = 8784;

    public AlertChannel {
        name = PlainText.require("name of the channel", name, MAX_NAME_LENGTH);
        kinds = Set.copyOf(kinds);
        if (renotifyHours != null && (renotifyHours < 1 || renotifyHours > MAX_RENOTIFY_HOURS)) {
            throw new AlertRefusedException("A channel reminds after 1 to %d hours.".formatted(MAX_RENOTIFY_HOURS));
        }
    }
}
