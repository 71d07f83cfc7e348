package io.tokentally.domain.usage;

/** Whoever asked for an export has stopped it. Without a trace of where: there is nothing to mend. */
public final class ExportStoppedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ExportStoppedException() {
        super("The export was stopped by whoever asked for it", null, false, false);
    }
}
