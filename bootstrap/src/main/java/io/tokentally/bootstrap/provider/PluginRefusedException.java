package io.tokentally.bootstrap.provider;

import org.jspecify.annotations.Nullable;

/** A jar that is no provider which this application can use; the message says why, and what to do. */
final class PluginRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PluginRefusedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
