package io.tokentally.bootstrap.web;

import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.coyote.InputBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.jspecify.annotations.Nullable;

/**
 * Measures how fast a request's body comes while somebody waits for it, grace by grace. Looked at is each time that the socket is read,
 * so that nobody hides in what comes between the pieces of a body, such as the lines that tell their lengths. Tomcat's own timeout
 * begins anew with each byte.
 */
final class BodyMeter implements InputBuffer {

    private static final double NANOS_OF_A_SECOND = 1e9;
    private static final ThreadLocal<@Nullable BodyMeter> READING = new ThreadLocal<>();

    private final InputBuffer body;
    private final long leastBytesPerSecond;
    private final long graceNanos;
    private final LongSupplier nanoTime;
    private long waitedNanos;
    private long lookedAt;
    private long bytes;
    private boolean tooSlow;

    BodyMeter(InputBuffer body, long leastBytesPerSecond, Duration grace, LongSupplier nanoTime) {
        this.body = body;
        this.leastBytesPerSecond = leastBytesPerSecond;
        this.graceNanos = grace.toNanos();
        this.nanoTime = nanoTime;
    }

    /** Tells whoever reads a body in this thread that the socket gave so many bytes; 0 or less if there were none yet. */
    static void moved(int bytes) throws BodyTooSlowException {
        BodyMeter meter = READING.get();
        if (meter != null) {
            meter.count(Math.max(0, bytes));
        }
    }

    @Override
    public int doRead(ApplicationBufferHandler handler) throws IOException {
        lookedAt = nanoTime.getAsLong();
        READING.set(this);
        try {
            return body.doRead(handler);
        } finally {
            READING.remove();
            waitedNanos += nanoTime.getAsLong() - lookedAt;
        }
    }

    @Override
    public int available() {
        return body.available();
    }

    private void count(int more) throws BodyTooSlowException {
        long now = nanoTime.getAsLong();
        waitedNanos += now - lookedAt;
        lookedAt = now;
        bytes += more;
        if (tooSlow) {
            throw new BodyTooSlowException();
        }
        if (waitedNanos < graceNanos) {
            return;
        }
        tooSlow = bytes < leastBytesPerSecond * (waitedNanos / NANOS_OF_A_SECOND);
        if (tooSlow) {
            throw new BodyTooSlowException();
        }
        waitedNanos = 0;
        bytes = 0;
    }
}
