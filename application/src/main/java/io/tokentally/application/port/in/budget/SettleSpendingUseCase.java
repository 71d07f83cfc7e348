package io.tokentally.application.port.in.budget;

import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.usage.UsageRecord;
import java.util.Collection;

/** What an installation tells of the calls that it holds to budgets, beside the calls themselves. */
@SystemPort("told by the installation of what it recorded, and hands nothing back")
public interface SettleSpendingUseCase {

    /** The ledger has these records, or will never take them: what they cost counts there from now on. Waits for nothing. */
    void posted(Collection<UsageRecord> usageRecords);

    /** Renews what is held of budgets and gives back what is not needed; to be called about every second. */
    void renew();

    /** The ledger has all that earlier runs of this installation recorded, so that nothing is held for them any more. */
    void earlierCallsPosted();
}
