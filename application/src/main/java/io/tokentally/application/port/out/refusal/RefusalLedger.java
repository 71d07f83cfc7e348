package io.tokentally.application.port.out.refusal;

import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.refusal.RefusalBatch;

/** Keeps the counters of refused calls, of all gateways together, and the newest of each organization as samples. */
@SystemPort("takes what was counted, and hands nothing back")
public interface RefusalLedger {

    /** How many samples are kept of each organization, and of those that are no organization's. */
    int SAMPLES = 100;

    /**
     * Adds what a process has counted; a batch that was added before, by its number or a greater one of the same writer, changes
     * nothing. Keys that are not known are left out.
     *
     * @throws RefusalsRejectedException if it will never take them
     */
    void add(RefusalBatch batch);
}
