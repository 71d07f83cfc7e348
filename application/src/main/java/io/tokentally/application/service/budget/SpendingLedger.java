package io.tokentally.application.service.budget;

import io.tokentally.application.port.in.budget.Reservation;
import io.tokentally.domain.usage.UsageRecord;
import java.util.Collection;

/** Who counts what calls cost against what was set aside for them. */
public interface SpendingLedger {

    /** Nobody counts. */
    SpendingLedger NONE = new SpendingLedger() {
        @Override
        public void spent(Reservation reservation, UsageRecord usageRecord) {
            // Nothing was set aside.
        }

        @Override
        public void posted(Collection<UsageRecord> usageRecords) {
            // As before.
        }
    };

    /** A call has a record, ahead of being kept. */
    void spent(Reservation reservation, UsageRecord usageRecord);

    /** The ledger has these records, or will never take them. */
    void posted(Collection<UsageRecord> usageRecords);
}
