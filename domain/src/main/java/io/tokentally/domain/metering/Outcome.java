package io.tokentally.domain.metering;

import io.tokentally.domain.text.PlainText;
import org.jspecify.annotations.Nullable;

/** How a call ended. */
public sealed interface Outcome {

    default boolean isSuccess() {
        return this instanceof Success;
    }

    /** The provider answered, and the answer was complete. */
    record Success() implements Outcome {}

    /**
     * It did not end well. Provider messages are not kept: they may repeat a prompt or a key.
     *
     * @param httpStatus as answered, if there was an answer
     * @param errorType the provider's word, for instance {@code insufficient_quota}
     * @param errorCode the provider's word, for instance {@code rate_limit_exceeded}
     */
    record Failure(
            Kind kind,
            @Nullable Integer httpStatus,
            @Nullable String errorType,
            @Nullable String errorCode) implements Outcome {

        private static final int MAX_LENGTH = 120;

        public Failure {
            if (httpStatus != null && (httpStatus < 100 || httpStatus > 599)) {
                throw new IllegalArgumentException("HTTP status must lie between 100 and 599, not " + httpStatus);
            }
            errorType = errorType == null ? null : PlainText.require("error type", errorType, MAX_LENGTH);
            errorCode = errorCode == null ? null : PlainText.require("error code", errorCode, MAX_LENGTH);
        }

        public static Failure of(Kind kind) {
            return new Failure(kind, null, null, null);
        }

        /** What went wrong. */
        public enum Kind {
            /** The provider answered with an error status, or with an error event in a stream. */
            PROVIDER_ERROR,
            /** No answer within the time allowed. */
            TIMEOUT,
            /** No connection, or one that broke before an answer began. */
            CONNECTION_FAILED,
            /** A stream that broke off before its end. */
            STREAM_INTERRUPTED,
            /** An answer that is not what the protocol promises. */
            INVALID_RESPONSE,
            /** The caller stopped listening before the end. */
            CANCELLED
        }
    }
}
