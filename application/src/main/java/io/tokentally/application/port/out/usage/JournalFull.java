package io.tokentally.application.port.out.usage;

/** The journal has no room: the ledger has been out of reach for too long. */
public final class JournalFull extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public JournalFull(int capacity) {
        super("The journal holds %d records that the ledger has not taken; the record is lost".formatted(capacity));
    }
}
