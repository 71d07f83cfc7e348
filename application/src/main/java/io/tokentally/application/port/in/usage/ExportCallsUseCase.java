package io.tokentally.application.port.in.usage;

import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.usage.UsageRecord;
import java.util.function.Consumer;

/** Somebody takes all calls of a query along. */
public interface ExportCallsUseCase {

    /**
     * Hands over each call that the query finds, the newest first, one at a time: however many there are, memory stays
     * bounded.
     *
     * @throws io.tokentally.domain.access.AccessDenied if the scope is the organization and the viewer a member
     */
    void export(Viewer viewer, CallQuery query, Consumer<UsageRecord> sink);
}
