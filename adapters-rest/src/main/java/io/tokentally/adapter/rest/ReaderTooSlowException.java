package io.tokentally.adapter.rest;

import java.time.Duration;

/** The client takes an export more slowly than it may. Ends its connection, without a trace of where: there is nothing to mend. */
final class ReaderTooSlowException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ReaderTooSlowException(long bytes, Duration time, long leastRate) {
        super(
                "A reader took %d bytes in %d ms of an export, less than %d bytes a second"
                        .formatted(bytes, time.toMillis(), leastRate),
                null,
                false,
                false);
    }
}
