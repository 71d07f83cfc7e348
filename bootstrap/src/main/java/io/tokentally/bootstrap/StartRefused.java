package io.tokentally.bootstrap;

import org.jspecify.annotations.Nullable;

/** The application does not start, for a reason that the person who starts it can do something about. */
public final class StartRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String remedy;

    public StartRefused(String message, String remedy) {
        this(message, remedy, null);
    }

    public StartRefused(String message, String remedy, @Nullable Throwable cause) {
        super(message, cause);
        this.remedy = remedy;
    }

    public String remedy() {
        return remedy;
    }
}
