package io.tokentally.application.port.out.refusal;

/** Counted refusals that will never be taken. The message repeats nothing of them. */
public final class RefusalsRejectedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public RefusalsRejectedException(Throwable cause) {
        super("The counters of refused calls do not take these", cause);
    }
}
