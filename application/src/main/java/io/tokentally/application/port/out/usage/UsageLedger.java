package io.tokentally.application.port.out.usage;

import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.usage.UsageRecord;
import java.util.Collection;

/** Where usage records stay. */
@SystemPort("writes, and hands nothing back")
public interface UsageLedger {

    /**
     * Adds the records and their roll-ups, all or nothing. A record that is there already, by its organization and id,
     * changes nothing.
     *
     * @throws RecordsRejectedException if it will never take one of them; any other exception is worth another try
     */
    void post(Collection<UsageRecord> usageRecords);
}
