package io.tokentally.adapter.gateway.admission;

import io.tokentally.adapter.gateway.http.RequestRejectedException;
import io.tokentally.adapter.gateway.options.GatewayOptions;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.key.KeyLimits;
import io.tokentally.domain.key.VirtualKey;
import io.tokentally.domain.refusal.RefusalReason;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** The limiter that holds each key to its calls at once and a minute. */
public final class KeyLimiter {

    private static final int MAX_KEYS = 100_000;

    private final ConcurrentHashMap<VirtualKeyId, KeyUse> uses = new ConcurrentHashMap<>();
    private final int concurrentCalls;
    private final int requestsPerMinute;
    private final int mostKeys;
    private final LongSupplier ticker;

    public KeyLimiter(GatewayOptions.Limits limits, LongSupplier ticker) {
        this(limits, MAX_KEYS, ticker);
    }

    /** @param mostKeys that are remembered though they are idle */
    public KeyLimiter(GatewayOptions.Limits limits, int mostKeys, LongSupplier ticker) {
        this.concurrentCalls = limits.concurrentCalls();
        this.requestsPerMinute = limits.requestsPerMinute();
        this.mostKeys = mostKeys;
        this.ticker = ticker;
    }

    /** How many keys are remembered. */
    int keys() {
        return uses.size();
    }

    /**
     * A call begins; whoever gets the use must {@linkplain KeyUse#leave() leave} it once.
     *
     * @throws RequestRejectedException if that is one too many
     */
    public KeyUse enter(VirtualKey key) {
        KeyLimits limits = key.limits();
        KeyUse use = uses.get(key.id());
        if (use == null) {
            forgetTheIdle();
            use = uses.computeIfAbsent(key.id(), id -> new KeyUse());
        }
        use.enter(
                Objects.requireNonNullElse(limits.concurrentCalls(), concurrentCalls),
                Objects.requireNonNullElse(limits.requestsPerMinute(), requestsPerMinute),
                ticker.getAsLong());
        return use;
    }

    private void forgetTheIdle() {
        if (uses.size() >= mostKeys) {
            long now = ticker.getAsLong();
            uses.values().removeIf(use -> use.isIdle(now));
        }
    }

    /** What is under way and was begun with one key: the generic cell rate algorithm, with bursts of a minute's worth. */
    public static final class KeyUse {

        private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

        private int active;
        private boolean counted;
        private long nextDue;

        private synchronized void enter(int mostActive, int perMinute, long now) {
            if (active >= mostActive) {
                throw new RequestRejectedException(
                        RefusalReason.CALLS_AT_ONCE,
                        "This key has %d calls under way, and may have no more at once.".formatted(mostActive),
                        1);
            }
            if (perMinute > 0) {
                long interval = MINUTE / perMinute;
                long due = counted && nextDue - now > 0 ? nextDue : now;
                long ahead = due - now - (MINUTE - interval);
                if (ahead > 0) {
                    throw new RequestRejectedException(
                            RefusalReason.CALLS_PER_MINUTE,
                            "This key may make %d calls a minute, and has made them.".formatted(perMinute),
                            (int) (ahead / TimeUnit.SECONDS.toNanos(1)) + 1);
                }
                nextDue = due + interval;
                counted = true;
            }
            active++;
        }

        public synchronized void leave() {
            active--;
        }

        private synchronized boolean isIdle(long now) {
            return active == 0 && (!counted || nextDue - now <= 0);
        }
    }
}
