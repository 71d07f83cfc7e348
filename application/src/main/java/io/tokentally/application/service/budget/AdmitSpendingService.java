package io.tokentally.application.service.budget;

import io.tokentally.application.port.in.budget.AdmitSpendingUseCase;
import io.tokentally.application.port.in.budget.Reservation;
import io.tokentally.application.port.in.budget.SettleSpendingUseCase;
import io.tokentally.application.port.in.budget.SpendingRequest;
import io.tokentally.application.port.in.budget.SpendingVerdict;
import io.tokentally.application.port.out.budget.BatchFiles;
import io.tokentally.application.port.out.budget.BlockingBudgets;
import io.tokentally.application.port.out.budget.BudgetDirectory;
import io.tokentally.application.port.out.budget.BudgetLeases;
import io.tokentally.application.port.out.budget.BudgetMonitor;
import io.tokentally.application.port.out.budget.LeaseKey;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.budget.BatchContents;
import io.tokentally.domain.budget.BatchFile;
import io.tokentally.domain.budget.BatchedRequests;
import io.tokentally.domain.budget.BlockingRules.WhenUnreachable;
import io.tokentally.domain.budget.Budget;
import io.tokentally.domain.budget.BudgetRefusal;
import io.tokentally.domain.budget.BudgetRefusal.Reason;
import io.tokentally.domain.budget.BudgetSubject;
import io.tokentally.domain.budget.BudgetWindow;
import io.tokentally.domain.budget.BudgetedCall;
import io.tokentally.domain.budget.RequestBounds;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.usage.UsageRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds calls to the budgets that block. What a call may use is set aside on each of them, of a lease of this process's where that
 * covers it, which takes no round trip; else the call waits for the next exchange of leases with the database, with all others that do.
 */
public final class AdmitSpendingService implements AdmitSpendingUseCase, SettleSpendingUseCase, SpendingLedger {

    private static final System.Logger LOG = System.getLogger(AdmitSpendingService.class.getName());

    private static final int MAX_EXCHANGES = 3;

    private final BudgetDirectory directory;
    private final CallBounds bounds;
    private final BatchFiles files;
    private final BudgetLeases leases;
    private final BudgetMonitor monitor;
    private final LeaseBook book;
    private final OpenSettlements settlements;
    private final InstantSource clock;
    private final LongSupplier ticker;
    private final Executor exchanger;
    private final Duration longestWait;
    private final ConcurrentLinkedQueue<Waiting> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();

    /**
     * @param ticker nanoseconds since any time
     * @param exchanger runs one exchange after the other, and may wait for the database
     * @param longestWait how long a call waits for it at most
     */
    public AdmitSpendingService(
            BudgetDirectory directory,
            BudgetLeases leases,
            CallBounds bounds,
            BatchFiles files,
            BudgetMonitor monitor,
            InstantSource clock,
            LongSupplier ticker,
            Executor exchanger,
            Duration longestWait) {
        this.directory = directory;
        this.bounds = bounds;
        this.files = files;
        this.leases = leases;
        this.monitor = monitor;
        this.book = new LeaseBook(leases, ticker);
        this.settlements = new OpenSettlements(book);
        this.clock = clock;
        this.ticker = ticker;
        this.exchanger = exchanger;
        this.longestWait = longestWait;
    }

    /** A share of a call's on one budget. */
    private record Part(Budget budget, Lease lease, long grains, BudgetWindow.Span window) {}

    /** What a call may use that counts for a budget. */
    private record Asked(Budget budget, SpendingRequest request) {}

    /** What is spent against one amount. */
    private record Amount(Budget budget, BudgetSubject subject) {}

    /** A call that waits for an exchange. */
    private static final class Waiting {
        private final List<Part> parts;
        private final CallReservation reservation;
        private final CompletableFuture<SpendingVerdict> verdict = new CompletableFuture<>();
        private int exchanges;

        Waiting(List<Part> parts, CallReservation reservation) {
            this.parts = parts;
            this.reservation = reservation;
        }
    }

    @Override
    public boolean isBounded(OrganizationId organization) {
        return !directory.blocking(organization).isEmpty();
    }

    @Override
    public @Nullable Long outputLimit(BudgetedCall call) {
        return directory.blocking(call.organization()).outputLimit(call, clock.instant());
    }

    @Override
    public CompletableFuture<SpendingVerdict> admit(SpendingRequest request) {
        BlockingBudgets blocking = directory.blocking(request.call().organization());
        if (request.isFree() || blocking.isEmpty()) {
            return done(new SpendingVerdict.Admitted(Reservation.NONE));
        }
        return request.bounds().batch() instanceof BatchFile file
                ? admitBatch(request, file)
                : admit(request, blocking);
    }

