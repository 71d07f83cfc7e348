package io.tokentally.domain.mailing;

import java.util.Locale;

/** What came of an attempt to send a mail. */
public enum UsageMailOutcome {
    SENT,
    /** There was nothing to tell, and nobody is bothered. */
    EMPTY,
    FAILED;

    /** As the ledger's database writes it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
