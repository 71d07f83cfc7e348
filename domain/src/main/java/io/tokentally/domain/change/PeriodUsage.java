package io.tokentally.domain.change;

import io.tokentally.domain.report.ReportQuery;
import io.tokentally.domain.report.Retries;
import io.tokentally.domain.summary.UsageTotals;
import java.util.Map;

/**
 * What was used in one of the periods that are compared.
 *
 * @param query that asked for it
 * @param totals of all calls, those without a known cost among them
 * @param succeeded calls whose cost is known, by what served them
 * @param failed the same of calls that failed
 * @param retries which of all of them were sent again, as far as that is known
 */
public record PeriodUsage(
        ReportQuery query,
        UsageTotals totals,
        Map<ModelOnTier, PricedUsage> succeeded,
        Map<ModelOnTier, PricedUsage> failed,
        Retries retries) {

    public PeriodUsage {
        succeeded = Map.copyOf(succeeded);
        failed = Map.copyOf(failed);
    }

    /** Of which nothing was sent again. */
    public PeriodUsage(
            ReportQuery query,
            UsageTotals totals,
            Map<ModelOnTier, PricedUsage> succeeded,
            Map<ModelOnTier, PricedUsage> failed) {
        this(query, totals, succeeded, failed, Retries.NONE);
    }

    public PeriodUsage withRetries(Retries known) {
        return new PeriodUsage(query, totals, succeeded, failed, known);
    }
}
