package io.tokentally.adapter.openai.usage;

import com.openai.core.http.HttpRequestBody;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** A request body whose bytes are known; closing it closes the one that they come from. */
final class BytesBody implements HttpRequestBody {

    private final HttpRequestBody origin;
    private final byte[] bytes;

    BytesBody(HttpRequestBody origin, byte[] bytes) {
        this.origin = origin;
        this.bytes = bytes;
    }

    @Override
    public void writeTo(OutputStream outputStream) {
        try {
            outputStream.write(bytes);
        } catch (IOException e) {
            throw undeclared(e);
        }
    }

    /** The transports expect the plain exception, which Kotlin does not declare. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // The cast is what makes it undeclared.
    private static <E extends Exception> RuntimeException undeclared(IOException exception) throws E {
        throw (E) exception;
    }

    @Override
    public InputStream content() {
        return new ByteArrayInputStream(bytes);
    }

    @Override
    public @Nullable String contentType() {
        return origin.contentType();
    }

    @Override
    public long contentLength() {
        return bytes.length;
    }

    @Override
    public boolean repeatable() {
        return true;
    }

    @Override
    public void close() {
        origin.close();
    }
}
