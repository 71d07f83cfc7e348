package io.tokentally.application.service.usage;

import io.tokentally.application.port.in.usage.ImportUsageUseCase.ImportWatcher;
import io.tokentally.application.port.out.pricing.PriceBookSource;
import io.tokentally.application.port.out.usage.UsageFiles.PastCall;
import io.tokentally.application.port.out.usage.UsageFiles.Rows;
import io.tokentally.domain.metering.MeteredCall;
import io.tokentally.domain.pricing.Cost;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.UnpricedReason;
import io.tokentally.domain.usage.UsageRecord;
import java.util.Optional;

/** Takes the rows of a file, refuses what cannot be true, and makes records of the others. */
final class PricedRows implements Rows {

    private final PastCallCheck check;
    private final PostedRows posted;
    private final PriceBookSource priceBooks;
    private final ImportWatcher watcher;

    PricedRows(PastCallCheck check, PostedRows posted, PriceBookSource priceBooks, ImportWatcher watcher) {
        this.check = check;
        this.posted = posted;
        this.priceBooks = priceBooks;
        this.watcher = watcher;
    }

    @Override
    public void call(PastCall row) {
        if (row.sum() != null && posted.hasOtherSums(row.sum())) {
            // So that the ledger can be asked whether these two may stand beside each other.
            posted.flush();
        }
        Optional<String> fault = check.faultOf(row);
        if (fault.isPresent()) {
            refused(row.line(), fault.get());
        } else {
            Cost cost = row.cost() == null ? costOf(row.call()) : row.cost();
            posted.add(row, new UsageRecord(row.id(), row.call(), cost));
        }
    }

    /** By the price that was in force then. */
    private Cost costOf(MeteredCall call) {
        return priceBooks
                .priceBook(call.attribution().organizationId())
                .map(book -> book.costOf(call))
                .orElseGet(() -> Cost.unpriced(Money.USD, UnpricedReason.NO_PRICE_BOOK));
    }

    @Override
    public void refused(long line, String reason) {
        posted.refuse(line, reason);
    }

    @Override
    public void noted(String text) {
        watcher.noted(text);
    }
}
