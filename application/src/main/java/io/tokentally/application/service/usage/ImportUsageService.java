package io.tokentally.application.service.usage;

import io.tokentally.application.port.in.usage.ImportUsageUseCase;
import io.tokentally.application.port.out.pricing.PriceBookSource;
import io.tokentally.application.port.out.usage.LedgerComparison;
import io.tokentally.application.port.out.usage.UsageFiles;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.domain.usage.ImportCounts;
import java.time.Clock;

/** Reads a file, and posts what of it the ledger does not have. */
public final class ImportUsageService implements ImportUsageUseCase {

    private final UsageFiles files;
    private final LedgerComparison comparison;
    private final UsageLedger ledger;
    private final PriceBookSource priceBooks;
    private final Clock clock;

    public ImportUsageService(
            UsageFiles files,
            LedgerComparison comparison,
            UsageLedger ledger,
            PriceBookSource priceBooks,
            Clock clock) {
        this.files = files;
        this.comparison = comparison;
        this.ledger = ledger;
        this.priceBooks = priceBooks;
        this.clock = clock;
    }

    @Override
    public ImportCounts importFile(PastUsage usage, ImportWatcher watcher) {
        PostedRows posted = new PostedRows(usage, comparison, ledger, watcher);
        PastCallCheck check = new PastCallCheck(usage, clock.instant(), comparison);
        PricedRows rows = new PricedRows(check, posted, priceBooks, watcher);
        try {
            files.read(usage.content(), usage.organizationId(), rows);
            posted.flush();
        } finally {
            if (!usage.dryRun() && posted.counts().added() > 0) {
                comparison.audit(usage.organizationId(), usage.fileName(), posted.counts());
            }
        }
        return posted.counts();
    }
}
