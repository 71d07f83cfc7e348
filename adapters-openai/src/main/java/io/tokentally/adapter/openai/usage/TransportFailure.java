package io.tokentally.adapter.openai.usage;

import io.tokentally.domain.metering.Outcome.Failure.Kind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;

/**
 * What an exception of the transport says of an attempt.
 *
 * @param mayHaveArrived false only where the request cannot have reached the provider
 */
record TransportFailure(Kind kind, boolean mayHaveArrived) {

    private static final int MAX_CAUSES = 20;

    static TransportFailure of(Throwable thrown) {
        if (anyCause(thrown, TransportFailure::isTimeout)) {
            return new TransportFailure(Kind.TIMEOUT, true);
        }
        if (anyCause(thrown, TransportFailure::isCancellation)) {
            return new TransportFailure(Kind.CANCELLED, true);
        }
        boolean mayHaveArrived = anyCause(thrown, cause -> cause instanceof IOException)
                && !anyCause(thrown, TransportFailure::neverConnected);
        return new TransportFailure(Kind.CONNECTION_FAILED, mayHaveArrived);
    }

    /** What breaks off an answer that has begun. */
    static Kind ofBrokenAnswer(Throwable thrown) {
        Kind kind = of(thrown).kind();
        return kind == Kind.CONNECTION_FAILED ? Kind.STREAM_INTERRUPTED : kind;
    }

    private static boolean isTimeout(Throwable cause) {
        return cause instanceof TimeoutException
                || (cause instanceof InterruptedIOException && says(cause, "timeout", "timed out"))
                || cause.getClass().getSimpleName().endsWith("TimeoutException");
    }

    private static boolean isCancellation(Throwable cause) {
        return cause instanceof CancellationException
                || cause instanceof InterruptedException
                || cause instanceof InterruptedIOException
                || (cause instanceof IOException && says(cause, "canceled", "cancelled"));
    }

    private static boolean neverConnected(Throwable cause) {
        return cause instanceof ConnectException
                || cause instanceof UnknownHostException
                || cause instanceof NoRouteToHostException
                || cause instanceof SSLHandshakeException;
    }

    private static boolean says(Throwable cause, String... words) {
        String message = Objects.requireNonNullElse(cause.getMessage(), "").toLowerCase(Locale.ROOT);
        return Stream.of(words).anyMatch(message::contains);
    }

    private static boolean anyCause(Throwable thrown, Predicate<Throwable> test) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
                .limit(MAX_CAUSES)
                .anyMatch(test);
    }
}
