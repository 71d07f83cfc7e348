package io.tokentally.application.service.usage;

import io.tokentally.application.port.in.budget.Reservation;
import io.tokentally.application.port.in.usage.RecordUsageUseCase;
import io.tokentally.application.port.out.pricing.PriceBookSource;
import io.tokentally.application.port.out.usage.GuardedMonitor;
import io.tokentally.application.port.out.usage.MeteringMonitor;
import io.tokentally.application.port.out.usage.UsageJournal;
import io.tokentally.application.service.budget.SpendingLedger;
import io.tokentally.domain.metering.BillableJob;
import io.tokentally.domain.metering.MeteredCall;
import io.tokentally.domain.pricing.Cost;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.PriceBook;
import io.tokentally.domain.pricing.UnpricedReason;
import io.tokentally.domain.usage.MeteringHealth;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.domain.usage.UsageRecordId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/**
 * Prices each call by the book in force and hands it to the journal. Where the book is not known the call is kept all the
 * same, unpriced, to be priced as soon as it is.
 */
public final class RecordUsageService implements RecordUsageUseCase {

    private static final PriceBook EMPTY_BOOK = new PriceBook(Money.USD, List.of());

    private final PriceBookSource priceBookSource;
    private final UsageJournal journal;
    private final GuardedMonitor monitor;
    private final RandomGenerator random;
    private final SpendingLedger spending;
    private final RecentJobs recentWork = new RecentJobs();

    /** Where nobody counts what calls cost against budgets. */
    public RecordUsageService(
            PriceBookSource priceBookSource, UsageJournal journal, MeteringMonitor monitor, RandomGenerator random) {
        this(priceBookSource, journal, monitor, random, SpendingLedger.NONE);
    }

    /**
     * @param random safe to use from many threads at once
     * @param spending counts what calls cost against what was set aside for them
     */
    public RecordUsageService(
            PriceBookSource priceBookSource,
            UsageJournal journal,
            MeteringMonitor monitor,
            RandomGenerator random,
            SpendingLedger spending) {
        this.spending = spending;
        this.priceBookSource = priceBookSource;
        this.journal = journal;
        this.monitor = new GuardedMonitor(monitor);
        this.random = random;
    }

    @Override
    public CompletableFuture<UsageRecordId> record(MeteredCall call, Reservation reservation) {
        Cost cost;
        try {
            cost = priceBookSource
                    .priceBook(call.attribution().organizationId())
                    .map(book -> book.costOf(call))
                    .orElseGet(() -> costWithoutBook(call));
        } catch (RuntimeException e) {
            CompletableFuture<UsageRecordId> kept = append(call, EMPTY_BOOK.costOf(call), reservation);
            monitor.tell(told -> told.recordingFailed(e));
            return kept;
        }
        return append(call, cost, reservation);
    }

    @Override
    public boolean isReady() {
        return journal.isReady();
    }

    @Override
    public MeteringHealth health() {
        return journal.health().withPricesKnown(priceBookSource.isReady());
    }

    /** What was not used, or is not billed, needs no book to say so. */
    private static Cost costWithoutBook(MeteredCall call) {
        Cost cost = EMPTY_BOOK.costOf(call);
        return cost.unpricedReason() == UnpricedReason.NO_PRICE
                ? Cost.unpriced(cost.currency(), UnpricedReason.NO_PRICE_BOOK)
                : cost;
    }

    private CompletableFuture<UsageRecordId> append(MeteredCall call, Cost cost, Reservation reservation) {
        UsageRecord usageRecord = new UsageRecord(idOf(call), call, cost);
        // First, for the ledger may have it before this returns.
        spending.spent(reservation, usageRecord);
        CompletableFuture<UsageRecordId> kept = journal.append(usageRecord);
        BillableJob work = call.billedOnce();
        if (work == null || recentWork.isNews(usageRecord, work)) {
            // The record is in the journal by then: a monitor that fails must not make it look lost.
            monitor.tell(told -> told.recorded(usageRecord));
        }
        return kept;
    }

    /**
     * What is billed once has one id, whoever fetched it and however often, so that the ledger keeps it once. Behind its instant the id
     * is made of the reference alone: that is how the ledger knows work that has no instant of its own.
     */
    private UsageRecordId idOf(MeteredCall call) {
        BillableJob work = call.billedOnce();
        return work == null
                ? UsageRecordId.at(call.startedAt(), random)
                : UsageRecordId.of(
                        call.billedAt(),
                        call.attribution().organizationId().value(),
                        call.provider().value(),
                        work.reference());
    }
}
