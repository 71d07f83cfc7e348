package io.tokentally.domain.key;

/** A key cannot be made, changed or stored so. The message says why, fit for the person who tried. */
public final class KeyRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public KeyRefusedException(String message) {
        super(message);
    }
}
