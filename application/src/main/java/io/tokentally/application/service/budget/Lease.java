package io.tokentally.application.service.budget;

import io.tokentally.application.port.out.budget.BudgetLeases.Claim;
import io.tokentally.application.port.out.budget.BudgetLeases.Grant;
import io.tokentally.application.port.out.budget.LeaseKey;
import io.tokentally.domain.budget.BudgetMeasure;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What this process may spend of one amount, in grains. Of what it holds, some is set aside for calls that are under way, some is spent
 * by calls that the ledger does not have yet, and the rest is left.
 *
 * <p>What the ledger has is in the budget's sum, and is taken off what is held at that moment: so each call counts at least once at any
 * time, and the database never believes that less is held than is.
 */
final class Lease {

    private final LeaseKey key;
    private final BudgetMeasure measure;
    private long held;
    private long reserved;
    private long unposted;
    private final List<Long> waiting = new ArrayList<>();
    private boolean changed = true;
    private boolean told;
    private long claimedAt;
    private long validUntil;
    private long exhaustedUntil;
    private long beyond;
    private long usedAt;
    private @Nullable Grant latest;

    Lease(LeaseKey key, BudgetMeasure measure, long now) {
        this.key = key;
        this.measure = measure;
        this.usedAt = now;
        this.claimedAt = now;
        this.validUntil = now;
        this.exhaustedUntil = now;
    }

    LeaseKey key() {
        return key;
    }

    BudgetMeasure measure() {
        return measure;
    }

    /** How an attempt to set something aside went. */
    enum Attempt {
        DONE,
        /** What is left does not cover it, and the database may have more. */
        ASK,
        /** There is no more, as the database said a moment ago. */
        EXHAUSTED
    }

    synchronized Attempt reserve(long amount, long now) {
        usedAt = now;
        changed = true;
        if (validUntil - now > 0 && held - reserved - unposted >= amount) {
            reserved += amount;
            return Attempt.DONE;
        }
        boolean known = exhaustedUntil - now > 0;
        return known && amount > held - reserved - unposted + beyond ? Attempt.EXHAUSTED : Attempt.ASK;
    }

    /** A call waits for so much. */
    synchronized void await(long amount) {
        waiting.add(amount);
    }

    synchronized void awaitNoMore(long amount) {
        waiting.remove(amount);
    }

    synchronized void cancel(long amount) {
        reserved -= amount;
        changed = true;
    }

    /** A call cost this, for which that was set aside. */
    synchronized void spend(long amount, long setAside) {
        reserved -= setAside;
        unposted += amount;
        changed = true;
    }

    /** The ledger has it. */
    synchronized void posted(long amount) {
        unposted -= amount;
        held -= amount;
        changed = true;
    }

    synchronized boolean isAwaited() {
        return !waiting.isEmpty();
    }

    /**
     * What is to be told the database; absent where there is nothing to tell.
     *
     * @param idleSince whoever has not been asked since then leaves to others what is left
     * @param renewedBefore what has not changed is told again if it was told before that time
     */
    synchronized @Nullable Claim claim(long now, long idleSince, long renewedBefore) {
        boolean wanted = usedAt - idleSince >= 0;
        long spent = reserved + unposted;
        held = Math.max(wanted || !waiting.isEmpty() ? held : spent, spent);
        boolean due = changed || !waiting.isEmpty() || claimedAt - renewedBefore < 0;
        if (!due || (held == 0 && waiting.isEmpty() && !told)) {
            return null;
        }
        // What wants more and holds nothing asks again as long as it is used; what is idle has changed for the last
        // time.
        changed = wanted;
        claimedAt = now;
        long left = held - spent;
        long all = 0;
        long least = Long.MAX_VALUE;
        for (long one : waiting) {
            all += one;
            least = Math.min(least, one);
        }
        return new Claim(
                key,
                Grains.amount(measure, held),
                Grains.amount(measure, Math.max(0, all - left)),
                Grains.amount(measure, waiting.isEmpty() ? 0 : Math.max(0, least - left)),
                wanted);
    }

    /**
     * What the database said to a claim.
     *
     * @param validUntil how long that holds
     * @param exhaustedUntil how long it need not be asked again for more than there is
     */
    synchronized void granted(Claim claim, Grant grant, long validUntil, long exhaustedUntil) {
        latest = grant;
        told = claim.held().signum() != 0 || grant.granted().signum() != 0;
        held += Grains.down(measure, grant.granted());
        this.validUntil = validUntil;
        BigDecimal room = grant.room(claim.held());
        beyond = Grains.down(measure, room.subtract(grant.granted()).max(BigDecimal.ZERO));
        this.exhaustedUntil = exhaustedUntil;
        if (room.signum() < 0) {
            // The amount was lowered, or calls cost more than was set aside: what is left is not this process's to
            // spend.
            held = Math.max(reserved + unposted, held + Grains.down(measure, room));
        }
    }

    /** The budget is there no more, or another one under its id. */
    synchronized void ended() {
        held = 0;
        told = false;
        validUntil = usedAt;
    }

    /** Whether nobody has asked for it since that time, and it holds nothing. */
    synchronized boolean isIdle(long since) {
        return usedAt - since < 0 && reserved == 0 && unposted == 0 && waiting.isEmpty() && !told;
    }

    /** What is known to be spent or set aside by anybody, as of the last exchange and what happened here since. */
    synchronized BigDecimal used() {
        Grant known = latest;
        BigDecimal here = Grains.amount(measure, reserved + unposted);
        return known == null ? here : known.spent().add(known.reserved()).add(here);
    }
}
