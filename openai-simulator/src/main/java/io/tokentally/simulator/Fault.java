package io.tokentally.simulator;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that goes wrong with a metered request (chat completions, responses, embeddings), on demand: enqueued with
 * {@link OpenAiSimulator#enqueueFault}, or asked for by the request itself in the header {@value #HEADER}.
 */
public sealed interface Fault {

    /** The request header that carries faults, as {@link #parse} reads them. */
    String HEADER = "X-Simulator-Fault";

    /**
     * The request is refused with OpenAI's error body for that status.
     *
     * @param status 400 to 599
     * @param code the error's code, for instance {@code insufficient_quota}; null takes the usual code of the status
     * @param retryAfter sent as {@code retry-after} and {@code retry-after-ms}; zero sends neither
     */
    record Status(int status, @Nullable String code, Duration retryAfter) implements Fault {
        public Status {
            if (status < 400 || status > 599) {
                throw new IllegalArgumentException("status must be from 400 to 599, but is " + status);
            }
            if (retryAfter.isNegative()) {
                throw new IllegalArgumentException("retryAfter must not be negative, but is " + retryAfter);
            }
        }

        /** The usual error of that status; 429 asks the client to wait for a second. */
        public Status(int status) {
            this(status, null, status == 429 ? Duration.ofSeconds(1) : Duration.ZERO);
        }
    }

    /**
     * The answer is correct but late.
     *
     * @param delay on top of the simulator's own latency
     */
    record Slow(Duration delay) implements Fault {
        public Slow {
            if (delay.isNegative()) {
                throw new IllegalArgumentException("delay must not be negative, but is " + delay);
            }
        }
    }

    /**
     * The connection breaks in the middle: a stream after so many chunks, a plain answer after half of its bytes.
     *
     * @param afterChunks the number of chunks that still arrive, zero or more
     */
    record BrokenStream(int afterChunks) implements Fault {
        public BrokenStream {
            if (afterChunks < 0) {
                throw new IllegalArgumentException("afterChunks must not be negative, but is " + afterChunks);
            }
        }
    }

    /** Faults without a measure. */
    enum Defect implements Fault {
        /** The answer carries no usage, though the client asked for it. */
        MISSING_USAGE,
        /** The body, or one chunk of the stream, is cut off and does not parse. */
        MALFORMED_JSON,
        /** The usage counts are below zero. */
        NEGATIVE_USAGE,
        /** More cached tokens than prompt tokens, more reasoning tokens than completion tokens. */
        CONTRADICTORY_USAGE,
        /** The usage rides on the last chunk that has choices, as some compatible servers do. */
        USAGE_WITH_LAST_CHOICE,
        /** The connection closes before a single byte of the answer. */
        RESET,
        /** No answer ever comes, until the client or the simulator gives up. */
        NO_ANSWER,
        /** Generation fails: status {@code failed} (responses), an error chunk (streamed chat), else status 500. */
        FAILED,
        /** The answer stops halfway: {@code length} (chat), status {@code incomplete} (responses). */
        INCOMPLETE
    }

    /**
     * Reads the header's syntax: faults separated by semicolons, for instance {@code slow=200; missing-usage}.
     *
     * <p>{@code status=429}, {@code status=429,insufficient_quota}, {@code status=429,rate_limit_exceeded,20} (retry
     * after 20 ms), {@code slow=2000} (ms), {@code broken-stream=3}, {@code missing-usage}, {@code malformed-json},
     * {@code invalid-usage} or {@code invalid-usage=negative}, {@code invalid-usage=exceeding},
     * {@code usage-with-choice}, {@code reset}, {@code no-answer}, {@code failed}, {@code incomplete}.
     *
     * @throws IllegalArgumentException if a fault is unknown or its measure is not a number in its range
     */
    static List<Fault> parse(String header) {
        return FaultSyntax.parse(header);
    }
}
