package io.tokentally.application.port.out.access;

import io.tokentally.application.port.kind.SystemPort;
import java.util.Optional;

/** Where the request at hand came from, for the audit log. */
@SystemPort("knows the request at hand and nothing that is kept")
@FunctionalInterface
public interface RequestOrigin {

    /** The client's address; empty for what no request caused. */
    Optional<String> clientAddress();
}
