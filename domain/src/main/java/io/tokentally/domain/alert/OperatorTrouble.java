package io.tokentally.domain.alert;

import java.util.Locale;

/** What can go wrong with metering itself, which whoever runs the installation is told of. */
public enum OperatorTrouble {
    /** The journal takes no records: calls are refused, or records are in memory at best. */
    JOURNAL_BROKEN,
    /** Records do not reach the ledger. */
    LEDGER_BEHIND,
    /** The ledger will never take some records, or they cannot be read. */
    RECORDS_SET_ASIDE,
    /** Records, or calls that went out, are in no ledger and will be in none: what they cost is missing. */
    RECORDS_LOST,
    /** Sums of the last days are not those of the calls. */
    SUMS_DIFFER;

    /** As alerts write it. */
    public AlertKind kind() {
        return new AlertKind(name().toLowerCase(Locale.ROOT));
    }
}
