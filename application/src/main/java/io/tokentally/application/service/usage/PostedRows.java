package io.tokentally.application.service.usage;

import io.tokentally.application.port.in.usage.ImportUsageUseCase.ImportWatcher;
import io.tokentally.application.port.in.usage.ImportUsageUseCase.PastUsage;
import io.tokentally.application.port.out.usage.LedgerComparison;
import io.tokentally.application.port.out.usage.RecordsRejectedException;
import io.tokentally.application.port.out.usage.UsageFiles.PastCall;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.domain.pricing.CostStatus;
import io.tokentally.domain.usage.ImportCounts;
import io.tokentally.domain.usage.Likeness;
import io.tokentally.domain.usage.SummedUsage;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.domain.usage.UsageRecordId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Collects records into batches, and posts those of each that the ledger does not have. */
final class PostedRows {

    static final int ROWS_PER_BATCH = 4_000;

    private final PastUsage usage;
    private final LedgerComparison comparison;
    private final UsageLedger ledger;
    private final ImportWatcher watcher;
    private final List<Pending> pending = new ArrayList<>(ROWS_PER_BATCH);

    private @Nullable SummedUsage lastSum;
    private long added;
    private long known;
    private long differing;
    private long refused;
    private long unpriced;

    private record Pending(PastCall row, UsageRecord call) {

        /** A cost that was worked out here says nothing of the file, and may have changed with the prices. */
        boolean isSame(Likeness likeness) {
            return likeness == Likeness.SAME || (likeness == Likeness.OTHER_COST && row.cost() == null);
        }
    }

    PostedRows(PastUsage usage, LedgerComparison comparison, UsageLedger ledger, ImportWatcher watcher) {
        this.usage = usage;
        this.comparison = comparison;
        this.ledger = ledger;
        this.watcher = watcher;
    }

    void add(PastCall row, UsageRecord call) {
        pending.add(new Pending(row, call));
        lastSum = row.sum() == null ? lastSum : row.sum();
        if (pending.size() == ROWS_PER_BATCH) {
            flush();
        }
    }

    void refuse(long line, String reason) {
        refused++;
        watcher.refused(line, reason);
    }

    /** Whether sums of another kind wait to be posted. */
    boolean hasOtherSums(SummedUsage sum) {
        return lastSum != null
                && (lastSum.width() != sum.width() || !lastSum.grouping().equals(sum.grouping()));
    }

    /** Posts what waits. */
    void flush() {
        if (pending.isEmpty()) {
            return;
        }
        List<Pending> fresh = freshOnes();
        pending.clear();
        lastSum = null;
        post(fresh);
        watcher.counted(counts());
    }

    private List<Pending> freshOnes() {
        List<Optional<Likeness>> inLedger = comparison.compare(
                usage.organizationId(), pending.stream().map(Pending::call).toList());
        Map<UsageRecordId, UsageRecord> first = new HashMap<>();
        List<Pending> fresh = new ArrayList<>(pending.size());
        for (int i = 0; i < pending.size(); i++) {
            Pending waiting = pending.get(i);
            Optional<Likeness> likeness = inLedger.get(i)
                    .or(() -> Optional.ofNullable(
                                    first.putIfAbsent(waiting.call().id(), waiting.call()))
                            .map(before -> Likeness.of(waiting.call(), before)));
            if (likeness.isEmpty()) {
                fresh.add(waiting);
            } else {
                count(waiting, likeness.get());
            }
        }
        return fresh;
    }

    private void count(Pending waiting, Likeness likeness) {
        if (waiting.isSame(likeness)) {
            known++;
        } else {
            differing++;
            watcher.differs(waiting.row().line(), waiting.call().id());
        }
    }

    /** All of them; where the ledger takes them not all, each half by itself, until it is clear which it does not take. */
    private void post(List<Pending> fresh) {
        if (fresh.isEmpty()) {
            return;
        }
        try {
            if (!usage.dryRun()) {
                ledger.post(fresh.stream().map(Pending::call).toList());
            }
            added += fresh.size();
            unpriced += fresh.stream()
                    .filter(one -> one.call().cost().status() == CostStatus.UNPRICED)
                    .count();
        } catch (RecordsRejectedException e) {
            if (fresh.size() == 1) {
                refuse(fresh.getFirst().row().line(), "the ledger does not take it: " + e.getMessage());
                return;
            }
            post(fresh.subList(0, fresh.size() / 2));
            post(fresh.subList(fresh.size() / 2, fresh.size()));
        }
    }

    ImportCounts counts() {
        return new ImportCounts(added, known, differing, refused, unpriced);
    }
}
