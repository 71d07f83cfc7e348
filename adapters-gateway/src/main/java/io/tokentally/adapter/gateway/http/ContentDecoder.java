package io.tokentally.adapter.gateway.http;

import io.tokentally.domain.text.ParsesOutsideInput;
import java.util.Locale;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * A decoder of a response's compression for whoever reads along, piece by piece, in memory that does not grow. What cannot be
 * undone ends it: the reader then misses the rest.
 *
 * <p>Not Netty's {@code JdkZlibDecoder}: that drops bytes and members behind the end in silence, and hands on pieces as large as
 * it likes or none ({@code docs/adr/0025-compressed-responses-are-read-by-javas-inflater.md}).
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1952">RFC 1952 (gzip)</a>
 */
@ParsesOutsideInput
public final class ContentDecoder implements AutoCloseable {

    private static final int OUTPUT_BYTES = 8 << 10;

    /** What gzip has behind the compressed bytes: their checksum and their length. */
    private static final int CHECKSUM_BYTES = 8;

    private final Inflater inflater;
    private final byte[] output = new byte[OUTPUT_BYTES];
    private @Nullable GzipHeader header;
    private boolean broken;
    private boolean ended;
    private long behind;

    private ContentDecoder(boolean gzip) {
        this.inflater = new Inflater(gzip);
        this.header = gzip ? new GzipHeader() : null;
    }

    /** Takes decoded bytes, which are its until it returns. */
    public interface Sink {
        void decoded(byte[] bytes, int offset, int length);
    }

    /** @return nothing if the content is not encoded, or in no way that is known here */
    public static @Nullable ContentDecoder of(@Nullable String contentEncoding) {
        if (contentEncoding == null) {
            return null;
        }
        return switch (contentEncoding.strip().toLowerCase(Locale.ROOT)) {
            case "gzip", "x-gzip" -> new ContentDecoder(true);
            case "deflate" -> new ContentDecoder(false);
            default -> null;
        };
    }

    public void decode(byte[] bytes, int offset, int length, Sink sink) {
        int start = offset;
        int end = offset + length;
        if (header != null) {
            start = header.skip(bytes, start, end);
            broken |= header.isBroken();
            if (!header.isOver()) {
                return;
            }
            header = null;
        }
        if (ended) {
            behind += end - start;
        }
        if (broken || ended || start >= end) {
            return;
        }
        try {
            inflater.setInput(bytes, start, end - start);
            int produced = inflater.inflate(output);
            while (produced > 0) {
                sink.decoded(output, 0, produced);
                produced = inflater.inflate(output);
            }
            if (inflater.finished()) {
                ended = true;
                behind = inflater.getRemaining();
            }
        } catch (DataFormatException e) {
            broken = true;
        }
    }

    /** Whether all of it has been undone: to its own end, with nothing behind it. */
    public boolean isWhole() {
        return !broken && ended && behind <= CHECKSUM_BYTES;
    }

    @Override
    public void close() {
        broken = true;
        inflater.end();
    }
}