    /** A batch of whose file nothing is known, or nobody can tell in time, is one without a bound. */
    private CompletableFuture<SpendingVerdict> admitBatch(SpendingRequest request, BatchFile file) {
        BudgetedCall call = request.call();
        CompletableFuture<Optional<BatchContents>> found = files.find(call.organization(), call.provider(), file);
        CompletableFuture<Optional<BatchContents>> inTime = found.isDone()
                ? found
                : found.copy().completeOnTimeout(Optional.empty(), longestWait.toNanos(), TimeUnit.NANOSECONDS);
        return inTime.exceptionally(failure -> {
                    LOG.log(System.Logger.Level.DEBUG, "What a file has for a batch cannot be told now", failure);
                    return Optional.empty();
                })
                .thenCompose(contents -> admit(new SpendingRequest(
                        call,
                        contents.map(RequestBounds::ofBatch)
                                .orElseGet(() -> RequestBounds.unbounded(RequestBounds.Unbounded.BATCH)),
                        request.isFree())));
    }

    @Override
    public void batchFileKept(OrganizationId organization, Provider provider, BatchFile file, BatchContents contents) {
        files.keep(organization, provider, file, contents);
    }

    private CompletableFuture<SpendingVerdict> admit(SpendingRequest request, BlockingBudgets blocking) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        List<Part> parts = new ArrayList<>();
        CallBounds.Costs costs = new CallBounds.Costs();
        for (Asked asked : asked(blocking, request)) {
            Budget budget = asked.budget();
            BudgetWindow.Span window = budget.terms().window().at(now, blocking.calendar());
            if (!window.contains(now)) {
                continue;
            }
            CallBounds.Bound bound = bounds.of(budget.terms(), asked.request(), now, costs);
            if (bound instanceof CallBounds.Bound.None none) {
                return done(told(
                        budget.organization(),
                        new SpendingVerdict.Refused(refusal(budget, none.reason(), null, window))));
            }
            long grains = ((CallBounds.Bound.Known) bound).grains();
            Lease lease = book.lease(
                    key(budget, asked.request().call(), window), budget.terms().measure());
            parts.add(new Part(budget, lease, grains, window));
        }
        if (parts.isEmpty()) {
            return done(new SpendingVerdict.Admitted(Reservation.NONE));
        }
        CallReservation reservation = new CallReservation(
                now,
                request,
                parts.stream()
                        .map(part -> new CallReservation.Share(
                                part.lease(),
                                part.grains(),
                                part.budget().terms().amount(),
                                resetsAt(part.budget(), part.window())))
                        .toList());
        SpendingVerdict verdict = attempt(parts, reservation);
        return verdict == null
                ? await(new Waiting(parts, reservation))
                : done(told(request.call().organization(), verdict));
    }

    /** What each budget is asked for. Of a batch that is what its requests use that the budget is for, by their models. */
    private static List<Asked> asked(BlockingBudgets blocking, SpendingRequest request) {
        if (!(request.bounds().batch() instanceof BatchContents contents)) {
            return blocking.of(request.call()).stream()
                    .map(budget -> new Asked(budget, request))
                    .toList();
        }
        Map<Amount, List<BatchedRequests>> counted = new LinkedHashMap<>();
        Map<Amount, BudgetedCall> calls = new HashMap<>();
        for (BatchedRequests requests : contents.requests()) {
            BudgetedCall call = request.call().of(requests.model());
            for (Budget budget : blocking.of(call)) {
                Amount amount = new Amount(budget, budget.terms().subjectOf(call));
                counted.computeIfAbsent(amount, first -> new ArrayList<>()).add(requests);
                calls.putIfAbsent(amount, call);
            }
        }
        return counted.entrySet().stream()
                .map(entry -> new Asked(
                        entry.getKey().budget(),
                        new SpendingRequest(
                                Objects.requireNonNull(calls.get(entry.getKey())),
                                RequestBounds.ofBatch(new BatchContents(entry.getValue())),
                                false)))
                .toList();
    }

    private SpendingVerdict told(OrganizationId organization, SpendingVerdict verdict) {
        if (verdict instanceof SpendingVerdict.Refused refused) {
            monitor.refused(
                    organization, refused.refusal().budget(), refused.refusal().reason());
        }
        return verdict;
    }

    private static CompletableFuture<SpendingVerdict> done(SpendingVerdict verdict) {
        return CompletableFuture.completedFuture(verdict);
    }

    private static LeaseKey key(Budget budget, BudgetedCall call, BudgetWindow.Span window) {
        Instant bucket = budget.terms().window() instanceof BudgetWindow.Rolling ? Instant.EPOCH : window.from();
        return new LeaseKey(budget.organization(), budget.id(), budget.terms().subjectOf(call), bucket);
    }

    /** On all of them or on none; absent where the database has to be asked. */
    private @Nullable SpendingVerdict attempt(List<Part> parts, CallReservation reservation) {
        long now = ticker.getAsLong();
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            Lease.Attempt attempt = part.lease().reserve(part.grains(), now);
            if (attempt != Lease.Attempt.DONE) {
                parts.subList(0, i).forEach(taken -> taken.lease().cancel(taken.grains()));
                return attempt == Lease.Attempt.ASK
                        ? null
                        : new SpendingVerdict.Refused(
                                refusal(part.budget(), Reason.SPENT, part.lease(), part.window()));
            }
        }
        return new SpendingVerdict.Admitted(reservation);
    }

    private static BudgetRefusal refusal(
            Budget budget, Reason reason, @Nullable Lease lease, BudgetWindow.Span window) {
        return new BudgetRefusal(
                budget.id(),
                budget.terms().name(),
                reason,
                budget.terms().measure(),
                budget.terms().amount(),
                lease == null ? null : lease.used(),
                resetsAt(budget, window));
    }

    private static @Nullable Instant resetsAt(Budget budget, BudgetWindow.Span window) {
        return budget.terms().window() instanceof BudgetWindow.Calendar ? window.until() : null;
    }

    private CompletableFuture<SpendingVerdict> await(Waiting call) {
        call.parts.forEach(part -> part.lease().await(part.grains()));
        // Whoever comes too late gets nothing, and gives back what it was given.
        var unused = call.verdict.completeOnTimeout(unreachable(call), longestWait.toNanos(), TimeUnit.NANOSECONDS);
        var unusedToo = call.verdict.thenAccept(verdict -> {
            Budget closed = verdict instanceof SpendingVerdict.Undetermined ? closed(call) : null;
            if (closed == null) {
                told(call.reservation.request().call().organization(), verdict);
            } else {
                monitor.undetermined(closed.organization(), closed.id());
            }
        });
        waiting.add(call);
        schedule();
        return call.verdict;
    }

    private void schedule() {
        if (scheduled.compareAndSet(false, true)) {
            try {
                exchanger.execute(this::exchangeForWaiting);
            } catch (RejectedExecutionException e) {
                scheduled.set(false);
                settle(List.copyOf(waiting), true);
                waiting.clear();
            }
        }
    }

    private void exchangeForWaiting() {
        scheduled.set(false);
        List<Waiting> calls = new ArrayList<>();
        for (Waiting one = waiting.poll(); one != null; one = waiting.poll()) {
            calls.add(one);
        }
        boolean failed = false;
        try {
            book.exchange(true);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "What is left of budgets cannot be told now", e);
            failed = true;
        }
        settle(calls, failed);
    }

    private void settle(List<Waiting> calls, boolean unreachable) {
        boolean again = false;
        for (Waiting call : calls) {
            SpendingVerdict verdict = call.verdict.isDone()
                    ? unreachable(call)
                    : unreachable ? attemptAtHand(call) : attempt(call.parts, call.reservation);
            if (verdict == null && ++call.exchanges < MAX_EXCHANGES) {
                waiting.add(call);
                again = true;
                continue;
            }
            call.parts.forEach(part -> part.lease().awaitNoMore(part.grains()));
            boolean taken = call.verdict.complete(verdict == null ? spent(call) : verdict);
            if (!taken && verdict instanceof SpendingVerdict.Admitted admitted) {
                admitted.reservation().cancel();
            }
        }
        if (again) {
            schedule();
        }
    }

    private SpendingVerdict attemptAtHand(Waiting call) {
        SpendingVerdict verdict = attempt(call.parts, call.reservation);
        return verdict == null ? unreachable(call) : verdict;
    }

    /** Others were quicker, several times: at the first of its budgets that has too little at hand. */
    private SpendingVerdict spent(Waiting call) {
        long now = ticker.getAsLong();
        Part lacking = call.parts.getFirst();
        for (Part part : call.parts) {
            if (part.lease().reserve(part.grains(), now) != Lease.Attempt.DONE) {
                lacking = part;
                break;
            }
            part.lease().cancel(part.grains());
        }
        return new SpendingVerdict.Refused(refusal(lacking.budget(), Reason.SPENT, lacking.lease(), lacking.window()));
    }

    /** Whether calls go out while nobody can tell what is spent: they do where every budget says so, and are counted later. */
    private static SpendingVerdict unreachable(Waiting call) {
        Budget closed = closed(call);
        return closed == null
                ? new SpendingVerdict.Admitted(Reservation.NONE)
                : new SpendingVerdict.Undetermined(closed.terms().name());
    }

    private static @Nullable Budget closed(Waiting call) {
        for (Part part : call.parts) {
            if (part.budget().terms().blocking().whenUnknown() == WhenUnreachable.CLOSED) {
                return part.budget();
            }
        }
        return null;
    }

    @Override
    public void renew() {
        try {
            book.exchange(false);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "What is held of budgets cannot be renewed now", e);
        }
    }

    @Override
    public void spent(Reservation reservation, UsageRecord usageRecord) {
        if (reservation instanceof CallReservation own) {
            bounds.learn(own.request(), usageRecord);
            if (settlements.open(own, usageRecord)) {
                schedule();
            }
        }
    }

    @Override
    public void earlierCallsPosted() {
        leases.dropEarlier();
    }

    @Override
    public void posted(Collection<UsageRecord> usageRecords) {
        settlements.close(usageRecords);
    }
}
