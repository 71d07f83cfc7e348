package io.tokentally.adapter.pricefile;

import org.jspecify.annotations.Nullable;

/** A price file cannot be used. The message names the file, the entry and the reason. */
final class InvalidPriceFile extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    InvalidPriceFile(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
