package io.tokentally.domain.shortlist;

/** A file is no résumé that can be read. The message says why and what to do, fit for the person who uploaded it. */
public final class UnreadableResume extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnreadableResume(String message) {
        super(message);
    }

    public UnreadableResume(String message, Throwable cause) {
        super(message, cause);
    }
}
