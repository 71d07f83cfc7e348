package io.tokentally.application.port.out.alert;

import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.alert.OperatorWatch;

/** What this instance has to tell whoever runs the installation, kept beside the ledger's database, which may be what is in trouble. */
@SystemPort("keeps what is of the installation, and of no organization")
public interface OperatorNotices {

    /** What was kept last; {@link OperatorWatch#NONE} where nothing was, or where it cannot be read. */
    OperatorWatch load();

    /**
     * Keeps it, so that it is there after a crash.
     *
     * @throws java.io.UncheckedIOException if it cannot be kept
     */
    void save(OperatorWatch watch);
}
