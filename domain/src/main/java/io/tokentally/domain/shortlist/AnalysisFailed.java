package io.tokentally.domain.shortlist;

/** The model gave no usable answer. The message says what to do, fit for the person who asked. */
public final class AnalysisFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public AnalysisFailed(String message) {
        super(message);
    }

    public AnalysisFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
