package io.tokentally.domain.pricing;

import java.time.Instant;

/**
 * Which list prices count, and where they are from.
 *
 * @param place the file that an operator's upload is kept in, whether there is one or not
 * @param file the file that was read; empty for the built-in book
 * @param sha256 of the file in hexadecimal; empty for the built-in book
 * @param versions how many price versions there are
 * @param loadedAt since when they count in this process
 */
public record ListPricesInForce(
        Origin origin, String place, String file, String sha256, int versions, Instant loadedAt) {

    /** Whose they are; of several the first counts. */
    public enum Origin {
        /** An operator uploaded them. */
        UPLOADED,
        /** A setting names their file. */
        CONFIGURED,
        /** They come along. */
        BUILT_IN
    }
}
