package io.tokentally.domain.shortlist;

/** A file is no résumé that can be read. The message says why and what to do, fit for the person who uploaded it. */
public final class UnreadableResumeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnreadableResumeException(String message) {
        super(message);
    }

    public UnreadableResumeException(String message, Throwable cause) {
        super(message, cause);
    }
}
