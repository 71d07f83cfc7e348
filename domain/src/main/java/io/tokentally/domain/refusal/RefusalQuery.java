package io.tokentally.domain.refusal;

import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.report.Grain;
import io.tokentally.domain.report.ReportQuery;
import io.tokentally.domain.summary.Period;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;

/**
 * A question about refused calls.
 *
 * @param by what they are told apart by, each once; nothing for all together
 * @param top how many groups are told; what the others have is one more, called other
 */
public record RefusalQuery(UsageScope scope, Period period, Grain grain, List<Dimension> by, int top) {

    /** What refused calls can be told apart by. */
    public enum Dimension {
        REASON,
        /** By the virtual key's id. */
        KEY
    }

    public RefusalQuery {
        by = List.copyOf(by);
        if (new HashSet<>(by).size() != by.size()) {
            throw new IllegalArgumentException("Refused calls are told apart by each dimension once, not by " + by);
        }
        if (top < 1 || top > ReportQuery.MAX_TOP) {
            throw new IllegalArgumentException(
                    "Refused calls are told of 1 to %d groups, not %d".formatted(ReportQuery.MAX_TOP, top));
        }
        int parts = grain.starts(period).size();
        if (parts > ReportQuery.MAX_PARTS) {
            throw new IllegalArgumentException(
                    "Refused calls are told of at most %d parts over time, not %d: ask for fewer days or a coarser grain"
                            .formatted(ReportQuery.MAX_PARTS, parts));
        }
    }

    /** When its parts begin. An hour of UTC counts for the part that it begins in. */
    public List<Instant> starts() {
        return grain.starts(period);
    }
}
