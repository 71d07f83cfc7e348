package io.tokentally.application.port.out.usage;

import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.metering.MeteredCall;
import io.tokentally.domain.pricing.Cost;
import io.tokentally.domain.usage.SummedUsage;
import io.tokentally.domain.usage.UsageRecordId;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads files of past usage, whose form it sees from their contents. */
@SystemPort("reads what the operator hands in, and no organization's data")
public interface UsageFiles {

    /**
     * Hands the rows over as they come, in the file's order and in constant memory. A row that is none is told, and those behind it
     * are read all the same, as far as it can be seen where they begin.
     *
     * @param organizationId whose usage it is: files do not tell
     * @throws UnreadableUsageFileException if the file is of no known form
     * @throws java.io.UncheckedIOException if it cannot be read
     */
    void read(InputStream content, OrganizationId organizationId, Rows rows);

    /** Takes the rows of a file. Lines are counted from 1. */
    interface Rows {

        void call(PastCall call);

        void refused(long line, String reason);

        /** What is worth knowing of the file, once for each thing. */
        void noted(String text);
    }

    /**
     * A call as a file tells it.
     *
     * @param cost as the file tells it; absent where it does not, so that the call is to be priced
     * @param sum what it is the sum of; absent where it is one call
     */
    record PastCall(
            long line,
            UsageRecordId id,
            MeteredCall call,
            @Nullable Cost cost,
            @Nullable SummedUsage sum) {}
}
