package io.tokentally.application.service.alert;

import io.tokentally.application.port.out.usage.MeteringMonitor;
import io.tokentally.domain.alert.AlertEvent;
import io.tokentally.domain.usage.UsageRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Passes on how metering goes, and remembers what the ledger will never have by itself, for whoever tells of troubles: records that are
 * lost, calls that could not be recorded, journals that could not be read. Safe for many threads.
 */
public final class MissedRecords implements MeteringMonitor {

    /** Since something is gone for good, it is over when nothing more went for so long. */
    static final Duration REMEMBERED_FOR = Duration.ofHours(1);

    private final MeteringMonitor monitor;
    private final Clock clock;
    private final Instant since;
    private @Nullable Missed missed;

    private record Missed(long records, long calls, long journals, Instant last) {}

    public MissedRecords(MeteringMonitor monitor, Clock clock) {
        this.monitor = monitor;
        this.clock = clock;
        this.since = clock.instant();
    }

    /** Counted before it is passed on: nobody is to miss it because a monitor failed. */
    private synchronized void add(long records, long calls, long journals) {
        Missed before = lately();
        Instant now = clock.instant();
        missed = before == null
                ? new Missed(records, calls, journals, now)
                : new Missed(before.records() + records, before.calls() + calls, before.journals() + journals, now);
    }

    private synchronized @Nullable Missed lately() {
        if (missed != null && !missed.last().plus(REMEMBERED_FOR).isAfter(clock.instant())) {
            missed = null;
        }
        return missed;
    }

    /** What is missed since it began; empty if nothing was within the hour. */
    Optional<SortedMap<String, String>> figures() {
        return Optional.ofNullable(lately())
                .map(known -> AlertEvent.sorted(Map.of(
                        "lost_records", Long.toString(known.records()),
                        "unrecorded_calls", Long.toString(known.calls()),
                        "damaged_journals", Long.toString(known.journals()))));
    }

    /** Whether this process knows of the whole hour: what the one before it missed is over no sooner. */
    boolean knowsTheHour() {
        return !since.plus(REMEMBERED_FOR).isAfter(clock.instant());
    }

    @Override
    public void recorded(UsageRecord usageRecord) {
        monitor.recorded(usageRecord);
    }

    @Override
    public void posted(int usageRecords) {
        monitor.posted(usageRecords);
    }

    @Override
    public void postingDelayed(int usageRecords, Throwable cause) {
        monitor.postingDelayed(usageRecords, cause);
    }

    @Override
    public void recordingFailed(Throwable cause) {
        add(0, 1, 0);
        monitor.recordingFailed(cause);
    }

    @Override
    public void lost(int usageRecords, String reason) {
        add(usageRecords, 0, 0);
        monitor.lost(usageRecords, reason);
    }

    @Override
    public void setAside(int usageRecords, String reason) {
        monitor.setAside(usageRecords, reason);
    }

    @Override
    public void journalBroken(Throwable cause) {
        monitor.journalBroken(cause);
    }

    @Override
    public void journalRestored() {
        monitor.journalRestored();
    }

    @Override
    public void journalReplaced(String damagedFile) {
        add(0, 0, 1);
        monitor.journalReplaced(damagedFile);
    }
}
