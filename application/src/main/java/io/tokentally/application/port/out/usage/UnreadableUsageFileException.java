package io.tokentally.application.port.out.usage;

/** A file of past usage of which nothing can be taken, since it is of no known form. */
public final class UnreadableUsageFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message says what is wrong with the file, and what to do */
    public UnreadableUsageFileException(String message) {
        super(message);
    }
}
