package io.tokentally.simulator;

import java.io.IOException;

/** Thrown out of the handler: the JDK's server then closes the connection without ending the answer. */
final class ConnectionDroppedException extends IOException {

    ConnectionDroppedException() {
        super("The connection is dropped on demand");
    }
}
