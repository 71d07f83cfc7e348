package io.tokentally.domain.pricing;

import java.time.Instant;

/**
 * One import of a price map, which is taken back as a whole.
 *
 * @param at when it was taken in; tells an organization's imports apart
 * @param author who took it in
 * @param reason why
 * @param source the map
 * @param versions how many price versions it entered
 * @param takenBack how many of them have been taken back
 */
public record PriceImport(Instant at, String author, String reason, String source, int versions, int takenBack) {

    public boolean isTakenBack() {
        return takenBack == versions;
    }
}
