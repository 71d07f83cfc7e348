package io.tokentally.domain.shortlist;

/** The model gave no usable answer. The message says what to do, fit for the person who asked. */
public final class AnalysisFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public AnalysisFailedException(String message) {
        super(message);
    }

    public AnalysisFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
