package io.tokentally.adapter.gateway.recording;

import io.netty.channel.EventLoop;
import io.tokentally.application.port.in.budget.Reservation;
import io.tokentally.application.port.in.usage.RecordUsageUseCase;
import io.tokentally.application.port.in.usage.ReportMeteringFailureUseCase;
import io.tokentally.domain.metering.MeteredCall;
import io.tokentally.domain.usage.MeteringHealth;
import io.tokentally.domain.usage.UsageRecordId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The way to the journal: it has calls recorded, and tells on the loop that asked whether they are kept. */
public final class CallRecorder {

    private final RecordUsageUseCase usage;
    private final ReportMeteringFailureUseCase failures;

    public CallRecorder(RecordUsageUseCase usage, ReportMeteringFailureUseCase failures) {
        this.usage = usage;
        this.failures = failures;
    }

    /** Learns on the event loop whether the record is kept. */
    public interface WhenKept {
        void kept(boolean kept);
    }

    public boolean isReady() {
        return usage.isReady();
    }

    public MeteringHealth health() {
        return usage.health();
    }

    /** @param reservation what is set aside for the call, and is settled by it */
    public void record(MeteredCall call, Reservation reservation, EventLoop loop, WhenKept then) {
        CompletableFuture<UsageRecordId> kept;
        try {
            kept = usage.record(call, reservation);
        } catch (RuntimeException e) {
            failed(e);
            then.kept(false);
            return;
        }
        if (kept.isDone() && !kept.isCompletedExceptionally()) {
            then.kept(true);
            return;
        }
        var unused = kept.whenComplete((id, failure) -> {
            if (failure != null) {
                failed(
                        failure instanceof CompletionException && failure.getCause() != null
                                ? failure.getCause()
                                : failure);
            }
            loop.execute(() -> then.kept(failure == null));
        });
    }

    /** Tells that a call went out and could not be recorded. */
    public void failed(Throwable cause) {
        failures.recordingFailed(cause);
    }
}
