package io.tokentally.ui.usage.errors;

import static io.tokentally.ui.format.CountFormat.formatCount;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.i18n.I18NProvider;
import com.vaadin.flow.router.RouterLink;
import io.tokentally.application.port.in.refusal.ReadRefusedCallsUseCase;
import io.tokentally.domain.refusal.RefusalQuery;
import io.tokentally.domain.refusal.RefusalQuery.Dimension;
import io.tokentally.domain.refusal.RefusalReason;
import io.tokentally.domain.refusal.RefusalReport;
import io.tokentally.domain.refusal.RefusedKey;
import io.tokentally.domain.report.Attribute;
import io.tokentally.domain.report.Grain;
import io.tokentally.ui.chart.StackingTable;
import io.tokentally.ui.refusal.RefusedCallsView;
import io.tokentally.ui.shell.Panel;
import io.tokentally.ui.usage.frame.ShownUsage;
import java.util.List;
import java.util.stream.Stream;

/** What the gateway refused in the same days, which is no request. */
final class RefusedPanel extends Panel {

    private static final int TOP = 20;
    private static final List<Dimension> BY = List.of(Dimension.REASON, Dimension.KEY);

    private final transient ReadRefusedCallsUseCase refusedCalls;
    private final Paragraph none = new Paragraph(I18NProvider.translate("errors.refused.none"));
    private final StackingTable table;

    RefusedPanel(ReadRefusedCallsUseCase refusedCalls) {
        super(I18NProvider.translate("errors.refused"), "tt-errors-refused");
        this.refusedCalls = refusedCalls;
        Paragraph note = new Paragraph(getTranslation("errors.refused.note"));
        note.addClassName("tt-bridge-note");
        table = new StackingTable(
                getTranslation("errors.refused"),
                Stream.of("reason", "key", "calls")
                        .map(column -> getTranslation("refused.column." + column))
                        .toList());
        addBesideHeading(new RouterLink(getTranslation("errors.refused.all"), RefusedCallsView.class));
        add(note, none, table);
    }

    void show(ShownUsage usage) {
        RefusalReport report = refusedCalls.report(
                usage.viewer(), new RefusalQuery(usage.query().scope(), usage.period(), Grain.TOTAL, BY, TOP));
        none.setVisible(report.rows().isEmpty());
        table.setVisible(!report.rows().isEmpty());
        table.show(report.rows().stream().map(row -> cells(usage, row)).toList());
    }

    private List<Component> cells(ShownUsage usage, RefusalReport.Row row) {
        if (row.isOther()) {
            return List.of(
                    new Span(getTranslation("refused.others")), new Span(""), new Span(formatCount(row.calls())));
        }
        RefusalReason reason = RefusalReason.of(row.values().get(BY.indexOf(Dimension.REASON)));
        return List.of(
                new Span(getTranslation("refused.reason." + reason)),
                new Span(keyOf(usage, row)),
                new Span(formatCount(row.calls())));
    }

    private String keyOf(ShownUsage usage, RefusalReport.Row row) {
        String id = row.values().get(BY.indexOf(Dimension.KEY));
        return id.equals(RefusedKey.NO_KEY.toString())
                ? getTranslation("refused.key.none")
                : usage.nameOf(Attribute.KEY, id);
    }
}
