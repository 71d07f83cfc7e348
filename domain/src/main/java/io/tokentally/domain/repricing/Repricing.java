package io.tokentally.domain.repricing;

import io.tokentally.domain.access.UserId;
import java.time.Instant;
import java.util.List;

/**
 * A repricing and how far it is.
 *
 * @param author the owner who started it
 * @param records how many calls it is for, counted at its start
 * @param processed how many of them it has looked at; while it is undone, how many changed ones are still to be put back
 * @param totals by model, of what is done so far
 */
public record Repricing(
        RepricingId id,
        RepricingRequest request,
        UserId author,
        Instant startedAt,
        State state,
        long records,
        long processed,
        List<RepricedTotals> totals) {

    /** Where a repricing stands. */
    public enum State {
        /** At work, or interrupted by a stop of the application: it goes on where it was when it is resumed. */
        APPLYING,
        APPLIED,
        /** The old costs are being put back; interrupted and resumed like the other. */
        UNDOING,
        UNDONE
    }

    public Repricing {
        totals = List.copyOf(totals);
    }

    public boolean isUnfinished() {
        return state == State.APPLYING || state == State.UNDOING;
    }
}
