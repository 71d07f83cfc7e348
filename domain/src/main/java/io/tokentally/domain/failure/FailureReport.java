package io.tokentally.domain.failure;

import io.tokentally.domain.report.ReportQuery;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a {@link FailureQuery}.
 *
 * @param earlier how many calls of the groups failed in the days before, without those of which none did; nothing where nothing is compared
 * @param asOf what was recorded until then is in it for certain; absent where it is of now
 */
public record FailureReport(
        FailureQuery query,
        FailureSums sums,
        @Nullable Earlier earlier,
        @Nullable Instant asOf) {

    /**
     * What failed before.
     *
     * @param calls of those days; where the period is still running, they end at the same time of day
     */
    public record Earlier(ReportQuery calls, Map<FailureGroup, Long> counts) {

        public Earlier {
            counts = Map.copyOf(counts);
        }

        public long count(FailureGroup group) {
            return counts.getOrDefault(group, 0L);
        }
    }

    /** The same, told by what was recorded until then. */
    public FailureReport withAsOf(@Nullable Instant then) {
        return new FailureReport(query, sums, earlier, then);
    }
}
