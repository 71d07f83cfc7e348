package io.tokentally.adapter.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.application.port.in.budget.Reservation;
import io.tokentally.application.port.in.usage.RecordUsageUseCase;
import io.tokentally.domain.metering.MeteredCall;
import io.tokentally.domain.usage.MeteringHealth;
import io.tokentally.domain.usage.UsageRecordId;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A journal that keeps records when the test says so. */
public final class KeptRecords implements RecordUsageUseCase {

    private static final UsageRecordId ID = new UsageRecordId(UUID.fromString("01900000-0000-7000-8000-000000000001"));
    private static final int PATIENCE_SECONDS = 20;

    private final BlockingQueue<MeteredCall> calls = new LinkedBlockingQueue<>();
    private final List<CompletableFuture<UsageRecordId>> waiting = new CopyOnWriteArrayList<>();
    private volatile boolean holding;
    private volatile boolean ready = true;
    private volatile MeteringHealth health = MeteringHealth.of(true);

    public void hold() {
        holding = true;
    }

    public void refuseCalls() {
        ready = false;
    }

    public void keep() {
        waiting.forEach(record -> record.complete(ID));
    }

    public void lose() {
        waiting.forEach(record -> record.completeExceptionally(new IllegalStateException("The disk is full")));
    }

    /** The next call that was recorded; waits for it. */
    public MeteredCall next() throws InterruptedException {
        MeteredCall call = calls.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(call).as("a record").isNotNull();
        return Objects.requireNonNull(call);
    }

    /** How many records there are that nobody has taken. */
    public int count() {
        return calls.size();
    }

    @Override
    public CompletableFuture<UsageRecordId> record(MeteredCall call, Reservation reservation) {
        CompletableFuture<UsageRecordId> kept =
                holding ? new CompletableFuture<>() : CompletableFuture.completedFuture(ID);
        if (holding) {
            waiting.add(kept);
        }
        if (reservation instanceof ScriptedBudgets.Held held) {
            held.settle();
        }
        calls.add(call);
        return kept;
    }

    @Override
    public boolean isReady() {
        return ready;
    }

    public void say(MeteringHealth other) {
        health = other;
    }

    @Override
    public MeteringHealth health() {
        return health;
    }
}
