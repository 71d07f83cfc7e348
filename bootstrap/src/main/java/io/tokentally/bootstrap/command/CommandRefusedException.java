package io.tokentally.bootstrap.command;

/** A command cannot be done, for a reason that the person who called it can do something about. */
public final class CommandRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String remedy;

    public CommandRefusedException(String message, String remedy) {
        super(message);
        this.remedy = remedy;
    }

    public String remedy() {
        return remedy;
    }
}
