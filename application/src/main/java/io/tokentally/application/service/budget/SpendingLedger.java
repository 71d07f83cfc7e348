package io.tokentally.application.service.budget;

import io.tokentally.application.port.in.budget.Reservation;
import io.tokentally.domain.usage.UsageRecord;

/** Who counts what calls cost against what was set aside for them. */
@FunctionalInterface
public interface SpendingLedger {

    /** Nobody counts. */
    SpendingLedger NONE = (reservation, usageRecord) -> {};

    /** A call has a record, ahead of being kept. */
    void spent(Reservation reservation, UsageRecord usageRecord);
}
