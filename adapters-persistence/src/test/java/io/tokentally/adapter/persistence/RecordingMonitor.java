package io.tokentally.adapter.persistence;

import io.tokentally.application.port.out.usage.MeteringMonitor;
import io.tokentally.domain.usage.UsageRecord;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Remembers what it was told. */
public class RecordingMonitor implements MeteringMonitor {

    public final AtomicInteger posted = new AtomicInteger();
    public final AtomicInteger delays = new AtomicInteger();
    public final AtomicInteger lost = new AtomicInteger();
    public final List<String> reasons = new CopyOnWriteArrayList<>();

    @Override
    public void recorded(UsageRecord usageRecord) {
        throw new AssertionError("Nothing here records calls");
    }

    @Override
    public void posted(int usageRecords) {
        posted.addAndGet(usageRecords);
    }

    @Override
    public void postingDelayed(int usageRecords, Throwable cause) {
        delays.incrementAndGet();
    }

    @Override
    public void recordingFailed(Throwable cause) {
        throw new AssertionError("Nothing here records calls", cause);
    }

    @Override
    public void lost(int usageRecords, String reason) {
        lost.addAndGet(usageRecords);
        reasons.add(reason);
    }
}
