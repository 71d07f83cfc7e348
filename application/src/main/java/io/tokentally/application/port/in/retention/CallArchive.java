package io.tokentally.application.port.in.retention;

import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.usage.UsageRecord;
import java.io.Closeable;
import java.io.IOException;
import java.time.YearMonth;

/** Where calls are kept that the log does not hold any more. Whoever asks for calls to be removed supplies it. */
@SystemPort("takes calls of months that are removed, and hands nothing back")
public interface CallArchive {

    /** Begins a month of an organization's, in place of what there is of it. */
    Draft begin(OrganizationId organizationId, YearMonth month) throws IOException;

    /** A month under way: nothing of it is in the archive before it is kept, and all of it is then. */
    interface Draft extends Closeable {

        void write(UsageRecord call) throws IOException;

        /** Puts it into the archive for good: it outlasts a crash that comes later. */
        void keep() throws IOException;

        /** Drops what was not kept. */
        @Override
        void close() throws IOException;
    }
}
