package io.tokentally.simulator;

import java.io.InterruptedIOException;
import java.time.Duration;

/** A wait that ends early only when the simulator closes. */
final class Delay {

    private Delay() {}

    static void of(Duration duration) throws InterruptedIOException {
        if (duration.isZero()) {
            return;
        }
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("The simulator closes");
        }
    }
}
