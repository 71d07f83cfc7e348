package io.tokentally.benchmark.gateway;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A way to the provider.
 *
 * @param name in the results
 * @param address where completions are asked for
 * @param headers that this way needs
 */
record Route(String name, URI address, Map<String, String> headers) {

    static final String DIRECT = "direct";
    static final String OURS = "tokentally";

    private static final String MESSAGES = """
            "messages":[{"role":"system","content":"You answer in one word."},{"role":"user","content":"Is the sky blue?"}]""";

    static final String PLAIN = "{\"model\":\"gpt-4.1-nano\"," + MESSAGES + "}";
    static final String STREAMED = "{\"model\":\"gpt-4.1-nano\",\"stream\":true," + MESSAGES + "}";

    /** @param baseUrl with its version */
    static Route to(String name, URI baseUrl, Map<String, String> headers) {
        return new Route(name, URI.create(baseUrl + "/chat/completions"), headers);
    }

    Map<String, String> allHeaders() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("Host", address.getAuthority());
        all.put("Content-Type", "application/json");
        all.putAll(headers);
        return all;
    }

    /** A request as it stands on the wire. */
    byte[] request(String body) {
        StringBuilder head =
                new StringBuilder("POST ").append(address.getRawPath()).append(" HTTP/1.1\r\n");
        allHeaders()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Content-Length: ")
                .append(body.getBytes(StandardCharsets.UTF_8).length)
                .append("\r\n\r\n")
                .append(body);
        return head.toString().getBytes(StandardCharsets.UTF_8);
    }
}
