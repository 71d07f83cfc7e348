package io.tokentally.adapter.openai.usage;

import io.tokentally.application.port.in.budget.Reservation;
import io.tokentally.application.port.in.usage.RecordUsageUseCase;
import io.tokentally.application.port.in.usage.ReportMeteringFailureUseCase;
import io.tokentally.domain.metering.MeteredCall;
import io.tokentally.domain.usage.UsageRecordId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Hands calls to the recorder. As a rule a call is recorded before its caller has the last byte of the answer; but a
 * recorder that fails does not reach the caller, and one that hangs holds them up by no more than a moment.
 */
final class UsageReporter implements AutoCloseable {

    private static final int CAPACITY = 10_000;
    private static final long PATIENCE_MILLIS = 50;
    private static final long CLOSING_SECONDS = 5;

    private final RecordUsageUseCase recorder;
    private final ReportMeteringFailureUseCase failures;
    private final ThreadPoolExecutor thread;

    UsageReporter(RecordUsageUseCase recorder, ReportMeteringFailureUseCase failures) {
        this.recorder = recorder;
        this.failures = failures;
        this.thread = new ThreadPoolExecutor(
                1,
                1,
                10,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(CAPACITY),
                task -> Thread.ofPlatform()
                        .name("tokentally-usage-reporter")
                        .daemon()
                        .unstarted(task));
        this.thread.allowCoreThreadTimeOut(true);
    }

    /**
     * Never throws. The calls, of which there is one at least, are asked for on the reporter's thread.
     *
     * @param reservation what was set aside for the last of them; held if none is recorded
     */
    void report(Supplier<List<MeteredCall>> calls, Reservation reservation) {
        try {
            CompletableFuture<UsageRecordId> recorded = new CompletableFuture<>();
            thread.execute(() -> record(calls, reservation, recorded));
            recorded.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // It stays in the queue, and the caller goes on.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            // Whoever recorded has told.
        } catch (RejectedExecutionException e) {
            failed(e);
        }
    }

    /** Metering itself went wrong. Never throws. */
    void failed(Throwable cause) {
        failures.recordingFailed(cause);
    }

    /** Waits a moment for what is still to be recorded. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS)) {
                failures.lost(thread.shutdownNow().size(), "the recorder did not finish in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void record(
            Supplier<List<MeteredCall>> calls, Reservation reservation, CompletableFuture<UsageRecordId> recorded) {
        try {
            List<MeteredCall> told = calls.get();
            List<CompletableFuture<UsageRecordId>> all = new ArrayList<>();
            for (MeteredCall other : told.subList(0, told.size() - 1)) {
                all.add(recorder.record(other));
            }
            all.add(recorder.record(told.getLast(), reservation));
            for (CompletableFuture<UsageRecordId> one : all) {
                var unused = one.whenComplete((id, failure) -> {
                    if (failure != null) {
                        failed(failure);
                        recorded.completeExceptionally(failure);
                    }
                });
            }
            var unused = CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
                    .thenRun(() -> recorded.complete(all.getLast().join()));
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            failed(e);
            recorded.completeExceptionally(e);
        }
    }
}
