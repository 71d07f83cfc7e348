package io.tokentally.application.service.budget;

import io.tokentally.application.port.in.budget.Reservation;
import io.tokentally.application.port.in.budget.SpendingRequest;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** What is set aside for one call, on each of the budgets that it counts for. It is used up once. */
final class CallReservation implements Reservation {

    private final Instant admittedAt;
    private final SpendingRequest request;
    private final List<Share> shares;
    private final AtomicBoolean over = new AtomicBoolean();

    /** What is set aside of one lease. */
    record Share(Lease lease, long grains) {}

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

    /** Uses it up, and says whether nobody had. */
    boolean use() {
        return over.compareAndSet(false, true);
    }

    @Override
    public void cancel() {
        if (use()) {
            shares.forEach(share -> share.lease().cancel(share.grains()));
        }
    }
}
