package io.tokentally.ui.usage;

import static io.tokentally.ui.format.CountFormat.formatCount;
import static io.tokentally.ui.format.CountFormat.formatTokens;

import com.vaadin.flow.component.html.Div;
import io.tokentally.domain.summary.UsageSummary;
import io.tokentally.domain.summary.UsageTotals;
import java.util.ArrayList;
import java.util.List;

/** The figures on top: one's own, and for admins and owners the organization's cost. */
class SummaryCards extends Div {

    private final MetricCard requests = new MetricCard(getTranslation("usage.card.requests"));
    private final MetricCard tokens = new MetricCard(getTranslation("usage.card.tokens"));
    private final MetricCard cost = new MetricCard(getTranslation("usage.card.cost"));
    private final MetricCard organizationCost = new MetricCard(getTranslation("usage.card.organization-cost"));

    SummaryCards() {
        addClassName("tt-metrics");
        add(requests, tokens, cost, organizationCost);
    }

    void show(UsageFigures figures) {
        UsageSummary own = figures.own();
        UsageTotals totals = own.totals();
        int days = own.period().days();
        requests.show(
                formatTokens(totals.requests()),
                formatCount(totals.requests()),
                own.requestsChange(),
                days,
                totals.failures() == 0 ? "" : getTranslation("usage.card.failed", totals.failures()));
        tokens.show(
                formatTokens(totals.totalTokens()),
                formatCount(totals.totalTokens()),
                own.tokensChange(),
                days,
                getTranslation(
                        "usage.card.in-and-out",
                        formatTokens(totals.inputTokens()),
                        formatTokens(totals.outputTokens())));
        showCost(cost, own);
        UsageSummary organization = figures.organization();
        organizationCost.setVisible(organization != null);
        if (organization != null) {
            showCost(organizationCost, organization);
        }
    }

    private void showCost(MetricCard card, UsageSummary summary) {
        UsageTotals totals = summary.totals();
        List<String> remarks = new ArrayList<>();
        if (totals.unpriced() > 0) {
            remarks.add(getTranslation("usage.card.unpriced", totals.unpriced()));
        }
        if (totals.estimated() > 0) {
            remarks.add(getTranslation("usage.card.estimated", totals.estimated()));
        }
        card.show(
                TotalCost.inShort(totals),
                TotalCost.exactly(totals),
                summary.costChange(),
                summary.period().days(),
                String.join(" · ", remarks));
    }
}
