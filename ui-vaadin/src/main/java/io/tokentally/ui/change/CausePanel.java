package io.tokentally.ui.change;

import static io.tokentally.ui.format.CountFormat.formatCount;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouterLink;
import io.tokentally.domain.change.CellChange;
import io.tokentally.domain.change.ChangeCause;
import io.tokentally.domain.change.ExplainedPart;
import io.tokentally.domain.text.VisibleText;
import io.tokentally.ui.chart.StackingTable;
import io.tokentally.ui.shell.Panel;
import io.tokentally.ui.usage.call.CallsView;
import java.util.List;

/** What of a cause is whose: the units of models that make most of it, and the way to their calls. */
final class CausePanel extends Panel {

    private static final int MAX_CELLS = 20;

    private final Paragraph help = new Paragraph();
    private final Paragraph others = new Paragraph();
    private final StackingTable table;

    CausePanel() {
        super("", "tt-change-cause");
        help.addClassName("tt-bridge-note");
        others.addClassName("tt-bridge-note");
        table = new StackingTable(
                getTranslation("change.cells"),
                List.of(
                        getTranslation("change.column.model"),
                        getTranslation("change.column.unit"),
                        getTranslation("change.column.quantity"),
                        getTranslation("change.column.rate"),
                        getTranslation("change.column.amount"),
                        getTranslation("change.column.calls")));
        table.addClassName("tt-change-cells");
        add(help, table, others);
    }

    /** @param calls of both periods, which a cell leads to */
    void show(ExplainedPart part, CellCalls calls) {
        setHeading(getTranslation(
                "change.cause.heading",
                getTranslation("change.cause." + part.cause()),
                ChangeText.signed(part.amount())));
        help.setText(getTranslation("change.cause." + part.cause() + ".help"));
        table.show(part.top(MAX_CELLS).stream()
                .map(cell -> row(part.cause(), cell, calls))
                .toList());
        int more = part.cells().size() - part.top(MAX_CELLS).size();
        boolean hasMore = more > 0 || !part.beyond(MAX_CELLS).isZero();
        table.setVisible(!part.cells().isEmpty());
        others.setVisible(hasMore);
        others.setText(getTranslation("change.others", formatCount(more), ChangeText.signed(part.beyond(MAX_CELLS))));
    }

    private List<Component> row(ChangeCause cause, CellChange cell, CellCalls calls) {
        Span amount = new Span(ChangeText.signed(cell.amount()));
        amount.setTitle(ChangeText.exactly(cell.amount()));
        return List.of(
                model(cell),
                new Span(ChangeText.unit(cell.unit())),
                new Span(getTranslation(
                        "change.from-to",
                        ChangeText.quantity(cell.unit(), cell.from()),
                        ChangeText.quantity(cell.unit(), cell.to()))),
                new Span(getTranslation(
                        "change.from-to",
                        ChangeText.rate(cell.unit(), cell.from()),
                        ChangeText.rate(cell.unit(), cell.to()))),
                amount,
                new Div(
                        link("change.calls.before", cell, cell.from().requests(), calls.before(cause, cell.served())),
                        new Span(" "),
                        link("change.calls.after", cell, cell.to().requests(), calls.after(cause, cell.served()))));
    }

    private Component model(CellChange cell) {
        Div origin = new Div(getTranslation(
                "usage.detail.unit.of",
                VisibleText.of(cell.served().provider()),
                VisibleText.of(cell.served().serviceTier())));
        origin.addClassName("tt-change-origin");
        return new Div(new Span(VisibleText.of(cell.served().model())), origin);
    }

    private Component link(String key, CellChange cell, long requests, QueryParameters address) {
        if (requests == 0) {
            return new Span(getTranslation(key, formatCount(requests)));
        }
        RouterLink link = new RouterLink(getTranslation(key, formatCount(requests)), CallsView.class);
        link.setQueryParameters(address);
        link.getElement()
                .setAttribute(
                        "aria-label",
                        getTranslation(
                                key + ".of",
                                formatCount(requests),
                                VisibleText.of(cell.served().model())));
        return link;
    }
}
