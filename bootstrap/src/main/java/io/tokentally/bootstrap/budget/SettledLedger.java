package io.tokentally.bootstrap.budget;

import io.tokentally.application.port.in.budget.SettleSpendingUseCase;
import io.tokentally.application.port.out.usage.RecordsRejectedException;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.domain.usage.UsageRecord;
import java.util.Collection;

/** The ledger, with word of what it has taken to whoever holds calls to budgets. */
final class SettledLedger implements UsageLedger {

    private final UsageLedger ledger;
    private final SettleSpendingUseCase spending;

    SettledLedger(UsageLedger ledger, SettleSpendingUseCase spending) {
        this.ledger = ledger;
        this.spending = spending;
    }

    @Override
    public void post(Collection<UsageRecord> usageRecords) {
        try {
            ledger.post(usageRecords);
        } catch (RecordsRejectedException e) {
            if (usageRecords.size() == 1) {
                spending.posted(usageRecords);
            }
            throw e;
        }
        spending.posted(usageRecords);
    }
}
