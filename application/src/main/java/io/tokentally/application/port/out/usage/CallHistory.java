package io.tokentally.application.port.out.usage;

import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.summary.TimeRange;
import io.tokentally.domain.usage.CallFilter;
import io.tokentally.domain.usage.CallOrder;
import io.tokentally.domain.usage.PageRequest;
import io.tokentally.domain.usage.UsageRecord;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads single calls back from the ledger. Nobody sees more than the database lets this viewer see, whatever the scope.
 */
public interface CallHistory {

    List<UsageRecord> find(
            Viewer viewer, UsageScope scope, TimeRange range, CallFilter filter, CallOrder order, PageRequest page);

    long count(Viewer viewer, UsageScope scope, TimeRange range, CallFilter filter);

    /** Hands over each call found, the newest first, in bounded memory. */
    void forEach(Viewer viewer, UsageScope scope, TimeRange range, CallFilter filter, Consumer<UsageRecord> sink);
}
