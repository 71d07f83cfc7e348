package io.tokentally.ui.fake;

import io.tokentally.application.port.in.change.ExplainChangeUseCase;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.change.ChangeQuery;
import io.tokentally.domain.change.CostChange;
import io.tokentally.domain.change.ModelOnTier;
import io.tokentally.domain.change.PeriodUsage;
import io.tokentally.domain.change.PricedUsage;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.report.Measure;
import io.tokentally.domain.report.ReportQuery;
import io.tokentally.domain.report.Retries;
import io.tokentally.domain.report.TooManyCallsException;
import io.tokentally.domain.summary.UsageTotals;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Explains what it is told that was used, and remembers what it was asked. */
public final class FakeChanges implements ExplainChangeUseCase {

    private Map<ModelOnTier, PricedUsage> before = Map.of();
    private Map<ModelOnTier, PricedUsage> after = Map.of();
    private long unpriced;
    private Retries retries = Retries.NONE;
    private boolean tooManyCalls;
    private @Nullable ChangeQuery asked;

    /** All that was used, and each call has a price. */
    public void used(Map<ModelOnTier, PricedUsage> usageBefore, Map<ModelOnTier, PricedUsage> usageAfter) {
        before = usageBefore;
        after = usageAfter;
        unpriced = 0;
        retries = Retries.NONE;
        tooManyCalls = false;
    }

    /** What of the later calls was sent again. */
    public void sentAgain(Retries calls) {
        retries = calls;
    }

    /** So many later calls have no price. */
    public void unpriced(long calls) {
        unpriced = calls;
    }

    /** Until it is said what was used. */
    public void looksAtTooManyCalls() {
        tooManyCalls = true;
    }

    public @Nullable ChangeQuery asked() {
        return asked;
    }

    @Override
    public CostChange explain(Viewer viewer, ChangeQuery query) {
        viewer.requireMayLook(query.scope());
        asked = query;
        if (tooManyCalls) {
            throw new TooManyCallsException(200_000);
        }
        ReportQuery to = query.report(List.of(), List.of(Measure.COST));
        return CostChange.between(
                period(to.before(query.comparison(), BrowserlessApplication.NOW), before, 0),
                period(to, after, unpriced).withRetries(retries));
    }

    private static PeriodUsage period(ReportQuery query, Map<ModelOnTier, PricedUsage> usage, long unpriced) {
        PricedUsage all = usage.values().stream().reduce(PricedUsage.NONE, PricedUsage::plus);
        Money cost = all.cost();
        return new PeriodUsage(
                query, new UsageTotals(all.requests() + unpriced, 0, unpriced, 0, 0, 0, cost), usage, Map.of());
    }
}
