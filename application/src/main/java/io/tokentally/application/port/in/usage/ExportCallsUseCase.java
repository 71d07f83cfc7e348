package io.tokentally.application.port.in.usage;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.usage.UsageRecord;
import java.util.function.Consumer;

/** Somebody takes all calls of a query along. */
@ReadsOrganizationData
public interface ExportCallsUseCase {

    /**
     * Hands over each call that the query finds, the newest first, one at a time: however many there are, memory stays
     * bounded, and however slowly they are taken, nobody is kept from the database. What is posted meanwhile may be
     * missing if it is newer than the first call, and shifts nothing.
     *
     * @throws io.tokentally.domain.usage.TooManyReadingsException if as many exports are under way as may be
     * @throws io.tokentally.domain.access.AccessRefusedException if the scope is the organization and the viewer a member
     */
    void export(Viewer viewer, CallQuery query, Consumer<UsageRecord> sink);
}
