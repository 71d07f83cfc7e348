package io.tokentally.domain.retention;

import io.tokentally.domain.access.OrganizationId;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/**
 * How long an organization keeps its calls.
 *
 * @param months whole months beside the current one, in UTC; from {@value #LEAST_MONTHS} to {@value #MOST_MONTHS}
 * @param unsealedFrom the first month that is not sealed; absent where none is
 */
public record RetentionTerm(
        OrganizationId organizationId, int months, @Nullable YearMonth unsealedFrom) {

    public static final int LEAST_MONTHS = 1;
    public static final int MOST_MONTHS = 1_200;

    public RetentionTerm {
        requireMonths(months);
    }

    /** @throws IllegalArgumentException if calls cannot be kept for that long */
    public static void requireMonths(int months) {
        if (months < LEAST_MONTHS || months > MOST_MONTHS) {
            throw new IllegalArgumentException("Calls are kept for between %,d and %,d months, not %,d"
                    .formatted(LEAST_MONTHS, MOST_MONTHS, months));
        }
    }

    /** The last month whose calls are to go. */
    public YearMonth lastExpired(YearMonth current) {
        return current.minusMonths(months + 1L);
    }

    public boolean isSealed(YearMonth month) {
        return unsealedFrom != null && month.isBefore(unsealedFrom);
    }
}
