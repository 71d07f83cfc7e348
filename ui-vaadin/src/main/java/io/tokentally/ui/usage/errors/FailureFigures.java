package io.tokentally.ui.usage.errors;

import io.tokentally.domain.failure.FailureReport;
import io.tokentally.domain.report.Figures;
import io.tokentally.domain.report.Report;
import io.tokentally.ui.usage.frame.ShownUsage;
import org.jspecify.annotations.Nullable;

/**
 * What the page tells of failures.
 *
 * @param total requests, and those of them that failed as it is filtered
 * @param before the same of the earlier days; nothing where nothing is compared
 * @param rate the same over time, by what the chart tells apart
 * @param isFiltered whether failures of some kind alone are told of
 */
record FailureFigures(
        ShownUsage usage,
        FailureReport failures,
        Figures total,
        @Nullable Figures before,
        Report rate,
        boolean isFiltered) {}
