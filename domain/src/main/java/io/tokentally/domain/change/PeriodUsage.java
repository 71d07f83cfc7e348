package io.tokentally.domain.change;

import io.tokentally.domain.report.ReportQuery;
import io.tokentally.domain.summary.UsageTotals;
import java.util.Map;

/**
 * What was used in one of the periods that are compared.
 *
 * @param query that asked for it
 * @param totals of all calls, those without a known cost among them
 * @param succeeded calls whose cost is known, by what served them
 * @param failed the same of calls that failed
 */
public record PeriodUsage(
        ReportQuery query,
        UsageTotals totals,
        Map<ModelOnTier, PricedUsage> succeeded,
        Map<ModelOnTier, PricedUsage> failed) {

    public PeriodUsage {
        succeeded = Map.copyOf(succeeded);
        failed = Map.copyOf(failed);
    }
}
