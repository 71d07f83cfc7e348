package io.tokentally.ui.usage;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import io.tokentally.domain.summary.Change;
import java.util.OptionalInt;

/** One figure with its change against the period before. */
class MetricCard extends Section {

    private static final int NEVER_MIND = 0;

    private final Paragraph value = new Paragraph();
    private final Span arrow = new Span();
    private final Span change = new Span();
    private final Span changeInWords = new Span();
    private final Paragraph note = new Paragraph();

    MetricCard(String label) {
        addClassName("tt-metric");
        H2 heading = new H2(label);
        String headingId =
                "tt-metric-" + label.toLowerCase(java.util.Locale.ROOT).replace(' ', '-');
        heading.setId(headingId);
        getElement().setAttribute("aria-labelledby", headingId);
        value.addClassName("tt-metric-value");
        arrow.addClassName("tt-metric-arrow");
        arrow.getElement().setAttribute("aria-hidden", "true");
        change.getElement().setAttribute("aria-hidden", "true");
        changeInWords.addClassName("tt-only-spoken");
        note.addClassName("tt-metric-note");
        Div changeLine = new Div(arrow, change, changeInWords);
        changeLine.addClassName("tt-metric-change");
        add(heading, value, changeLine, note);
    }

    /**
     * @param text the figure, short
     * @param exact the figure with all digits
     * @param days how long the period is, and the one before
     * @param remark what else to know, or nothing
     */
    void show(String text, String exact, Change moved, int days, String remark) {
        value.setText(text);
        value.getElement().setAttribute("title", exact);
        note.setText(remark);
        note.setVisible(!remark.isEmpty());
        showChange(moved, days);
    }

    private void showChange(Change moved, int days) {
        OptionalInt percent = moved.percent();
        String key =
                percent.isPresent() ? keyOf(percent.getAsInt()) : moved.now().signum() == 0 ? "same" : "new";
        int size = Math.abs(percent.orElse(NEVER_MIND));
        getElement().setAttribute("data-change", key);
        arrow.setText(getTranslation("usage.change.arrow." + key));
        change.setText(getTranslation("usage.change." + key, size, days));
        changeInWords.setText(getTranslation("usage.change.words." + key, size, days));
    }

    private static String keyOf(int percent) {
        if (percent == 0) {
            return "same";
        }
        return percent > 0 ? "up" : "down";
    }
}
