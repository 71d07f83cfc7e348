package io.tokentally.application.port.out.usage;

import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.access.OrganizationId;

/** That the ledger took calls of an organization in, whichever instance posted them. */
@SystemPort("tells that there is something new, and nothing of what it is")
public interface UsageNotifications {

    /**
     * Tells from now on. News come soon after the calls are there, several together; and where some may have been missed, too.
     *
     * @param listener returns at once, and is called by one thread at a time
     * @return ends it
     */
    Runnable subscribe(OrganizationId organizationId, Runnable listener);
}
