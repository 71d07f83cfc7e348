package io.tokentally.adapter.gateway.options;

import java.time.Duration;

/**
 * How much of the gateway one caller may have while others need it too, and how fast a caller must be at least.
 *
 * @param keyPercent of the memory for bodies, of connections, of calls under way and of drains, for one virtual key
 * @param organizationPercent of the same, for all keys of one organization
 * @param addressPercent of the connections, for one client address; a /64 of IPv6 is one
 * @param leastBytesPerSecond that a body must come with, and that waiting bytes of a response must be taken with; 0 sets no
 *     limit
 * @param grace for which a caller may be slower; the rate is averaged over as long
 */
public record GatewayShares(
        int keyPercent, int organizationPercent, int addressPercent, long leastBytesPerSecond, Duration grace) {

    public static final GatewayShares DEFAULT = new GatewayShares(25, 50, 25, 1_024, Duration.ofSeconds(20));

    private static final int ALL = 100;

    public GatewayShares {
        requirePercent("key", keyPercent);
        requirePercent("organization", organizationPercent);
        requirePercent("address", addressPercent);
        if (leastBytesPerSecond < 0) {
            throw new IllegalArgumentException(
                    "The gateway's least rate must not be negative: " + leastBytesPerSecond + " bytes per second");
        }
        if (grace.isNegative() || grace.isZero() || grace.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException(
                    "The gateway's grace for slow callers must lie above zero and within a day, not at " + grace);
        }
    }

    /** With that grace, unless it is shorter already. */
    public GatewayShares withGraceOfAtMost(Duration longest) {
        return grace.compareTo(longest) <= 0
                ? this
                : new GatewayShares(keyPercent, organizationPercent, addressPercent, leastBytesPerSecond, longest);
    }

    private static void requirePercent(String whose, int percent) {
        if (percent < 1 || percent > ALL) {
            throw new IllegalArgumentException(
                    "The gateway's share of one %s must lie between 1 and 100 percent, not at %d"
                            .formatted(whose, percent));
        }
    }

    /** So much of a whole; of whatever there is, one at least. */
    public static long of(int percent, long whole) {
        return Math.max(1, whole / ALL * percent + whole % ALL * percent / ALL);
    }
}
