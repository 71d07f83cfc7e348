package io.tokentally.domain.repricing;

/** A repricing cannot be started, resumed or undone. The message says why, and what to do. */
public class RepricingRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public RepricingRefusedException(String message) {
        super(message);
    }
}
