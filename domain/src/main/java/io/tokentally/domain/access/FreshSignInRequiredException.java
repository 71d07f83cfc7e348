package io.tokentally.domain.access;

/** Rights and secrets are touched by those only who have shown lately who they are. The message says so. */
public final class FreshSignInRequiredException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public FreshSignInRequiredException() {
        super("Your sign-in is too long ago for this. Confirm your password, or sign in again.");
    }
}
