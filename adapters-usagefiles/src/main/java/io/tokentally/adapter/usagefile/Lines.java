package io.tokentally.adapter.usagefile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The lines of a text in UTF-8, one at a time; of one that is too long no more is kept than is allowed. */
final class Lines {

    /** Our own longest, of a call with a thousand parts, is a tenth of it. */
    static final int MAX_BYTES = 4_000_000;

    private static final int BUFFER = 64 * 1024;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int start;
    private int end;
    private long number;

    /**
     * @param number from 1 on
     * @param text without what ends it; empty where there is a flaw
     * @param isEnded whether anything ends it; the last one of a file that broke off has no end
     * @param flaw why it cannot be read; absent where it can
     */
    record Line(
            long number,
            String text,
            boolean isEnded,
            @Nullable String flaw) {

        boolean isBlank() {
            return flaw == null && text.isBlank();
        }
    }

    Lines(InputStream in) {
        this.in = in;
    }

    /** The next line; absent at the end. */
    @Nullable
    Line next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean tooLong = false;
        boolean any = false;
        while (start < end || fill()) {
            any = true;
            int stop = start;
            while (stop < end && buffer[stop] != '\n') {
                stop++;
            }
            tooLong |= line.size() + stop - start > MAX_BYTES;
            if (!tooLong) {
                line.write(buffer, start, stop - start);
            }
            boolean ended = stop < end;
            start = ended ? stop + 1 : stop;
            if (ended) {
                return line(line, tooLong, true);
            }
        }
        return any ? line(line, tooLong, false) : null;
    }

    private boolean fill() throws IOException {
        start = 0;
        end = Math.max(0, in.read(buffer));
        return end > 0;
    }

    private Line line(ByteArrayOutputStream bytes, boolean tooLong, boolean ended) {
        number++;
        if (tooLong) {
            return new Line(number, "", ended, "it has more than %d bytes".formatted(MAX_BYTES));
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
            return new Line(number, text.endsWith("\r") ? text.substring(0, text.length() - 1) : text, ended, null);
        } catch (CharacterCodingException e) {
            return new Line(number, "", ended, "it is not in UTF-8");
        }
    }
}
