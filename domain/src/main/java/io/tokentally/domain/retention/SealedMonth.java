package io.tokentally.domain.retention;

import java.time.YearMonth;

/**
 * A month of an organization's that is sealed and has not lost all its calls yet.
 *
 * @param month in UTC
 * @param calls how many there were when it was sealed
 * @param archived whether they are all in the archive
 * @param removing whether some may be gone already
 */
public record SealedMonth(YearMonth month, long calls, boolean archived, boolean removing) {

    /** Whether there is something to archive, and all of it still there. */
    public boolean isToArchive() {
        return calls > 0 && !archived && !removing;
    }
}
