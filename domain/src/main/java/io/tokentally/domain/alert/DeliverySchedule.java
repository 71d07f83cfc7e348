package io.tokentally.domain.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** When a message that did not arrive is sent again: soon, then less and less often, and not after a day. */
public final class DeliverySchedule {

    public static final Duration GIVES_UP_AFTER = Duration.ofHours(24);

    private static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofMinutes(2),
            Duration.ofMinutes(10),
            Duration.ofMinutes(30),
            Duration.ofHours(1));

    private DeliverySchedule() {}

    /**
     * When it is sent again; never, if it is given up.
     *
     * @param createdAt since when it is to be sent
     * @param attempts how often it was sent, 1 or more
     */
    public static Optional<Instant> next(Instant createdAt, int attempts, Instant now) {
        if (attempts < 1) {
            throw new IllegalArgumentException("A message that failed was sent once or more, not " + attempts);
        }
        Instant next = now.plus(PAUSES.get(Math.min(attempts, PAUSES.size()) - 1));
        return next.isAfter(createdAt.plus(GIVES_UP_AFTER)) ? Optional.empty() : Optional.of(next);
    }
}
