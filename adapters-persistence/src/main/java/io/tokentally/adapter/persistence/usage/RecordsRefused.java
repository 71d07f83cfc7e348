package io.tokentally.adapter.persistence.usage;

/** The ledger will never take these records, however often they come: at least one of them is not as it must be. */
final class RecordsRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param reason why, without anything that the records hold */
    RecordsRefused(String reason, Throwable cause) {
        super(reason, cause);
    }
}
