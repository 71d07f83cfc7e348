package io.tokentally.adapter.gateway.admission;

import io.tokentally.adapter.gateway.options.GatewayShares;
import io.tokentally.domain.key.VirtualKey;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** An amount of which one key, and one organization, may have a share at a time. */
public final class FairBudget {

    private final AtomicLong free;
    private final long organizationShare;
    private final long keyShare;

    /** By the identifiers of keys and of organizations. Who has nothing is not in it. */
    private final ConcurrentHashMap<Object, Long> taken = new ConcurrentHashMap<>();

    /** Whether there is enough, and if not, for whom. */
    public enum Outcome {
        TAKEN,
        KEY_HAS_ITS_SHARE,
        ORGANIZATION_HAS_ITS_SHARE,
        NOTHING_LEFT
    }

    public FairBudget(long whole, long organizationShare, long keyShare) {
        this.free = new AtomicLong(whole);
        this.organizationShare = organizationShare;
        this.keyShare = keyShare;
    }

    public static FairBudget of(long whole, GatewayShares shares) {
        return new FairBudget(
                whole,
                GatewayShares.of(shares.organizationPercent(), whole),
                GatewayShares.of(shares.keyPercent(), whole));
    }

    /** Takes all of it or nothing. */
    public Outcome take(VirtualKey key, long amount) {
        if (free.addAndGet(-amount) < 0) {
            free.addAndGet(amount);
            return Outcome.NOTHING_LEFT;
        }
        if (!reserve(key.id(), amount, keyShare)) {
            free.addAndGet(amount);
            return Outcome.KEY_HAS_ITS_SHARE;
        }
        if (!reserve(key.organizationId(), amount, organizationShare)) {
            release(key.id(), amount);
            free.addAndGet(amount);
            return Outcome.ORGANIZATION_HAS_ITS_SHARE;
        }
        return Outcome.TAKEN;
    }

    /** Takes it, whether or not there is so much. */
    public void takeAnyway(VirtualKey key, long amount) {
        reserve(key.id(), amount, Long.MAX_VALUE);
        reserve(key.organizationId(), amount, Long.MAX_VALUE);
        free.addAndGet(-amount);
    }

    public void giveBack(VirtualKey key, long amount) {
        free.addAndGet(amount);
        release(key.organizationId(), amount);
        release(key.id(), amount);
    }

    long free() {
        return free.get();
    }

    /** How many keys and organizations have something of it. */
    int holders() {
        return taken.size();
    }

    private boolean reserve(Object holder, long amount, long share) {
        boolean[] reserved = new boolean[1];
        taken.compute(holder, (same, before) -> {
            long sum = (before == null ? 0 : before) + amount;
            reserved[0] = sum <= share;
            return reserved[0] ? Long.valueOf(sum) : before;
        });
        return reserved[0];
    }

    private void release(Object holder, long amount) {
        taken.computeIfPresent(holder, (same, before) -> before <= amount ? null : before - amount);
    }
}
