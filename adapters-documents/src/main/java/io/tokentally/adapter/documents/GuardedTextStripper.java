package io.tokentally.adapter.documents;

import java.awt.geom.AffineTransform;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSNumber;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType3Font;
import org.apache.pdfbox.pdmodel.graphics.optionalcontent.PDOptionalContentGroup;
import org.apache.pdfbox.pdmodel.graphics.optionalcontent.PDOptionalContentProperties;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationWidget;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.apache.pdfbox.util.Matrix;
import org.apache.pdfbox.util.Vector;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text of a page column by column, and marks what no reader sees. Stops when it is interrupted, and keeps no
 * more glyphs than a document of bounded length can need.
 */
final class GuardedTextStripper extends PDFTextStripper {

    /** Several times what is read of a résumé, since glyphs may be drawn twice or lie outside the page. */
    private static final int MAX_GLYPHS = 300_000;

    /** Letters below 3 points are no letters to a reader. */
    private static final float LEAST_POINTS = 3;

    private static final double LEAST_OPACITY = 0.05;

    /** Whether and why a letter may not be seen. */
    private enum Sight {
        SEEN,
        HIDDEN,
        /** Not drawn; it may lie on a scan, which shows it. */
        NOT_DRAWN
    }

    private final MarkedText marked = new MarkedText();
    private final IdentityHashMap<TextPosition, Point2D> notDrawn = new IdentityHashMap<>();
    private final IdentityHashMap<TextPosition, Boolean> hidden = new IdentityHashMap<>();
    private final Deque<Boolean> layersOff = new ArrayDeque<>();
    private PagePaint paint = new PagePaint(new Rectangle2D.Float());
    private Sight sight = Sight.SEEN;
    private Point2D place = new Point2D.Float();
    private boolean writingHidden;
    private int glyphs;

    GuardedTextStripper() throws IOException {
        super();
        setSortByPosition(true);
        setSuppressDuplicateOverlappingText(true);
        // The articles are the columns that are found here.
        setShouldSeparateByBeads(false);
    }

    /** The text of a page, counted from 1. */
    MarkedText read(PDDocument pdf, int page) throws IOException {
        setStartPage(page);
        setEndPage(page);
        writeText(pdf, new Separators());
        return marked.take();
    }

    @Override
    public void processPage(PDPage page) throws IOException {
        PDRectangle box = page.getCropBox();
        paint = new PagePaint(
                new Rectangle2D.Float(box.getLowerLeftX(), box.getLowerLeftY(), box.getWidth(), box.getHeight()));
        notDrawn.clear();
        hidden.clear();
        layersOff.clear();
        super.processPage(page);
    }

    @Override
    protected void processOperator(Operator operator, List<COSBase> operands) throws IOException {
        Interruption.check();
        int depth = paint.depth();
        switch (operator.getName()) {
            case "q" -> paint.save();
            case "Q" -> paint.restore();
            case "BI" -> paint.picture(unitSquare());
            case "Do" -> {
                if (isPicture(operands)) {
                    paint.picture(unitSquare());
                }
                paint.save();
            }
            default -> {}
        }
        super.processOperator(operator, operands);
        if (operator.getName().equals("Do")) {
            paint.restoreTo(depth);
        }
    }

    @Override
    protected void unsupportedOperator(Operator operator, List<COSBase> operands) {
        switch (operator.getName()) {
            case "g", "rg", "k", "cs", "sc", "scn" -> paint.fillColour(operator.getName(), operands, getResources());
            case "m", "l" -> addPoints(operands, false);
            case "c", "v", "y" -> addPoints(operands, true);
            case "re" -> addRectangle(operands);
            case "W", "W*" -> paint.clipToPath();
            case "f", "F", "f*", "B", "B*", "b", "b*" -> paint.endPath(true, opacity());
            case "S", "s", "n" -> paint.endPath(false, 1);
            case "sh" -> paint.shading();
            default -> {}
        }
    }

    private void addPoints(List<COSBase> operands, boolean curved) {
        float[] numbers = numbers(operands);
        for (int i = 0; i + 1 < numbers.length; i += 2) {
            paint.point(transformedPoint(numbers[i], numbers[i + 1]), curved);
        }
    }

    private void addRectangle(List<COSBase> operands) {
        float[] corner = numbers(operands);
        if (corner.length == 4) {
            float right = corner[0] + corner[2];
            float top = corner[1] + corner[3];
            paint.point(transformedPoint(corner[0], corner[1]), false);
            paint.point(transformedPoint(right, corner[1]), false);
            paint.point(transformedPoint(right, top), false);
            paint.point(transformedPoint(corner[0], top), false);
        }
    }

    private static float[] numbers(List<COSBase> operands) {
        List<COSNumber> found = operands.stream()
                .filter(COSNumber.class::isInstance)
                .map(COSNumber.class::cast)
                .toList();
        float[] numbers = new float[found.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = found.get(i).floatValue();
        }
        return numbers;
    }

