package io.tokentally.adapter.gateway.http;

/**
 * A reader of the header of gzip, which skips what stands ahead of the compressed bytes, wherever the pieces of it are cut.
 * Java's {@code GZIPInputStream} reads it from a stream alone, which would have to wait for the next piece.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1952#section-2.3">RFC 1952, section 2.3</a>
 */
final class GzipHeader {

    private static final int FIXED_BYTES = 10;
    private static final int FLAGS_AT = 3;
    private static final int FLAG_CHECKSUM = 2;
    private static final int FLAG_EXTRA = 4;
    private static final int FLAG_NAME = 8;
    private static final int FLAG_COMMENT = 16;
    private static final int[] MAGIC = {0x1F, 0x8B, 8};

    private enum Part {
        FIXED,
        EXTRA_LENGTH,
        EXTRA,
        NAME,
        COMMENT,
        CHECKSUM,
        OVER
    }

    private Part part = Part.FIXED;
    private int seen;
    private int flags;
    private int extraLength;
    private boolean broken;

    /** @return where what follows the header begins; the end if it is not over */
    int skip(byte[] bytes, int start, int end) {
        int at = start;
        while (at < end && part != Part.OVER) {
            take(bytes[at] & 0xFF);
            at++;
        }
        return at;
    }

    boolean isOver() {
        return part == Part.OVER;
    }

    boolean isBroken() {
        return broken;
    }

    private void take(int octet) {
        switch (part) {
            case FIXED -> {
                broken |= seen < MAGIC.length && octet != MAGIC[seen];
                flags = seen == FLAGS_AT ? octet : flags;
                seen++;
                if (seen == FIXED_BYTES) {
                    begin(Part.EXTRA_LENGTH);
                }
            }
            case EXTRA_LENGTH -> {
                extraLength |= octet << (8 * seen);
                seen++;
                if (seen == 2) {
                    begin(Part.EXTRA);
                }
            }
            case EXTRA -> {
                seen++;
                if (seen == extraLength) {
                    begin(Part.NAME);
                }
            }
            case NAME -> {
                if (octet == 0) {
                    begin(Part.COMMENT);
                }
            }
            case COMMENT -> {
                if (octet == 0) {
                    begin(Part.CHECKSUM);
                }
            }
            case CHECKSUM -> {
                seen++;
                if (seen == 2) {
                    begin(Part.OVER);
                }
            }
            case OVER -> throw new IllegalStateException("The header is over");
        }
    }

    /** Begins that part, or the next one that is there. */
    private void begin(Part next) {
        seen = 0;
        part = next;
        boolean isThere = switch (next) {
            case EXTRA_LENGTH -> (flags & FLAG_EXTRA) != 0;
            case EXTRA -> extraLength > 0;
            case NAME -> (flags & FLAG_NAME) != 0;
            case COMMENT -> (flags & FLAG_COMMENT) != 0;
            case CHECKSUM -> (flags & FLAG_CHECKSUM) != 0;
            case FIXED, OVER -> true;
        };
        if (!isThere) {
            begin(after(next));
        }
    }

    private static Part after(Part part) {
        return switch (part) {
            case FIXED -> Part.EXTRA_LENGTH;
            case EXTRA_LENGTH -> Part.EXTRA;
            case EXTRA -> Part.NAME;
            case NAME -> Part.COMMENT;
            case COMMENT -> Part.CHECKSUM;
            case CHECKSUM, OVER -> Part.OVER;
        };
    }
}
