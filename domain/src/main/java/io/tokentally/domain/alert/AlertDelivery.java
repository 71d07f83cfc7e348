package io.tokentally.domain.alert;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * That an alert is told by a channel, and what came of it.
 *
 * @param nextAttemptAt when it is sent next, while it is not over
 * @param error why it failed last, as {@link DeliveryFailure#code} has it
 * @param status what HTTP said last
 */
public record AlertDelivery(
        AlertDeliveryId id,
        AlertEventId event,
        AlertChannelId channel,
        String channelName,
        ChannelType type,
        String address,
        int round,
        State state,
        int attempts,
        Instant createdAt,
        @Nullable Instant nextAttemptAt,
        @Nullable String error,
        @Nullable Integer status,
        @Nullable Instant sentAt) {

    /** How far it is. */
    public enum State {
        PENDING,
        /** It is sent again. */
        FAILED,
        SENT,
        GAVE_UP;

        /** As programs write it. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
