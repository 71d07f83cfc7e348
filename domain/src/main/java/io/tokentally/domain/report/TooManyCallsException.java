package io.tokentally.domain.report;

/** A question that has to look at calls one by one asks for more than it may look at. */
public final class TooManyCallsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int most;

    /** @param most calls that a question may look at */
    public TooManyCallsException(int most) {
        super("The question has to look at more than %d calls one by one".formatted(most));
        this.most = most;
    }

    public int most() {
        return most;
    }
}
