package io.tokentally.adapter.persistence.usage;

import io.tokentally.adapter.persistence.report.RollupSums;
import io.tokentally.adapter.persistence.report.SumsQuestion;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.summary.TimeRange;
import io.tokentally.domain.usage.CallFilter;

/** Counts calls, those that no provider bills among them, and reads none of them but for tags. */
final class CallCounter {

    private final RollupSums sums;

    CallCounter(RollupSums sums) {
        this.sums = sums;
    }

    /** Within a transaction that has the viewer's identity. */
    long count(Viewer viewer, UsageScope scope, TimeRange range, CallFilter filter) {
        SumsQuestion question = SumsQuestion.of(viewer, scope, range).only(filter);
        if (!question.tags().isEmpty()) {
            return sums.countTagged(question);
        }
        return sums.statement(question, "SELECT requests + free_calls AS calls FROM share")
                .query((row, number) -> row.getLong("calls"))
                .optional()
                .orElse(0L);
    }
}
