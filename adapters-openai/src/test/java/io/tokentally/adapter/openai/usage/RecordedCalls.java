package io.tokentally.adapter.openai.usage;

import static java.util.Objects.requireNonNull;

import io.tokentally.application.port.in.budget.AdmitSpendingUseCase;
import io.tokentally.application.port.in.budget.Reservation;
import io.tokentally.application.port.in.usage.RecordUsageUseCase;
import io.tokentally.application.port.in.usage.ReportMeteringFailureUseCase;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.metering.MeteredCall;
import io.tokentally.domain.refusal.RefusedCall;
import io.tokentally.domain.usage.UsageRecordId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Keeps what is recorded, for tests to look at. */
final class RecordedCalls implements RecordUsageUseCase, ReportMeteringFailureUseCase {

    static final Instant NOON = Instant.parse("2026-10-15T12:00:00Z");
    static final OrganizationId DEFAULT_ORGANIZATION = new OrganizationId("nobody-said");
    static final UserId DEFAULT_USER = new UserId("some-service");

    private final BlockingQueue<MeteredCall> calls = new LinkedBlockingQueue<>();

    /** What was handed on with each call. */
    final List<Reservation> reservations = new CopyOnWriteArrayList<>();

    final BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();

    MeteredOpenAi metered() {
        return metered(this);
    }

    /** Those that were not let out. */
    final List<RefusedCall> refused = new CopyOnWriteArrayList<>();

    MeteredOpenAi metered(RecordUsageUseCase recorder) {
        return metered(recorder, ScriptedBudgets.none());
    }

    MeteredOpenAi metered(RecordUsageUseCase recorder, AdmitSpendingUseCase budgets) {
        return new MeteredOpenAi(
                recorder,
                budgets,
                refused::add,
                this,
                DEFAULT_ORGANIZATION,
                DEFAULT_USER,
                InstantSource.fixed(NOON),
                System::nanoTime,
                UUID::randomUUID);
    }

    @Override
    public CompletableFuture<UsageRecordId> record(MeteredCall call, Reservation reservation) {
        calls.add(call);
        reservations.add(reservation);
        return CompletableFuture.completedFuture(UsageRecordId.of(NOON, "kept"));
    }

    /** The next call; waits for it. */
    MeteredCall next() {
        try {
            return requireNonNull(calls.poll(20, TimeUnit.SECONDS), "Nothing was recorded");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    List<MeteredCall> next(int count) {
        List<MeteredCall> next = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            next.add(next());
        }
        return next;
    }

    /** The only call. Closing the meter makes sure that none is still on its way. */
    MeteredCall only(MeteredOpenAi metered) {
        MeteredCall call = next();
        metered.close();
        if (!calls.isEmpty()) {
            throw new AssertionError("Recorded more than once: " + calls);
        }
        return call;
    }

    boolean isEmpty() {
        return calls.isEmpty();
    }

    @Override
    public void recordingFailed(Throwable cause) {
        failures.add(cause);
    }

    @Override
    public void lost(int usageRecords, String reason) {
        failures.add(new IllegalStateException(reason));
    }
}
