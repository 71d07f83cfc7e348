package io.tokentally.domain.usage;

import io.tokentally.domain.metering.Endpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * A time of which a provider tells usage as sums and not call by call. The ledger keeps each sum as one record, which says so.
 *
 * @param from its beginning
 * @param grouping by what the provider told sums of that time apart, in alphabetical order, with commas between
 * @param requests how many calls the sum is of
 */
public record SummedUsage(Instant from, Width width, String grouping, long requests) {

    /** The endpoint of all such records: no feature is known that made the calls. */
    public static final Endpoint ENDPOINT = new Endpoint("imported");

    /** What the operations of such records begin with, and those of no other record that is billed. */
    public static final String OPERATION_PREFIX = "organization.usage.";

    /** The tags that the ledger knows a sum again by. */
    public static final String WIDTH_TAG = "sum.width";

    public static final String GROUPING_TAG = "sum.grouped_by";
    public static final String REQUESTS_TAG = "sum.requests";

    /** How long such times are. */
    public enum Width {
        MINUTE("1m", Duration.ofMinutes(1)),
        HOUR("1h", Duration.ofHours(1)),
        DAY("1d", Duration.ofDays(1));

        private final String word;
        private final Duration length;

        Width(String word, Duration length) {
            this.word = word;
            this.length = length;
        }

        /** The width of what begins and ends then; empty if there is none, or it begins in the midst of one. */
        public static Optional<Width> between(Instant from, Instant until) {
            Duration length = Duration.between(from, until);
            return Arrays.stream(values())
                    .filter(width -> width.length.equals(length))
                    .filter(width -> from.getEpochSecond() % length.toSeconds() == 0)
                    .findFirst();
        }

        /** As in {@code 1h}. */
        public String word() {
            return word;
        }
    }

    public SummedUsage {
        if (requests < 0) {
            throw new IllegalArgumentException("a sum cannot be of %d requests".formatted(requests));
        }
    }

    public Instant until() {
        return from.plus(width.length);
    }

    public Map<String, String> tags() {
        return Map.of(WIDTH_TAG, width.word(), GROUPING_TAG, grouping, REQUESTS_TAG, Long.toString(requests));
    }
}
