package io.tokentally.application.port.out.access;

import java.util.Optional;

/** Where the request at hand came from, for the audit log. */
@FunctionalInterface
public interface RequestOrigin {

    /** The client's address; empty for what no request caused. */
    Optional<String> clientAddress();
}
