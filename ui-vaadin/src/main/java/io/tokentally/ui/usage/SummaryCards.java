package io.tokentally.ui.usage;

import static io.tokentally.ui.format.CountFormat.formatCount;
import static io.tokentally.ui.format.CountFormat.formatTokens;

import com.vaadin.flow.component.html.Div;
import io.tokentally.domain.report.Comparison;
import io.tokentally.domain.report.Figures;
import io.tokentally.domain.summary.Change;
import io.tokentally.domain.summary.UsageTotals;
import io.tokentally.ui.format.TotalCost;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The figures on top, of the scope that is looked at. */
class SummaryCards extends Div {

    private final MetricCard requests = new MetricCard("requests");
    private final MetricCard tokens = new MetricCard("tokens");
    private final MetricCard cost = new MetricCard("cost");
    private final MetricCard failures = new MetricCard("failures");
    private final MetricCard organizationCost = new MetricCard("organization-cost");

    SummaryCards() {
        addClassName("tt-metrics");
        add(requests, tokens, cost, failures, organizationCost);
    }

    void show(OverviewFigures figures) {
        UsageTotals totals = figures.totals();
        show(requests, figures, "requests", SummaryCards::requests, formatTokens(totals.requests()), false);
        requests.showNote(remark("usage.card.free", figures.found().free()));
        show(tokens, figures, "tokens", SummaryCards::tokens, formatTokens(totals.totalTokens()), false);
        tokens.showNote(getTranslation(
                "usage.card.in-and-out", formatTokens(totals.inputTokens()), formatTokens(totals.outputTokens())));
        show(cost, figures, "cost", SummaryCards::cost, TotalCost.inShort(totals), true);
        cost.showNote(uncertainty(totals));
        show(failures, figures, "failures", SummaryCards::failures, formatTokens(totals.failures()), true);
        failures.showNote(rate(totals));
        showOther(figures);
    }

    private void show(
            MetricCard card,
            OverviewFigures figures,
            String name,
            Function<UsageTotals, BigDecimal> figure,
            String text,
            boolean lessIsBetter) {
        card.show(
                getTranslation(
                        (figures.usage().showsOrganization() ? "usage.card.organization." : "usage.card.own.") + name),
                text,
                name.equals("cost")
                        ? TotalCost.exactly(figures.totals())
                        : formatCount(figure.apply(figures.totals()).longValueExact()));
        card.showTrend(trend(figures, figure, lessIsBetter));
        card.showWay(figures.way(figure));
    }

    private static @Nullable Trend trend(
            OverviewFigures figures, Function<UsageTotals, BigDecimal> figure, boolean lessIsBetter) {
        Change change = figures.change(figure);
        Comparison comparison = figures.comparison();
        return change == null || comparison == null
                ? null
                : Trend.of(change, lessIsBetter, comparison, figures.usage().period());
    }

    /** Of the organization's what is one's own, on each card; beside one's own what the organization paid. */
    private void showOther(OverviewFigures figures) {
        Figures other = figures.other();
        boolean ofOrganization = figures.usage().showsOrganization();
        organizationCost.setVisible(other != null && !ofOrganization);
        UsageTotals yours = ofOrganization && other != null ? other.totals() : null;
        requests.showYours(yours(yours, totals -> formatTokens(totals.requests())));
        tokens.showYours(yours(yours, totals -> formatTokens(totals.totalTokens())));
        cost.showYours(yours(yours, TotalCost::inShort));
        failures.showYours(yours(yours, totals -> formatTokens(totals.failures())));
        if (other != null && !ofOrganization) {
            organizationCost.show(
                    getTranslation("usage.card.organization.cost"),
                    TotalCost.inShort(other.totals()),
                    TotalCost.exactly(other.totals()));
            organizationCost.showTrend(null);
            organizationCost.showYours("");
            organizationCost.showNote(uncertainty(other.totals()));
            organizationCost.showWay(List.of());
        }
    }

    private String yours(@Nullable UsageTotals totals, Function<UsageTotals, String> text) {
        return totals == null ? "" : getTranslation("usage.card.yours", text.apply(totals));
    }

    private String rate(UsageTotals totals) {
        return totals.requests() == 0
                ? ""
                : getTranslation(
                        "usage.card.failure-rate",
                        BigDecimal.valueOf(totals.failures())
                                .divide(BigDecimal.valueOf(totals.requests()), MathContext.DECIMAL32));
    }

    private String uncertainty(UsageTotals totals) {
        return Stream.of(
                        remark("usage.card.unpriced", totals.unpriced()),
                        remark("usage.card.estimated", totals.estimated()))
                .filter(remark -> !remark.isEmpty())
                .collect(Collectors.joining(" · "));
    }

    private String remark(String key, long count) {
        return count == 0 ? "" : getTranslation(key, count);
    }

    private static BigDecimal requests(UsageTotals totals) {
        return BigDecimal.valueOf(totals.requests());
    }

    private static BigDecimal tokens(UsageTotals totals) {
        return BigDecimal.valueOf(totals.totalTokens());
    }

    private static BigDecimal cost(UsageTotals totals) {
        return totals.cost().amount();
    }

    private static BigDecimal failures(UsageTotals totals) {
        return BigDecimal.valueOf(totals.failures());
    }
}
