package io.tokentally.application.service.budget;

import io.tokentally.application.port.out.budget.BudgetLeases.Hold;
import io.tokentally.domain.budget.BudgetMeasure;
import io.tokentally.domain.budget.WorkAhead;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.pricing.CostStatus;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.domain.usage.UsageRecordId;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/** What calls cost that the ledger does not have yet: it counts here until it counts there. */
final class OpenSettlements {

    private final LeaseBook book;
    private final ConcurrentHashMap<UsageRecordId, List<Spent>> open = new ConcurrentHashMap<>();

    /**
     * What one call takes of one lease.
     *
     * @param isUnpriced whether nobody knows what it cost, so that what was set aside stays so
     */
    private record Spent(Lease lease, long grains, boolean isUnpriced) {}

    OpenSettlements(LeaseBook book) {
        this.book = book;
    }

    /** @return whether the database is to be told at once, since the call began work that outlasts this process */
    boolean open(CallReservation reservation, UsageRecord usageRecord) {
        if (!reservation.use()) {
            return false;
        }
        WorkAhead work = reservation.work();
        if (work != null && usageRecord.isFree()) {
            reservation.shares().forEach(share -> keep(share, usageRecord.id(), work));
            return true;
        }
        List<Spent> spent = new ArrayList<>(reservation.shares().size());
        for (CallReservation.Share share : reservation.shares()) {
            boolean isUnpriced = !usageRecord.isFree()
                    && share.lease().measure() == BudgetMeasure.COST
                    && usageRecord.cost().status() == CostStatus.UNPRICED;
            long grains = isUnpriced ? share.grains() : figure(share.lease().measure(), usageRecord);
            share.lease().spend(grains, share.grains());
            spent.add(new Spent(share.lease(), grains, isUnpriced));
        }
        open.merge(usageRecord.id(), spent, OpenSettlements::both);
        return false;
    }

    /** It stays this process's until the database has it, which asks for no record: one could take longer than the work. */
    private void keep(CallReservation.Share share, UsageRecordId call, WorkAhead work) {
        if (share.grains() == 0) {
            return;
        }
        share.lease().spend(share.grains(), share.grains());
        BigDecimal amount = Grains.amount(share.lease().measure(), share.grains());
        book.hold(share.lease(), new Hold(share.lease().key(), call, amount, work), share.grains());
    }

    /** The same work, told twice: the ledger takes it once, and until it has it counts twice. */
    private static List<Spent> both(List<Spent> one, List<Spent> other) {
        List<Spent> all = new ArrayList<>(one);
        all.addAll(other);
        return all;
    }

    void close(Collection<UsageRecord> posted) {
        if (open.isEmpty()) {
            return;
        }
        for (UsageRecord usageRecord : posted) {
            List<Spent> spent = open.remove(usageRecord.id());
            if (spent != null) {
                spent.forEach(one -> close(one, usageRecord.id()));
            }
        }
    }

    private void close(Spent one, UsageRecordId id) {
        if (one.isUnpriced() && one.grains() > 0) {
            Hold hold =
                    new Hold(one.lease().key(), id, Grains.amount(one.lease().measure(), one.grains()));
            book.hold(one.lease(), hold, one.grains());
        } else {
            one.lease().posted(one.grains());
        }
    }

    private static long figure(BudgetMeasure measure, UsageRecord usageRecord) {
        if (usageRecord.isFree()) {
            return 0;
        }
        return switch (measure) {
            case COST -> Grains.up(measure, usageRecord.cost().total().amount());
            case TOKENS -> {
                Quantities quantities = usageRecord.call().reading().knownQuantities();
                yield quantities.inputTokens() + quantities.outputTokens();
            }
            case REQUESTS -> 1;
        };
    }
}
