package io.tokentally.domain.access;

/** A password cannot be changed so. The message says why, fit for the person who tried. */
public final class PasswordRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public PasswordRefusedException(String message) {
        super(message);
    }
}
