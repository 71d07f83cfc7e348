package io.tokentally.application.service.usage;

import io.tokentally.application.port.in.usage.CallQuery;
import io.tokentally.application.port.in.usage.ExportCallsUseCase;
import io.tokentally.application.port.out.access.WorkSessions;
import io.tokentally.application.port.out.report.ReportsReplica;
import io.tokentally.application.service.reading.FairTurns;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.domain.usage.UsageRecordId;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hands out calls page by page. Each page is a transaction and a turn of its own, which end before the page is handed
 * over: whoever takes it slowly keeps nobody from the database. The pages begin with the newest call that there is at the
 * start and go on behind the last call of the page before, so that nothing that is posted meanwhile shifts them.
 */
public final class ExportCallsService implements ExportCallsUseCase {

    /** Few enough that a page is no burden to memory, enough that asking for it does not count. */
    static final int PAGE = 2_000;

    /** How long an export under way waits for its next page: those who are slow to ask get it in turn. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** No reader is waited for any longer, however fast. */
    private static final Duration MAX_EXPORT = Duration.ofHours(12);

    private final CallPages pages;
    private final ReportsReplica replica;
    private final WorkSessions workSessions;
    private final FairTurns exports;
    private final FairTurns turns;

    /**
     * @param replica may answer each page
     * @param exports the places for exports under way
     * @param turns the turns for reading from the database
     */
    public ExportCallsService(
            CallPages pages, ReportsReplica replica, WorkSessions workSessions, FairTurns exports, FairTurns turns) {
        this.pages = pages;
        this.replica = replica;
        this.workSessions = workSessions;
        this.exports = exports;
        this.turns = turns;
    }

    @Override
    public void export(Viewer viewer, CallQuery query, Consumer<UsageRecord> sink) {
        viewer.requireMayLook(query.scope());
        FairTurns.Turn place = exports.take(viewer);
        try {
            // The request's own session may end while its reader is still at it.
            Viewer worker = workSessions.open(viewer, "export", MAX_EXPORT);
            try {
                handOut(worker, query, sink);
            } finally {
                workSessions.end(worker);
            }
        } finally {
            place.close();
        }
    }

    private void handOut(Viewer worker, CallQuery query, Consumer<UsageRecord> sink) {
        UsageRecordId last = null;
        List<UsageRecord> page;
        do {
            page = next(worker, query, last);
            page.forEach(sink);
            last = page.isEmpty() ? null : page.getLast().id();
        } while (page.size() == PAGE);
    }

    private List<UsageRecord> next(Viewer viewer, CallQuery query, @Nullable UsageRecordId last) {
        FairTurns.Turn turn = last == null ? turns.take(viewer) : turns.takeOnceMore(viewer, PATIENCE);
        try {
            return replica.answer(viewer, () -> pages.next(viewer, query, last, PAGE))
                    .value();
        } finally {
            turn.close();
        }
    }
}
