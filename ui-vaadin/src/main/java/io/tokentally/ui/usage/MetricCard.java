package io.tokentally.ui.usage;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import io.tokentally.ui.chart.Sparkline;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One figure with its change against earlier days, and its way in between. */
class MetricCard extends Section {

    private final H2 heading;
    private final Paragraph value = new Paragraph();
    private final Span arrow = new Span();
    private final Span change = new Span();
    private final Div changeLine = new Div(arrow, change);
    private final Paragraph yours = new Paragraph();
    private final Paragraph note = new Paragraph();
    private final Sparkline spark = new Sparkline();

    /** @param name of the figure, by which others find the card */
    MetricCard(String name) {
        addClassName("tt-metric");
        heading = new H2();
        String headingId = "tt-metric-" + name.toLowerCase(Locale.ROOT);
        heading.setId(headingId);
        getElement().setAttribute("aria-labelledby", headingId);
        value.addClassName("tt-metric-value");
        arrow.addClassName("tt-metric-arrow");
        arrow.getElement().setAttribute("aria-hidden", "true");
        changeLine.addClassName("tt-metric-change");
        yours.addClassName("tt-metric-note");
        note.addClassName("tt-metric-note");
        add(heading, value, changeLine, yours, note, spark);
    }

    /**
     * @param text the figure, short
     * @param exact the figure with all digits
     */
    void show(String label, String text, String exact) {
        heading.setText(label);
        value.setText(text);
        value.getElement().setAttribute("title", exact);
    }

    /** @param trend nothing where it is compared with nothing */
    void showTrend(@Nullable Trend trend) {
        changeLine.setVisible(trend != null);
        if (trend != null) {
            changeLine.getElement().setAttribute("data-meaning", trend.meaning().name());
            arrow.setText(trend.arrow());
            change.setText(trend.text());
        }
    }

    /** @param text empty for nothing */
    void showYours(String text) {
        showOrHide(yours, text);
    }

    /** @param remark what else to know; empty for nothing */
    void showNote(String remark) {
        showOrHide(note, remark);
    }

    void showWay(List<BigDecimal> values) {
        spark.show(values);
        spark.setVisible(values.size() > 1);
    }

    private static void showOrHide(Paragraph paragraph, String text) {
        paragraph.setText(text);
        paragraph.setVisible(!text.isEmpty());
    }
}
