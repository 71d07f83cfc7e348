package io.tokentally.adapter.documents;

import java.util.concurrent.CancellationException;

/** The parsers know nothing of interruption, so the points at which they come by ask for it. */
final class Interruption {

    private Interruption() {}

    static void check() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("The time for this document is over");
        }
    }
}
