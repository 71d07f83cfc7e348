package io.tokentally.adapter.documents;

import java.io.IOException;
import java.util.List;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;

/** Stops when it is interrupted, and keeps no more glyphs than a document of bounded length can need. */
final class GuardedTextStripper extends PDFTextStripper {

    /** Several times what is read of a résumé, since glyphs may be drawn twice or lie outside the page. */
    private static final int MAX_GLYPHS = 300_000;

    private int glyphs;

    GuardedTextStripper() throws IOException {
        super();
    }

    @Override
    protected void processOperator(Operator operator, List<COSBase> operands) throws IOException {
        Interruption.check();
        super.processOperator(operator, operands);
    }

    @Override
    protected void processTextPosition(TextPosition text) {
        glyphs++;
        if (glyphs <= MAX_GLYPHS) {
            super.processTextPosition(text);
        }
    }
}
