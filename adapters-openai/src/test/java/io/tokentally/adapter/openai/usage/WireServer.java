package io.tokentally.adapter.openai.usage;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Answers with exactly the bytes it is told to; the last answer is given again and again. */
final class WireServer implements AutoCloseable {

    /** What is answered: pieces of a body, of which {@link #HANG} waits for the end of the test. */
    record Answer(int status, String contentType, List<String> pieces, boolean breaksOff) {

        static Answer json(String body) {
            return new Answer(200, "application/json", List.of(body), false);
        }

        static Answer error(int status, String body) {
            return new Answer(status, "application/json", List.of(body), false);
        }

        static Answer events(String... pieces) {
            return new Answer(200, "text/event-stream; charset=utf-8", List.of(pieces), false);
        }

        Answer thatBreaksOff() {
            return new Answer(status, contentType, pieces, true);
        }
    }

    record Request(String path, Map<String, List<String>> headers, String body) {}

    static final String HANG = "\0hang";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ConcurrentLinkedDeque<Answer> answers = new ConcurrentLinkedDeque<>();
    private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch closed = new CountDownLatch(1);

    WireServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    WireServer answering(Answer... next) {
        answers.clear();
        answers.addAll(List.of(next));
        return this;
    }

    String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    /** A client that retries at once, so that tests need not wait. */
    OpenAIClient client() {
        return client(2);
    }

    OpenAIClient client(int maxRetries) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(baseUrl())
                .apiKey("test-key")
                .maxRetries(maxRetries)
                .timeout(Duration.ofSeconds(20))
                .build();
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(exchange.getRequestHeaders());
        requests.add(new Request(exchange.getRequestURI().getPath(), headers, body));
        Answer answer = answers.size() > 1 ? answers.remove() : answers.element();
        exchange.getResponseHeaders().set("Content-Type", answer.contentType());
        exchange.getResponseHeaders().set("x-request-id", "req_1");
        exchange.getResponseHeaders().set("Retry-After-Ms", "1");
        exchange.sendResponseHeaders(answer.status(), 0);
        OutputStream out = exchange.getResponseBody();
        for (String piece : answer.pieces()) {
            if (piece.equals(HANG)) {
                awaitClose();
            } else {
                out.write(piece.getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        }
        if (answer.breaksOff()) {
            throw new UncheckedIOException(new IOException("breaks off"));
        }
        exchange.close();
    }

    private void awaitClose() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
