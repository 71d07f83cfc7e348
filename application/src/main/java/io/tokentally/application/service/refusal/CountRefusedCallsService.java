package io.tokentally.application.service.refusal;

import io.tokentally.application.port.in.refusal.CountRefusedCallUseCase;
import io.tokentally.application.port.in.refusal.WriteRefusedCallsUseCase;
import io.tokentally.application.port.out.refusal.RefusalLedger;
import io.tokentally.application.port.out.refusal.RefusalMonitor;
import io.tokentally.application.port.out.refusal.RefusalsRejectedException;
import io.tokentally.domain.refusal.RefusalBatch;
import io.tokentally.domain.refusal.RefusedCall;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Counts refused calls in memory, and writes them batch by batch. A batch keeps its number until the ledger has said that it has it,
 * and no other is begun meanwhile: one whose answer was lost counts once.
 */
public final class CountRefusedCallsService implements CountRefusedCallUseCase, WriteRefusedCallsUseCase {

    private static final System.Logger LOG = System.getLogger(CountRefusedCallsService.class.getName());

    private final RefusalLedger ledger;
    private final RefusalMonitor monitor;
    private final UUID writer;
    private final Object counting = new Object();
    private CountedRefusals counted = new CountedRefusals();
    private long uncounted;
    private long batches;
    private @Nullable RefusalBatch unwritten;

    /** @param writer tells this process from every other, and from itself after a restart */
    public CountRefusedCallsService(RefusalLedger ledger, RefusalMonitor monitor, UUID writer) {
        this.ledger = ledger;
        this.monitor = monitor;
        this.writer = writer;
    }

    @Override
    public void refused(RefusedCall call) {
        synchronized (counting) {
            if (!counted.count(call)) {
                uncounted++;
            }
        }
    }

    @Override
    public synchronized void write() {
        try {
            writeAll();
        } catch (RuntimeException | Error e) {
            RefusalBatch batch = unwritten;
            tell(() -> monitor.delayed(batch == null ? 0 : batch.size(), e));
        }
    }

    private void writeAll() {
        tellUncounted();
        for (RefusalBatch batch = next(); batch != null; batch = next()) {
            try {
                ledger.add(batch);
            } catch (RefusalsRejectedException e) {
                long lost = batch.size();
                tell(() -> monitor.lost(lost, "the ledger does not take them"));
            }
            unwritten = null;
        }
    }

    private @Nullable RefusalBatch next() {
        if (unwritten == null) {
            CountedRefusals taken = take();
            unwritten = taken.isEmpty() ? null : new RefusalBatch(writer, ++batches, taken.calls(), taken.samples());
        }
        return unwritten;
    }

    private CountedRefusals take() {
        synchronized (counting) {
            CountedRefusals taken = counted;
            counted = new CountedRefusals();
            return taken;
        }
    }

    private void tellUncounted() {
        long lost;
        synchronized (counting) {
            lost = uncounted;
            uncounted = 0;
        }
        if (lost > 0) {
            tell(() -> monitor.lost(lost, "too many counters wait to be written"));
        }
    }

    @Override
    public synchronized void writeLast() {
        write();
        RefusalBatch batch = unwritten;
        unwritten = null;
        long lost = (batch == null ? 0 : batch.size())
                + take().calls().values().stream().mapToLong(Long::longValue).sum();
        if (lost > 0) {
            tell(() -> monitor.lost(lost, "they could not be written before the end"));
        }
    }

    private static void tell(Runnable report) {
        try {
            report.run();
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.WARNING, "The monitor of refused calls failed", e);
        }
    }
}
