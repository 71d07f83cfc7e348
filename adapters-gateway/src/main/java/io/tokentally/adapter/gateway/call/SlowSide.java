package io.tokentally.adapter.gateway.call;

import io.tokentally.adapter.gateway.options.GatewayShares;

/**
 * A meter of how fast a caller gives or takes bytes while the gateway waits for nothing else. Time in which it is the gateway
 * that holds the bytes up does not count.
 */
public final class SlowSide {

    /** Between two looks no more than that is the caller's time: the event loop itself may have been held up. */
    private static final long MAX_BETWEEN_LOOKS = 1_000_000_000L;

    private static final double NANOS_OF_A_SECOND = 1e9;

    private final long leastBytesPerSecond;
    private final long graceNanos;
    private long lookedAt;
    private long waited;
    private long bytes;

    public SlowSide(GatewayShares shares, long now) {
        this.leastBytesPerSecond = shares.leastBytesPerSecond();
        this.graceNanos = shares.grace().toNanos();
        this.lookedAt = now;
    }

    /** So many bytes more have come, or have been taken. */
    public void moved(long more) {
        bytes += more;
    }

    /** Nothing waits any more: what was slow is forgiven. */
    public void forgive() {
        waited = 0;
        bytes = 0;
    }

    /**
     * Looks, a few times a second.
     *
     * @param waiting whether it is the caller who is waited for
     * @return whether it was too slow for as long as the grace is
     */
    public boolean isTooSlow(boolean waiting, long now) {
        long since = Math.min(now - lookedAt, MAX_BETWEEN_LOOKS);
        lookedAt = now;
        if (!waiting || leastBytesPerSecond == 0) {
            return false;
        }
        waited += since;
        if (waited < graceNanos) {
            return false;
        }
        boolean tooSlow = bytes < leastBytesPerSecond * (waited / NANOS_OF_A_SECOND);
        waited = 0;
        bytes = 0;
        return tooSlow;
    }
}
