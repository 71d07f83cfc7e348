package io.tokentally.adapter.persistence.usage;

import io.tokentally.adapter.persistence.report.RollupSums;
import io.tokentally.adapter.persistence.report.SumsQuestion;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.summary.TimeRange;
import io.tokentally.domain.usage.CallFilter;

/** Counts calls without reading them, those that no provider bills among them. */
final class CallCounter {

    private final RollupSums sums;

    CallCounter(RollupSums sums) {
        this.sums = sums;
    }

    /** Within a transaction that has the viewer's identity. */
    long count(Viewer viewer, UsageScope scope, TimeRange range, CallFilter filter) {
        return sums.statement(
                        SumsQuestion.of(viewer, scope, range).only(filter.values()),
                        "SELECT requests + free_calls AS calls FROM share")
                .query((row, number) -> row.getLong("calls"))
                .optional()
                .orElse(0L);
    }
}
