package io.tokentally.domain.start;

import org.jspecify.annotations.Nullable;

/** The application does not start, for a reason that the person who starts it can do something about. */
public final class StartRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String remedy;

    public StartRefusedException(String message, String remedy) {
        this(message, remedy, null);
    }

    public StartRefusedException(String message, String remedy, @Nullable Throwable cause) {
        super(message, cause);
        this.remedy = remedy;
    }

    public String remedy() {
        return remedy;
    }
}
