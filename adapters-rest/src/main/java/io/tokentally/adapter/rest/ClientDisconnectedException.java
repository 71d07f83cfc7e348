package io.tokentally.adapter.rest;

import java.io.IOException;
import java.io.UncheckedIOException;

/** The client has closed the connection before the end of the answer. */
final class ClientDisconnectedException extends UncheckedIOException {

    private static final long serialVersionUID = 1L;

    ClientDisconnectedException(IOException cause) {
        super(cause);
    }
}
