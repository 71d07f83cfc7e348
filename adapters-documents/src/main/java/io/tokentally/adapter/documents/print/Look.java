package io.tokentally.adapter.documents.print;

import java.awt.Color;

/**
 * How a text is set.
 *
 * @param size in points
 * @param bold drawn with an outline, since the font has one weight
 */
record Look(float size, boolean bold, Color color) {

    static final Color INK = new Color(0x16161F);
    static final Color FAINT = new Color(0x5C5C68);
    static final Color LINE = new Color(0xD5D5DD);
    static final Color BAR = new Color(0x5B5BD6);

    static final Look TITLE = new Look(18, true, INK);
    static final Look LINE_BELOW_TITLE = new Look(9, false, FAINT);
    static final Look HEADING = new Look(11, true, INK);
    static final Look VALUE = new Look(14, true, INK);
    static final Look TEXT = new Look(9, false, INK);
    static final Look TOTAL = new Look(9, true, INK);
    static final Look NOTE = new Look(7.5f, false, FAINT);
    static final Look AXIS = new Look(6.5f, false, FAINT);

    /** From one line to the next, in points. */
    float lineHeight() {
        return size * 1.35f;
    }
}
