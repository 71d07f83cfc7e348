package io.tokentally.ui.usage.frame;

import io.tokentally.domain.summary.UsageTotals;
import java.util.Locale;

/**
 * A value that calls can be filtered by.
 *
 * @param value as it is recorded
 * @param name as people read it
 * @param totals of the calls that have it
 */
record FilterValue(String value, String name, UsageTotals totals) {

    /** In whichever case. */
    boolean matches(String typed) {
        return name.toLowerCase(Locale.ROOT).contains(typed.strip().toLowerCase(Locale.ROOT));
    }

    boolean isCalled(String typed) {
        return name.equalsIgnoreCase(typed.strip()) || value.equals(typed.strip());
    }
}
