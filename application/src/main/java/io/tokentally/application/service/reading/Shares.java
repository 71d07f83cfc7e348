package io.tokentally.application.service.reading;

import java.time.Duration;

/**
 * How much of one kind of reading may go on at once, and how long the rest waits for it.
 *
 * @param readings what it is, in the plural, for messages
 * @param places how many at once in all
 * @param perOrganization how many of these one organization may have
 * @param perPerson how many of these one person may have, in whichever organizations
 * @param waiting how many more of one organization may wait for their turn
 * @param patience how long one of them waits at most; zero if nobody waits
 * @param retryAfter what those are told who got no turn, in whole seconds
 */
public record Shares(
        String readings,
        int places,
        int perOrganization,
        int perPerson,
        int waiting,
        Duration patience,
        Duration retryAfter) {

    public Shares {
        if (perPerson < 1 || perOrganization < perPerson || places < perOrganization) {
            throw new IllegalArgumentException(
                    "Of %d places for %s an organization must have %d or fewer, and a person 1 to as many, not %d and %d"
                            .formatted(places, readings, places, perOrganization, perPerson));
        }
        if (waiting < 0 || patience.isNegative() || retryAfter.toSeconds() < 1) {
            throw new IllegalArgumentException(
                    "waiting and patience of %s must be 0 or more and retryAfter a second or more, not %d, %s and %s"
                            .formatted(readings, waiting, patience, retryAfter));
        }
    }
}
