package io.tokentally.application.service.budget;

import io.tokentally.application.port.out.budget.BudgetLeases;
import io.tokentally.application.port.out.budget.BudgetLeases.Claim;
import io.tokentally.application.port.out.budget.BudgetLeases.Grant;
import io.tokentally.application.port.out.budget.BudgetLeases.Hold;
import io.tokentally.application.port.out.budget.LeaseKey;
import io.tokentally.domain.budget.BudgetMeasure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;

/**
 * The leases of this process, and their exchange with the database: by one thread at a time, of all that have to be exchanged at once.
 */
final class LeaseBook {

    /** What nobody asked for in so long is left to others. */
    private static final long IDLE = Duration.ofSeconds(2).toNanos();

    /** What nobody asked for in so long is forgotten. */
    private static final long FORGOTTEN = Duration.ofMinutes(2).toNanos();

    /** An amount that is used up is not asked for again before. */
    private static final long EXHAUSTED = Duration.ofMillis(300).toNanos();

    private static final int MAX_CLAIMS = 2_000;

    private final BudgetLeases leases;
    private final LongSupplier ticker;
    private final ConcurrentHashMap<LeaseKey, Lease> known = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<PostedHold> holds = new ConcurrentLinkedQueue<>();

    /** A call without a price that is in the ledger, or the work that a call began. */
    private record PostedHold(Lease lease, Hold hold, long grains) {}

    /** @param ticker nanoseconds since any time */
    LeaseBook(BudgetLeases leases, LongSupplier ticker) {
        this.leases = leases;
        this.ticker = ticker;
    }

    Lease lease(LeaseKey key, BudgetMeasure measure) {
        Lease lease = known.get(key);
        return lease != null && lease.measure() == measure
                ? lease
                : known.compute(
                        key,
                        (wanted, present) -> present != null && present.measure() == measure
                                ? present
                                : new Lease(key, measure, ticker.getAsLong()));
    }

    /** The ledger has a call that nobody could price, or a call began work: what was set aside for it stays so, in the database. */
    void hold(Lease lease, Hold hold, long grains) {
        holds.add(new PostedHold(lease, hold, grains));
    }

    /**
     * Exchanges what has to be.
     *
     * @param awaitedOnly of those alone that a call waits for
     */
    synchronized void exchange(boolean awaitedOnly) {
        writeHolds();
        long now = ticker.getAsLong();
        long lifetime = leases.lifetime().toNanos();
        List<Claim> claims = new ArrayList<>();
        Map<LeaseKey, Lease> claimed = new HashMap<>();
        for (Lease lease : known.values()) {
            if (awaitedOnly && !lease.isAwaited()) {
                continue;
            }
            if (lease.isIdle(now - FORGOTTEN)) {
                known.remove(lease.key(), lease);
                continue;
            }
            Claim claim = lease.claim(now, now - IDLE, now - lifetime / 3);
            if (claim != null) {
                claims.add(claim);
                claimed.put(lease.key(), lease);
            }
            if (claims.size() == MAX_CLAIMS) {
                exchange(claims, claimed, now + lifetime * 4 / 5);
            }
        }
        exchange(claims, claimed, now + lifetime * 4 / 5);
    }

    private void exchange(List<Claim> claims, Map<LeaseKey, Lease> claimed, long validUntil) {
        if (claims.isEmpty()) {
            return;
        }
        Map<LeaseKey, Claim> asked = new HashMap<>();
        claims.forEach(claim -> asked.put(claim.key(), claim));
        List<Grant> grants = leases.exchange(claims.stream()
                .sorted((one, other) -> one.key().compareTo(other.key()))
                .toList());
        long exhaustedUntil = ticker.getAsLong() + EXHAUSTED;
        for (Grant grant : grants) {
            Lease lease = claimed.remove(grant.key());
            Claim claim = asked.get(grant.key());
            if (lease != null && claim != null) {
                lease.granted(claim, grant, validUntil, exhaustedUntil);
            }
        }
        claimed.values().forEach(Lease::ended);
        claimed.clear();
        claims.clear();
    }

    private void writeHolds() {
        List<PostedHold> taken = new ArrayList<>();
        for (PostedHold one = holds.poll(); one != null; one = holds.poll()) {
            taken.add(one);
        }
        if (taken.isEmpty()) {
            return;
        }
        try {
            leases.hold(taken.stream().map(PostedHold::hold).toList());
        } catch (RuntimeException e) {
            holds.addAll(taken);
            throw e;
        }
        taken.forEach(one -> one.lease().posted(one.grains()));
    }
}
