package io.tokentally.ui.month;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Article;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.UnorderedList;
import io.tokentally.domain.report.PrintedReport;
import io.tokentally.domain.report.PrintedReport.Bars;
import io.tokentally.domain.report.PrintedReport.Figure;
import io.tokentally.domain.report.PrintedReport.KeyFigures;
import io.tokentally.domain.report.PrintedReport.Part;
import io.tokentally.domain.report.PrintedReport.Remarks;
import io.tokentally.domain.report.PrintedReport.Row;
import io.tokentally.domain.report.PrintedReport.Table;
import io.tokentally.ui.chart.FigureTable;
import java.util.List;

/** A report as it is printed, on the page. */
final class MonthSheet extends Article {

    MonthSheet() {
        addClassNames("tt-panel", "tt-sheet");
        getElement().setAttribute("aria-labelledby", "tt-sheet-title");
    }

    void show(PrintedReport report) {
        removeAll();
        H2 title = new H2(report.title());
        title.setId("tt-sheet-title");
        add(title);
        report.lines().forEach(line -> add(line(line)));
        for (Part part : report.parts()) {
            switch (part) {
                case KeyFigures figures -> add(cards(figures));
                case Bars bars -> add(section(bars.heading(), new DayBars(bars), asTable(bars)));
                case Table table -> add(section(table.heading(), table(table)));
                case Remarks remarks -> add(section(remarks.heading(), list(remarks)));
            }
        }
    }

    private static Paragraph line(String text) {
        Paragraph line = new Paragraph(text);
        line.addClassName("tt-times");
        return line;
    }

    private static Div cards(KeyFigures part) {
        Div cards = new Div();
        cards.addClassName("tt-sheet-figures");
        part.figures().forEach(figure -> cards.add(card(figure)));
        return cards;
    }

    private static Section card(Figure figure) {
        Paragraph value = new Paragraph(figure.value());
        value.addClassName("tt-metric-value");
        Section card = new Section(new H3(figure.name()), value);
        card.addClassName("tt-sheet-figure");
        figure.notes().forEach(note -> card.add(note(note)));
        return card;
    }

    private static Paragraph note(String text) {
        Paragraph note = new Paragraph(text);
        note.addClassName("tt-metric-note");
        return note;
    }

    private static Section section(String heading, Component... content) {
        Section section = new Section(new H3(heading));
        section.addClassName("tt-sheet-part");
        section.add(content);
        return section;
    }

    private Details asTable(Bars bars) {
        FigureTable table = new FigureTable(
                bars.heading(), List.of(getTranslation("month.days.day"), getTranslation("usage.column.cost")));
        table.show(bars.bars().stream()
                .map(bar -> List.of(bar.label(), bar.text()))
                .toList());
        return new Details(getTranslation("usage.as-table"), table);
    }

    private static FigureTable table(Table part) {
        FigureTable table = new FigureTable(part.heading(), part.columns());
        table.show(part.rows().stream().map(Row::cells).toList());
        if (part.rows().getLast().isTotal()) {
            table.addClassName("tt-figures-total");
        }
        return table;
    }

    private static UnorderedList list(Remarks remarks) {
        UnorderedList list = new UnorderedList();
        remarks.sentences().forEach(sentence -> list.add(new ListItem(sentence)));
        return list;
    }
}
