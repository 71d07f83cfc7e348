package io.tokentally.adapter.documents.print;

import java.awt.Color;
import java.io.IOException;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDPageContentStream.AppendMode;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.jspecify.annotations.Nullable;

/** Pages that are filled from top to bottom. Lengths are in points; places are counted from the page's lower left corner. */
final class PageFlow {

    private static final PDRectangle SIZE = PDRectangle.A4;
    private static final float MARGIN = 48;
    private static final float FOOT = 30;
    private static final float OUTLINE = 0.35f;
    private static final float HAIRLINE = 0.5f;

    private final PDDocument document;
    private final PrintFont font;
    private final PdfTags tags;
    private PDPage page;
    private PDPageContentStream content;
    private float y;

    PageFlow(PDDocument document, PrintFont font, PdfTags tags) throws IOException {
        this.document = document;
        this.font = font;
        this.tags = tags;
        page = new PDPage(SIZE);
        content = begin(page);
        y = SIZE.getHeight() - MARGIN;
    }

    private PDPageContentStream begin(PDPage next) throws IOException {
        document.addPage(next);
        return new PDPageContentStream(document, next);
    }

    PrintFont font() {
        return font;
    }

    PdfTags tags() {
        return tags;
    }

    float left() {
        return MARGIN;
    }

    float width() {
        return SIZE.getWidth() - 2 * MARGIN;
    }

    /** Of what stands on a page. */
    float height() {
        return SIZE.getHeight() - 2 * MARGIN;
    }

    /** Where what comes next begins. */
    float top() {
        return y;
    }

    void down(float by) {
        y -= by;
    }

    /** @return whether a new page was begun, since there was no room left */
    boolean makeRoom(float height) throws IOException {
        if (y - height >= MARGIN) {
            return false;
        }
        content.close();
        page = new PDPage(SIZE);
        content = begin(page);
        y = SIZE.getHeight() - MARGIN;
        return true;
    }

    /** @param element that it is the text of; nothing for what is not read aloud */
    void text(String printable, float x, float baseline, Look look, @Nullable PDStructureElement element)
            throws IOException {
        beginMarked(element);
        draw(content, printable, x, baseline, look);
        content.endMarkedContent();
    }

    /** Ends at that place. */
    void textUpTo(String printable, float end, float baseline, Look look, @Nullable PDStructureElement element)
            throws IOException {
        text(printable, end - font.width(printable, look.size()), baseline, look, element);
    }

    /** Filled, and not read aloud by itself. */
    void box(float x, float bottom, float width, float height, Color color) throws IOException {
        content.beginMarkedContent(COSName.ARTIFACT);
        content.setNonStrokingColor(color);
        content.addRect(x, bottom, width, height);
        content.fill();
        content.endMarkedContent();
    }

    /** Across the page. */
    void rule(float at) throws IOException {
        box(left(), at, width(), HAIRLINE, Look.LINE);
    }

    private void beginMarked(@Nullable PDStructureElement element) throws IOException {
        if (element == null) {
            content.beginMarkedContent(COSName.ARTIFACT);
        } else {
            content.beginMarkedContent(COSName.getPDFName(element.getStructureType()), tags.mark(page, element));
        }
    }

    private void draw(PDPageContentStream on, String printable, float x, float baseline, Look look) throws IOException {
        on.beginText();
        on.setFont(font.font(), look.size());
        on.setNonStrokingColor(look.color());
        on.setStrokingColor(look.color());
        on.setLineWidth(OUTLINE);
        on.setRenderingMode(look.bold() ? RenderingMode.FILL_STROKE : RenderingMode.FILL);
        on.newLineAtOffset(x, baseline);
        on.showText(PrintFont.inVisualOrder(printable));
        on.endText();
    }

    /** Says at the foot of each page which of how many it is, and of what. */
    void finish(String title) throws IOException {
        content.close();
        int pages = document.getNumberOfPages();
        for (int number = 1; number <= pages; number++) {
            try (PDPageContentStream foot =
                    new PDPageContentStream(document, document.getPage(number - 1), AppendMode.APPEND, true, true)) {
                foot.beginMarkedContent(COSName.ARTIFACT);
                String place = "%d / %d".formatted(number, pages);
                float end = MARGIN + width();
                float placeWidth = font.width(place, Look.NOTE.size());
                String name = font.shortened(font.printable(title), width() - 2 * placeWidth, Look.NOTE.size());
                draw(foot, name, MARGIN, FOOT, Look.NOTE);
                draw(foot, place, end - placeWidth, FOOT, Look.NOTE);
                foot.endMarkedContent();
            }
        }
    }
}
