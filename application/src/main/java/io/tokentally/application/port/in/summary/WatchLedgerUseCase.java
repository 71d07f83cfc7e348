package io.tokentally.application.port.in.summary;

import io.tokentally.application.port.kind.SystemPort;

/** Finds out by itself where sums are not those of the calls any more, so that nobody has to ask. */
@SystemPort("done for whoever runs the installation, by a job")
public interface WatchLedgerUseCase {

    /**
     * Compares the last whole days of each organization with its calls, and tells the monitor.
     *
     * @param rest what is done after each day, so that others come first
     * @return false if another instance is at it, and nothing was done
     */
    boolean watch(Runnable rest);
}
