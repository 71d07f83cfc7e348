package io.tokentally.adapter.gateway;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request or an answer, byte by byte as it was sent.
 *
 * @param headers each as it was sent
 * @param body without the marks of chunks
 * @param whole whether it came to its end
 */
public record HttpText(String startLine, List<String> headers, String body, boolean whole) {

    /** Reads the next response, which must come. */
    public static HttpText receive(Wire client) throws IOException {
        return Objects.requireNonNull(client.receive(), "a response");
    }

    public int status() {
        return Integer.parseInt(startLine.substring(9, 12));
    }

    @Nullable
    public String header(String name) {
        return headers.stream()
                .filter(header -> header.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(header -> header.substring(name.length() + 1).strip())
                .findFirst()
                .orElse(null);
    }

    public boolean has(String name) {
        return header(name) != null;
    }
}
