package io.tokentally.simulator;

import java.io.IOException;

/** Thrown out of the handler: the JDK's server then closes the connection without ending the answer. */
final class ConnectionDropped extends IOException {

    ConnectionDropped() {
        super("The connection is dropped on demand");
    }
}
