package io.tokentally.domain.pricing;

import io.tokentally.domain.text.PlainText;
import java.time.Instant;

/**
 * Where a price comes from.
 *
 * @param author who entered it
 * @param reason why
 * @param source the provider's page or the contract that it was taken from
 * @param recordedAt when it was entered; of two prices of the same origin that hold at one instant, the later counts
 */
public record Provenance(Origin origin, String author, String reason, String source, Instant recordedAt) {

    public static final int MAX_LENGTH = 500;

    /** When a price of the built-in book was recorded that corrects no other. */
    public static final Instant FROM_THE_FIRST = Instant.EPOCH;

    /** Of the prices that hold at one instant, those of a later origin come first. */
    public enum Origin {
        /** The book that comes along with the product, or the file that the operator put in its place. */
        BUILT_IN,
        /** A public price map that the organization took in. */
        IMPORTED,
        /** The organization's own rates. Discounts are off the list, and do not apply to them. */
        OWN
    }

    public Provenance {
        author = PlainText.require("price author", author, MAX_LENGTH);
        reason = PlainText.require("price reason", reason, MAX_LENGTH);
        source = PlainText.require("price source", source, MAX_LENGTH);
    }

    /** Whether it has been in the book from the first, and so has no time of entry to show. */
    public boolean isFromTheFirst() {
        return recordedAt.equals(FROM_THE_FIRST);
    }
}
