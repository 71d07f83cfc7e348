package io.tokentally.adapter.journal;

import io.tokentally.application.port.out.usage.MeteringMonitor;
import io.tokentally.domain.usage.UsageRecord;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Remembers what it was told. */
class RecordingMonitor implements MeteringMonitor {

    final AtomicInteger posted = new AtomicInteger();
    final AtomicInteger delays = new AtomicInteger();
    final AtomicInteger lost = new AtomicInteger();
    final AtomicInteger setAside = new AtomicInteger();
    final AtomicInteger broken = new AtomicInteger();
    final AtomicInteger restored = new AtomicInteger();
    final List<String> reasons = new CopyOnWriteArrayList<>();
    final List<String> replaced = new CopyOnWriteArrayList<>();

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

    @Override
    public void setAside(int usageRecords, String reason) {
        setAside.addAndGet(usageRecords);
        reasons.add(reason);
    }

    @Override
    public void journalBroken(Throwable cause) {
        broken.incrementAndGet();
    }

    @Override
    public void journalRestored() {
        restored.incrementAndGet();
    }

    @Override
    public void journalReplaced(String damagedFile) {
        replaced.add(damagedFile);
    }
}
