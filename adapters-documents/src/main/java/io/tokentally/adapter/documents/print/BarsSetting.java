package io.tokentally.adapter.documents.print;

import io.tokentally.domain.report.PrintedReport.Bar;
import io.tokentally.domain.report.PrintedReport.Bars;
import java.io.IOException;
import java.math.BigDecimal;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;

/** Draws bars side by side over their labels, under the value of a bar of full height. */
final class BarsSetting {

    private static final float HEIGHT = 76;
    private static final float SHARE_OF_BAR = 0.68f;

    /** What there was is seen, however little it was. */
    private static final float LEAST = 0.6f;

    private final PageFlow pages;

    BarsSetting(PageFlow pages) {
        this.pages = pages;
    }

    void set(Bars bars) throws IOException {
        float labels = Look.AXIS.lineHeight();
        pages.makeRoom(Look.HEADING.lineHeight() + HEIGHT + 3 * labels);
        pages.down(Look.HEADING.lineHeight());
        pages.text(
                pages.font().printable(bars.heading()),
                pages.left(),
                pages.top(),
                Look.HEADING,
                pages.tags().element("H2"));
        PDStructureElement chart = pages.tags().element("Figure");
        chart.setAlternateDescription(bars.description());
        pages.down(2 * labels);
        pages.text(pages.font().printable(bars.greatest()), pages.left(), pages.top() + 2, Look.AXIS, chart);
        pages.rule(pages.top());
        pages.down(HEIGHT);
        draw(bars, pages.top(), pages.width() / Math.max(1, bars.bars().size()));
        pages.rule(pages.top());
        pages.down(labels);
    }

    private void draw(Bars bars, float bottom, float room) throws IOException {
        float x = pages.left();
        for (Bar bar : bars.bars()) {
            if (bar.height().signum() > 0) {
                float height = Math.max(
                        LEAST, bar.height().multiply(BigDecimal.valueOf(HEIGHT)).floatValue());
                float width = room * SHARE_OF_BAR;
                pages.box(x + (room - width) / 2, bottom, width, height, Look.BAR);
            }
            String label = pages.font().printable(bar.label());
            float width = pages.font().width(label, Look.AXIS.size());
            pages.text(label, x + (room - width) / 2, bottom - Look.AXIS.lineHeight(), Look.AXIS, null);
            x += room;
        }
    }
}
