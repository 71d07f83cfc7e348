package io.tokentally.domain.access;

/** A membership cannot be changed so. The message says why, fit for the person who tried. */
public final class MembershipRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public MembershipRefused(String message) {
        super(message);
    }
}