    private boolean isPicture(List<COSBase> operands) {
        return !operands.isEmpty()
                && operands.getFirst() instanceof COSName name
                && getResources() != null
                && getResources().isImageXObject(name);
    }

    private Rectangle2D unitSquare() {
        AffineTransform transform =
                getGraphicsState().getCurrentTransformationMatrix().createAffineTransform();
        return transform
                .createTransformedShape(new Rectangle2D.Float(0, 0, 1, 1))
                .getBounds2D();
    }

    private double opacity() {
        return getGraphicsState().getNonStrokeAlphaConstant();
    }

    @Override
    public void beginMarkedContentSequence(COSName tag, @Nullable COSDictionary properties) {
        layersOff.push(isLayerOff(tag, properties));
        super.beginMarkedContentSequence(tag, properties);
    }

    @Override
    public void endMarkedContentSequence() {
        layersOff.poll();
        super.endMarkedContentSequence();
    }

    private boolean isLayerOff(COSName tag, @Nullable COSDictionary properties) {
        if (!tag.getName().equals("OC")
                || properties == null
                || !COSName.OCG.equals(properties.getCOSName(COSName.TYPE))) {
            return false;
        }
        PDOptionalContentProperties layers = document.getDocumentCatalog().getOCProperties();
        return layers != null && !layers.isGroupEnabled(new PDOptionalContentGroup(properties));
    }

    @Override
    protected void showGlyph(Matrix textMatrix, PDFont font, int code, Vector displacement) throws IOException {
        place = textMatrix.createAffineTransform().transform(new Point2D.Float(displacement.getX() / 2, 0.3f), null);
        sight = sightOf(textMatrix, font);
        super.showGlyph(textMatrix, font, code, displacement);
    }

    private Sight sightOf(Matrix textMatrix, PDFont font) {
        RenderingMode mode = getGraphicsState().getTextState().getRenderingMode();
        boolean tiny = !(font instanceof PDType3Font) && textMatrix.getScalingFactorY() < LEAST_POINTS;
        boolean filledOnly = mode.isFill() && !mode.isStroke();
        if (tiny
                || layersOff.contains(true)
                || paint.cutsOff(place)
                || (filledOnly && (opacity() < LEAST_OPACITY || paint.swallows(place)))) {
            return Sight.HIDDEN;
        }
        return mode.isFill() || mode.isStroke() ? Sight.SEEN : Sight.NOT_DRAWN;
    }

    @Override
    protected void processTextPosition(TextPosition text) {
        glyphs++;
        if (glyphs > MAX_GLYPHS) {
            return;
        }
        if (sight == Sight.HIDDEN) {
            hidden.put(text, true);
        } else if (sight == Sight.NOT_DRAWN) {
            notDrawn.put(text, place);
        }
        super.processTextPosition(text);
    }

    /** Puts the glyphs into columns, and those that no reader sees into columns of their own. */
    @Override
    protected void writePage() throws IOException {
        showFilledIn();
        notDrawn.forEach((text, where) -> {
            if (!paint.hasPictureAt(where)) {
                hidden.put(text, true);
            }
        });
        List<TextPosition> seen = new ArrayList<>();
        List<TextPosition> unseen = new ArrayList<>();
        charactersByArticle.forEach(
                article -> article.forEach(text -> (hidden.containsKey(text) ? unseen : seen).add(text)));
        writingHidden = false;
        write(PageLayout.columns(seen));
        writingHidden = true;
        write(PageLayout.columns(unseen));
        writingHidden = false;
    }

    private void write(List<List<TextPosition>> columns) throws IOException {
        for (List<TextPosition> column : columns) {
            charactersByArticle.clear();
            charactersByArticle.add(column);
            super.writePage();
            marked.startLine();
        }
    }

    /** What was typed into fields, or onto the page, stands in appearances of its own. */
    private void showFilledIn() throws IOException {
        for (PDAnnotation annotation : getCurrentPage().getAnnotations()) {
            boolean text = annotation instanceof PDAnnotationWidget || "FreeText".equals(annotation.getSubtype());
            if (text && !annotation.isHidden() && !annotation.isNoView() && !annotation.isInvisible()) {
                int depth = paint.depth();
                paint.save();
                showAnnotation(annotation);
                paint.restoreTo(depth);
            }
        }
    }

    @Override
    protected void writeString(String text, List<TextPosition> positions) {
        marked.append(text, writingHidden);
    }

    /** Takes the white space between words and lines. */
    private final class Separators extends Writer {

        @Override
        public void write(char[] characters, int offset, int length) {
            marked.append(new String(characters, offset, length), writingHidden);
        }

        @Override
        public void flush() {
            // Nothing is held back.
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
