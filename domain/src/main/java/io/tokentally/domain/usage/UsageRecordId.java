package io.tokentally.domain.usage;

import io.tokentally.domain.text.TextsDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * The identity of a usage record: a UUID of version 7, whose first 48 bits are the instant of the call in milliseconds
 * since 1970. The same record therefore always has the same key in the ledger, however often it is delivered.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-7">RFC 9562, section 5.7</a>
 */
public record UsageRecordId(UUID value) implements Comparable<UsageRecordId> {

    private static final Instant LATEST = Instant.ofEpochMilli((1L << 48) - 1);

    public UsageRecordId {
        if (value.version() != 7 || value.variant() != 2) {
            throw new IllegalArgumentException("A usage record id must be a UUID of version 7, not " + value);
        }
    }

    /**
     * Makes a new id.
     *
     * @param instant of the call, kept to the millisecond
     * @param random where the other 74 bits come from
     * @throws IllegalArgumentException if the instant lies before 1970 or after the year 10889
     */
    public static UsageRecordId at(Instant instant, RandomGenerator random) {
        if (instant.isBefore(Instant.EPOCH)
                || instant.truncatedTo(ChronoUnit.MILLIS).isAfter(LATEST)) {
            throw new IllegalArgumentException("A usage record cannot carry the instant " + instant);
        }
        long mostSignificant = instant.toEpochMilli() << 16 | 0x7000L | (random.nextLong() & 0x0FFFL);
        long leastSignificant = 0x8000_0000_0000_0000L | (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL);
        return new UsageRecordId(new UUID(mostSignificant, leastSignificant));
    }

    /**
     * The id of what can be told more than once and must be recorded once: the same for the same texts.
     *
     * @param instant part of what is told, and so the same each time it is
     * @param names tell it from everything else of that instant
     */
    public static UsageRecordId of(Instant instant, String... names) {
        return at(instant, new TextsDigest(names));
    }

    /** The instant of the call, to the millisecond. */
    public Instant instant() {
        return Instant.ofEpochMilli(value.getMostSignificantBits() >>> 16);
    }

    /** By instant, then by the random bits: as PostgreSQL sorts its {@code uuid}. */
    @Override
    public int compareTo(UsageRecordId other) {
        int byInstant = Long.compareUnsigned(value.getMostSignificantBits(), other.value.getMostSignificantBits());
        return byInstant != 0
                ? byInstant
                : Long.compareUnsigned(value.getLeastSignificantBits(), other.value.getLeastSignificantBits());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
