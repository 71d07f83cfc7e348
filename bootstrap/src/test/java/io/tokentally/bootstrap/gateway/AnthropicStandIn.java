package io.tokentally.bootstrap.gateway;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that speaks Anthropic's Messages API, and always says the same. */
final class AnthropicStandIn implements AutoCloseable {

    static final String KEY = "sk-ant-of-the-caller";

    private static final String MESSAGE = """
            {"id":"msg_1","type":"message","role":"assistant","model":"claude-sonnet-4-5-20250929",\
            "content":[{"type":"text","text":"Hello"}],"stop_reason":"end_turn","stop_sequence":null,\
            "usage":{"input_tokens":12,"output_tokens":5}}""";
    private static final String STREAM = """
            event: message_start
            data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"claude-sonnet-4-5-20250929","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":12,"output_tokens":1}}}

            event: content_block_start
            data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hello"}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":0}

            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":5}}

            event: message_stop
            data: {"type":"message_stop"}

            """;

    private final HttpServer server;
    private final AtomicInteger requests = new AtomicInteger();

    AnthropicStandIn() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v1/messages", this::answer);
        server.start();
    }

    /** How many came, whatever they were answered. */
    int requests() {
        return requests.get();
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        try (exchange) {
            String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            boolean known = knows(exchange.getRequestHeaders());
            boolean streamed = request.replace(" ", "").contains("\"stream\":true");
            String answer = known ? streamed ? STREAM : MESSAGE : "{\"type\":\"error\"}";
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders()
                    .set("Content-Type", known && streamed ? "text/event-stream" : "application/json");
            exchange.sendResponseHeaders(known ? 200 : 401, streamed ? 0 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** Clients for Java show a key under a name of its own, those for Node as a bearer's token. */
    private static boolean knows(Headers headers) {
        return KEY.equals(headers.getFirst("x-api-key")) || ("Bearer " + KEY).equals(headers.getFirst("authorization"));
    }

    URI baseUrl() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
