package io.tokentally.adapter.rest;

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
import io.tokentally.domain.report.UndeclaredTagException;
import io.tokentally.domain.summary.UsageTotals;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Explains what a test says was used, and remembers what it was asked. */
final class FakeChanges implements ExplainChangeUseCase {

    private Map<ModelOnTier, PricedUsage> before = Map.of();
    private Map<ModelOnTier, PricedUsage> after = Map.of();
    private @Nullable ChangeQuery asked;
    private boolean tooManyCalls;

    void used(Map<ModelOnTier, PricedUsage> usageBefore, Map<ModelOnTier, PricedUsage> usageAfter) {
        before = usageBefore;
        after = usageAfter;
        tooManyCalls = false;
    }

    @Nullable
    ChangeQuery asked() {
        return asked;
    }

    /** Until it is said what was used. */
    void looksAtTooManyCalls() {
        tooManyCalls = true;
    }

    @Override
    public CostChange explain(Viewer viewer, ChangeQuery query) {
        viewer.requireMayLook(query.scope());
        asked = query;
        ReportQuery to = query.report(List.of(), List.of(Measure.COST));
        to.tags().stream()
                .filter(tag -> !tag.equals(FakeReports.DECLARED))
                .findAny()
                .ifPresent(tag -> {
                    throw new UndeclaredTagException(tag, List.of(FakeReports.DECLARED));
                });
        if (tooManyCalls) {
            throw new TooManyCallsException(200_000);
        }
        return CostChange.between(
                period(to.before(query.comparison(), Instant.EPOCH), before, 0),
                period(to, after, 2).withRetries(new Retries(3, 1, Money.usd("0.5"))));
    }

    private static PeriodUsage period(ReportQuery query, Map<ModelOnTier, PricedUsage> usage, long unpriced) {
        PricedUsage all = usage.values().stream().reduce(PricedUsage.NONE, PricedUsage::plus);
        return new PeriodUsage(
                query,
                new UsageTotals(
                        all.requests() + unpriced,
                        0,
                        unpriced,
                        0,
                        0,
                        0,
                        Money.usd(all.cost().amount())),
                usage,
                Map.of());
    }
}
