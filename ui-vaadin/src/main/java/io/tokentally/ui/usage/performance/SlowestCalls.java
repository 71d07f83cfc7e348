package io.tokentally.ui.usage.performance;

import static io.tokentally.ui.format.CountFormat.formatCount;
import static io.tokentally.ui.format.DurationFormat.formatDuration;
import static io.tokentally.ui.format.TimeFormat.formatInstant;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.domain.report.TooManyCallsException;
import io.tokentally.domain.text.VisibleText;
import io.tokentally.domain.usage.CallRanking;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.ui.chart.StackingTable;
import io.tokentally.ui.shell.Panel;
import io.tokentally.ui.usage.CallsLink;
import io.tokentally.ui.usage.frame.ShownUsage;
import io.tokentally.ui.usage.frame.UsageServices;
import io.tokentally.ui.usage.query.UsageQuery;
import java.util.List;
import java.util.stream.Stream;

/** The calls that took the longest. */
final class SlowestCalls extends Panel {

    private static final int SHOWN = 10;

    private final Paragraph problem = new Paragraph();
    private final StackingTable table;
    private final Div all = new Div();

    SlowestCalls() {
        super(I18NProvider.translate("performance.slowest"), "tt-performance-slowest");
        table = new StackingTable(
                getTranslation("performance.slowest"),
                Stream.of("time", "response-time", "model", "endpoint", "tokens", "status")
                        .map(column -> getTranslation("usage.column." + column))
                        .toList());
        addBesideHeading(all);
        add(problem, table);
    }

    void show(ShownUsage usage, UsageServices services) {
        UsageQuery query = usage.query().withRanking(CallRanking.SLOWEST);
        all.removeAll();
        all.add(CallsLink.to(query, getTranslation("performance.slowest.all", CallRanking.MOST)));
        try {
            List<UsageRecord> slowest = services.calls().top(usage.viewer(), usage.callQuery(), CallRanking.SLOWEST);
            problem.setVisible(false);
            table.setVisible(true);
            table.show(slowest.stream()
                    .limit(SHOWN)
                    .map(call -> cells(usage, query, call))
                    .toList());
        } catch (TooManyCallsException e) {
            problem.setText(getTranslation("performance.slowest.too-many", formatCount(e.most())));
            problem.setVisible(true);
            table.setVisible(false);
        }
    }

    private List<Component> cells(ShownUsage usage, UsageQuery query, UsageRecord call) {
        return List.of(
                CallsLink.to(query, call.id(), formatInstant(call.createdAt(), usage.zone())),
                new Span(formatDuration(call.timing().responseTime())),
                new Span(VisibleText.of(call.billedModel().value())),
                new Span(VisibleText.of(call.attribution().endpoint().value())),
                new Span(formatCount(call.quantities().totalTokens())),
                new Span(
                        getTranslation(call.outcome().isSuccess() ? "usage.status.SUCCEEDED" : "usage.status.FAILED")));
    }
}
