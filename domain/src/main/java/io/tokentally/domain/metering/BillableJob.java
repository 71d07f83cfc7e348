package io.tokentally.domain.metering;

import io.tokentally.domain.text.PlainText;
import java.time.Instant;

/**
 * Work that is billed once, however often somebody fetches the answer that tells of it: a finished batch, or a response
 * that was made in the background.
 *
 * @param reference the provider's own identifier of the work; at most 200 characters
 * @param at when the work was done, by the provider's clock: the same whenever it is told
 */
public record BillableJob(String reference, Instant at) {

    public static final int MAX_LENGTH = 200;

    public BillableJob {
        reference = PlainText.require("reference", reference, MAX_LENGTH);
    }

    /**
     * Work that is done, and of which no time is told that would be the same whenever it is told: it is known by its
     * reference alone.
     */
    public static BillableJob undated(String reference) {
        return new BillableJob(reference, Instant.EPOCH);
    }

    /** Whether the provider told when the work was done. */
    public boolean isDated() {
        return !at.equals(Instant.EPOCH);
    }
}
