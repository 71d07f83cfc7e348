package io.tokentally.provider.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one of a batch's requests as its bytes arrive: an object that says what is asked, and has what is asked with as one of its
 * members. It takes as little memory as two {@link SelectiveJsonParser}s do.
 */
public final class BatchedRequestReader implements AutoCloseable {

    private final FieldSelection asked;
    private final SelectiveJsonParser object;
    private final MemberScanner scanner;
    private @Nullable SelectiveJsonParser request;
    private long bytes;

    /**
     * @param member that has the request
     * @param said of the object
     * @param asked of the request
     */
    public BatchedRequestReader(String member, FieldSelection said, FieldSelection asked) {
        this.asked = asked;
        this.object = new SelectiveJsonParser(said);
        this.scanner = new MemberScanner(member, new Listener());
    }

    private final class Listener implements MemberScanner.Listener {

        @Override
        public void began() {
            close(request);
            request = new SelectiveJsonParser(asked);
            bytes = 0;
        }

        @Override
        public void data(byte[] from, int offset, int length) {
            bytes += length;
            request().feed(from, offset, length);
        }

        @Override
        public void ended() {
            request().end();
        }
    }

    public void feed(byte[] from, int offset, int length) {
        object.feed(from, offset, length);
        scanner.scan(from, offset, length);
    }

    /** No more bytes come. */
    public void end() {
        object.end();
    }

    /** Whether no server can read it as anything else than what was kept; after its {@linkplain #end() end}. */
    public boolean isClear() {
        return object.isClear() && scanner.isClear() && request().isClear();
    }

    /** A text that the object says; absent if it does not, or more than once. */
    public @Nullable String text(String member) {
        List<JsonNode> said = object.all(member);
        return said.size() == 1 ? said.getFirst().textValue() : null;
    }

    /** What is asked; of nothing where the object has no such member. */
    public SelectiveJsonParser request() {
        SelectiveJsonParser known = request;
        return known == null ? SelectiveJsonParser.of(asked, new byte[0]) : known;
    }

    /** How many bytes the request has. */
    public long requestBytes() {
        return bytes;
    }

    @Override
    public void close() {
        object.close();
        close(request);
    }

    private static void close(@Nullable SelectiveJsonParser parser) {
        if (parser != null) {
            parser.close();
        }
    }
}
