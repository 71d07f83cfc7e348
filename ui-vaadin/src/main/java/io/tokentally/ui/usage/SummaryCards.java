package io.tokentally.ui.usage;

import static io.tokentally.ui.format.CountFormat.formatCount;
import static io.tokentally.ui.format.CountFormat.formatTokens;

import com.vaadin.flow.component.html.Div;
import io.tokentally.domain.summary.UsageSummary;
import io.tokentally.domain.summary.UsageTotals;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
                remarks(remark("usage.card.failed", totals.failures()), remark("usage.card.free", own.freeCalls())));
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
        card.show(
                TotalCost.inShort(totals),
                TotalCost.exactly(totals),
                summary.costChange(),
                summary.period().days(),
                remarks(
                        remark("usage.card.unpriced", totals.unpriced()),
                        remark("usage.card.estimated", totals.estimated())));
    }

    private String remark(String key, long count) {
        return count == 0 ? "" : getTranslation(key, count);
    }

    private static String remarks(String... remarks) {
        return Stream.of(remarks).filter(remark -> !remark.isEmpty()).collect(Collectors.joining(" · "));
    }
}
