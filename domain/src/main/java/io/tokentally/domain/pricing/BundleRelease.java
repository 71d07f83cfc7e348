package io.tokentally.domain.pricing;

import java.time.LocalDate;

/**
 * Which of a publisher's price bundles one is.
 *
 * @param version counts up from 1
 * @param date the day, in UTC, as of which its prices are
 */
public record BundleRelease(int version, LocalDate date) {

    public BundleRelease {
        if (version < 1) {
            throw new IllegalArgumentException("The version of a price bundle must be 1 or more, not " + version);
        }
    }

    /**
     * @param now nothing is as of a later day than tomorrow
     * @param builtIn the day of the book that comes along
     * @throws PriceRefusedException if it is not later than what counts now
     */
    void requireAfter(LocalDate builtIn, LocalDate now) {
        if (date.isBefore(builtIn)) {
            throw new PriceRefusedException(
                    "The price bundle is %s, and older than the built-in book, which is of %s. There is nothing new in it."
                            .formatted(this, builtIn));
        }
        if (date.isAfter(now.plusDays(1))) {
            throw new PriceRefusedException(
                    "The price bundle is %s, a day that is still to come. Ask its publisher for one with the right date."
                            .formatted(this));
        }
    }

    /** @throws PriceRefusedException if it is not later than this one, which was applied */
    void requireAfter(BundleRelease applied) {
        if (version <= applied.version) {
            throw new PriceRefusedException(
                    "The price bundle is %s, and %s was applied already. Offer a later one.".formatted(this, applied));
        }
        if (date.isBefore(applied.date)) {
            throw new PriceRefusedException(
                    "The price bundle is %s, and so of an earlier day than %s, which was applied already. Offer a later one."
                            .formatted(this, applied));
        }
    }

    @Override
    public String toString() {
        return "version %d of %s".formatted(version, date);
    }
}
