package io.tokentally.domain.pricing;

import org.jspecify.annotations.Nullable;

/** A price, a discount or a price file cannot be taken. The message names what is wrong with it and what to do. */
public class PriceRefusedException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    public PriceRefusedException(String message) {
        super(message);
    }

    public PriceRefusedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
