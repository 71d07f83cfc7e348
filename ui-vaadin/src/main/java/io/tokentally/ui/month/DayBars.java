package io.tokentally.ui.month;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.tokentally.domain.report.PrintedReport.Bar;
import io.tokentally.domain.report.PrintedReport.Bars;

/** Bars side by side, drawn by style alone, so that they print as they are seen. */
final class DayBars extends Div {

    DayBars(Bars bars) {
        addClassName("tt-day-bars");
        getElement().setAttribute("role", "img").setAttribute("aria-label", bars.description());
        Span greatest = new Span(bars.greatest());
        greatest.addClassName("tt-day-bars-greatest");
        Div days = new Div();
        days.addClassName("tt-day-bars-days");
        bars.bars().forEach(bar -> days.add(day(bar)));
        add(greatest, days);
    }

    private static Div day(Bar bar) {
        Div filled = new Div();
        filled.addClassName("tt-day-bar");
        filled.getStyle().set("--tt-height", bar.height().toPlainString());
        Div room = new Div(filled);
        room.addClassName("tt-day-bar-room");
        Div day = new Div(room, new Span(bar.label()));
        day.addClassName("tt-day");
        day.setTitle(bar.label() + ": " + bar.text());
        return day;
    }
}
