package io.tokentally.application.port.out.summary;

import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.access.OrganizationId;

/** Learns whether sums are those of the calls, for metrics and logs. */
@SystemPort("is told, and hands nothing back")
public interface LedgerMonitor {

    /**
     * So many sums of a day are not those of the calls.
     *
     * @param day as in {@code 2026-11-01}
     */
    void differs(OrganizationId organizationId, String day, int sums);

    /**
     * The last days of all organizations have been compared.
     *
     * @param differing how many of their sums are not those of the calls
     */
    void verified(long differing);
}
