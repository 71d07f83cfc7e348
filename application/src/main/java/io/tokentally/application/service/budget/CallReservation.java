package io.tokentally.application.service.budget;

import io.tokentally.application.port.in.budget.Reservation;
import io.tokentally.application.port.in.budget.SpendingRequest;
import io.tokentally.domain.budget.BudgetHeadroom;
import io.tokentally.domain.budget.WorkAhead;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** What is set aside for one call, on each of the budgets that it counts for. It is used up once. */
final class CallReservation implements Reservation {

    private final Instant admittedAt;
    private final SpendingRequest request;
    private final List<Share> shares;
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile @Nullable WorkAhead work;

    /**
     * What is set aside of one lease.
     *
     * @param resetsAt when the budget begins anew; absent where it never does, or moves on with time
     */
    record Share(
            Lease lease,
            long grains,
            BigDecimal amount,
            @Nullable Instant resetsAt) {

        BudgetHeadroom headroom() {
            return new BudgetHeadroom(lease.measure(), amount, lease.used(), resetsAt);
        }
    }

    CallReservation(Instant admittedAt, SpendingRequest request, List<Share> shares) {
        this.admittedAt = admittedAt;
        this.request = request;
        this.shares = shares;
    }

    @Override
    public Instant admittedAt() {
        return admittedAt;
    }

    SpendingRequest request() {
        return request;
    }

    List<Share> shares() {
        return shares;
    }

    @Override
    public void goesOn(WorkAhead begun) {
        work = begun;
    }

    /** What the call began that is billed later. */
    @Nullable
    WorkAhead work() {
        return work;
    }

    /** Uses it up, and says whether nobody had. */
    boolean use() {
        return over.compareAndSet(false, true);
    }

    @Override
    public @Nullable BudgetHeadroom tightest() {
        BudgetHeadroom tightest = null;
        for (Share share : shares) {
            BudgetHeadroom headroom = share.headroom();
            if (tightest == null || headroom.isTighterThan(tightest)) {
                tightest = headroom;
            }
        }
        return tightest;
    }

    @Override
    public void cancel() {
        if (use()) {
            shares.forEach(share -> share.lease().cancel(share.grains()));
        }
    }
}
