package io.tokentally.adapter.rest;

import java.io.IOException;
import java.io.UncheckedIOException;

/** The client has closed the connection before the end of the answer. */
final class ReceiverGone extends UncheckedIOException {

    private static final long serialVersionUID = 1L;

    ReceiverGone(IOException cause) {
        super(cause);
    }
}
