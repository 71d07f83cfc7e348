package io.tokentally.adapter.documents;

import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSNumber;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDResources;
import org.jspecify.annotations.Nullable;

/**
 * What a page of a PDF paints behind its text, and with which colour it writes; no more exactly than it takes to say
 * that letters cannot be seen. Where that is in doubt, they can.
 *
 * @see <a href="https://pdfa.org/resource/iso-32000-2/">ISO 32000-2, sections 8.5 and 8.6</a>
 */
final class PagePaint {

    /** More than a page of text has; what is painted beyond makes every background unknown. */
    private static final int MAX_AREAS = 500;

    private static final int MAX_DEPTH = 200;

    /** A rectangle that was painted, and with what. */
    private record Area(Rectangle2D bounds, Colour colour) {}

    /**
     * The part of the graphics state that is kept here.
     *
     * @param parts how many numbers a colour has in the colour space at hand; 0 where they say nothing
     * @param clip outside of which nothing is painted
     * @param clipExact whether the clip is that rectangle, and not a shape within
     */
    private record State(Colour fill, int parts, Rectangle2D clip, boolean clipExact) {}

    private final Deque<State> states = new ArrayDeque<>();
    private final List<Area> areas = new ArrayList<>();
    private final List<Rectangle2D> pictures = new ArrayList<>();
    private final List<Point2D> path = new ArrayList<>();
    private final Rectangle2D page;
    private boolean pathCurved;
    private boolean clipping;

    PagePaint(Rectangle2D page) {
        this.page = page;
        states.push(new State(Colour.BLACK, 1, page, true));
    }

    void save() {
        if (states.size() < MAX_DEPTH) {
            states.push(states.element());
        }
    }

    void restore() {
        if (states.size() > 1) {
            states.pop();
        }
    }

    int depth() {
        return states.size();
    }

    /** Back to a depth that was left. */
    void restoreTo(int depth) {
        while (states.size() > depth) {
            states.pop();
        }
    }

    void fillColour(String operator, List<COSBase> operands, PDResources resources) {
        State now = states.element();
        switch (operator) {
            case "g" -> set(colour(operands, 1), 1);
            case "rg" -> set(colour(operands, 3), 3);
            case "k" -> set(colour(operands, 4), 4);
            case "cs" -> {
                int parts = operands.isEmpty() ? 0 : parts(operands.getFirst(), resources);
                set(parts == 0 ? Colour.UNKNOWN : Colour.BLACK, parts);
            }
            default -> set(colour(operands, now.parts()), now.parts());
        }
    }

    private void set(Colour colour, int parts) {
        State now = states.pop();
        states.push(new State(colour, parts, now.clip(), now.clipExact()));
    }

    private static Colour colour(List<COSBase> operands, int parts) {
        if (parts == 0 || operands.size() != parts || !operands.stream().allMatch(COSNumber.class::isInstance)) {
            return Colour.UNKNOWN;
        }
        float[] values = new float[parts];
        for (int i = 0; i < parts; i++) {
            values[i] = ((COSNumber) operands.get(i)).floatValue();
        }
        return Colour.ofParts(values);
    }

    /** How many numbers a colour has in the space, for those spaces in which they say what is seen. */
    private static int parts(COSBase name, PDResources resources) {
        COSBase space = name;
        COSDictionary named = resources.getCOSObject().getCOSDictionary(COSName.COLORSPACE);
        if (name instanceof COSName key && named != null && named.containsKey(key)) {
            space = named.getDictionaryObject(key);
        }
        if (space instanceof COSArray array && array.size() > 0) {
            if (array.getObject(0) instanceof COSName family && family.getName().equals("ICCBased")) {
                return array.size() > 1 && array.getObject(1) instanceof COSStream profile
                        ? profile.getInt(COSName.N, 0)
                        : 0;
            }
            space = array.getObject(0);
        }
        return !(space instanceof COSName family)
                ? 0
                : switch (family.getName()) {
                    case "DeviceGray", "CalGray", "G" -> 1;
                    case "DeviceRGB", "CalRGB", "RGB" -> 3;
                    case "DeviceCMYK", "CMYK" -> 4;
                    default -> 0;
                };
    }

    void point(Point2D point, boolean curved) {
        pathCurved |= curved;
        if (path.size() < MAX_AREAS) {
            path.add(point);
        }
    }

    void clipToPath() {
        clipping = true;
    }

    /** Paints the inside of the path, if it is filled, and begins another one. */
    void endPath(boolean filled, double opacity) {
        Rectangle2D bounds = bounds();
        State now = states.element();
        if (bounds != null) {
            if (filled) {
                boolean exact = isRectangle(bounds) && now.clipExact() && opacity > 0.95;
                paint(bounds.createIntersection(now.clip()), exact ? now.fill() : Colour.UNKNOWN);
            }
            if (clipping) {
                states.pop();
                boolean exact = now.clipExact() && isRectangle(bounds);
                states.push(new State(now.fill(), now.parts(), bounds.createIntersection(now.clip()), exact));
            }
        }
        path.clear();
        pathCurved = false;
        clipping = false;
    }

    void shading() {
        paint(states.element().clip(), Colour.UNKNOWN);
    }

    void picture(Rectangle2D bounds) {
        Rectangle2D seen = bounds.createIntersection(states.element().clip());
        pictures.add(seen);
        paint(seen, Colour.UNKNOWN);
    }

    private void paint(Rectangle2D bounds, Colour colour) {
        if (areas.size() < MAX_AREAS) {
            areas.add(new Area(bounds, colour));
        } else if (areas.size() == MAX_AREAS) {
            areas.add(new Area(page, Colour.UNKNOWN));
        }
    }

    private @Nullable Rectangle2D bounds() {
        if (path.isEmpty()) {
            return null;
        }
        Rectangle2D bounds =
                new Rectangle2D.Double(path.getFirst().getX(), path.getFirst().getY(), 0, 0);
        path.forEach(bounds::add);
        return bounds;
    }

    private boolean isRectangle(Rectangle2D bounds) {
        boolean fourCorners =
                path.size() == 4 || (path.size() == 5 && path.getFirst().equals(path.getLast()));
        return !pathCurved
                && fourCorners
                && path.stream()
                        .allMatch(point -> near(point.getX(), bounds.getMinX(), bounds.getMaxX())
                                && near(point.getY(), bounds.getMinY(), bounds.getMaxY()));
    }

    private static boolean near(double value, double low, double high) {
        return Math.abs(value - low) < 0.1 || Math.abs(value - high) < 0.1;
    }

    /** Whether a letter there cannot be seen, because it has the colour of what it stands on. */
    boolean swallows(Point2D letter) {
        Colour fill = states.element().fill();
        if (!fill.known()) {
            return false;
        }
        for (int i = areas.size() - 1; i >= 0; i--) {
            if (areas.get(i).bounds().contains(letter)) {
                return fill.vanishesOn(areas.get(i).colour());
            }
        }
        return fill.vanishesOn(Colour.WHITE);
    }

    /** Whether a letter there lies outside the page, or outside of what is painted of it. */
    boolean cutsOff(Point2D letter) {
        return !page.contains(letter) || !states.element().clip().contains(letter);
    }

    /** Whether a picture lies there: a scan, say, whose letters are seen in the picture. */
    boolean hasPictureAt(Point2D letter) {
        return pictures.stream().anyMatch(picture -> picture.contains(letter));
    }
}
