package io.tokentally.simulator;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One request and its answer, with OpenAI's headers. */
final class ApiExchange {

    private static final int LIMIT_REQUESTS = 10_000;
    private static final int LIMIT_TOKENS = 2_000_000;
    /** Beyond this many bytes a refused body is not read to its end. */
    private static final long DISCARD_LIMIT = 256L * 1024 * 1024;

    private final HttpExchange http;
    private final RequestLog log;
    private final long startedNanos = System.nanoTime();

    ApiExchange(HttpExchange http, RequestLog log) {
        this.http = http;
        this.log = log;
    }

    String method() {
        return http.getRequestMethod();
    }

    String path() {
        return http.getRequestURI().getPath();
    }

    @Nullable
    String header(String name) {
        return http.getRequestHeaders().getFirst(name);
    }

    byte[] body(int limit) throws IOException {
        InputStream in = http.getRequestBody();
        byte[] body = in.readNBytes(limit);
        if (body.length == limit && in.read() >= 0) {
            discard(in);
            throw ApiException.invalid(
                    413, null, "request_too_large", "The request body is larger than " + limit + " bytes.");
        }
        return body;
    }

    private static void discard(InputStream in) throws IOException {
        long left = DISCARD_LIMIT;
        while (left > 0) {
            long skipped = in.skip(left);
            if (skipped <= 0) {
                return;
            }
            left -= skipped;
        }
    }

    void sendError(ApiException error) throws IOException {
        Duration retryAfter = error.retryAfter();
        if (!retryAfter.isZero()) {
            Headers headers = http.getResponseHeaders();
            headers.set("retry-after", Long.toString(Math.ceilDiv(retryAfter.toMillis(), 1000L)));
            headers.set("retry-after-ms", Long.toString(retryAfter.toMillis()));
        }
        sendJson(error.status(), error.body(), FaultPlan.NONE);
    }

    void sendJson(int status, JsonNode json, FaultPlan faults) throws IOException {
        byte[] bytes = Json.bytes(json);
        if (faults.has(Fault.Defect.MALFORMED_JSON)) {
            bytes = Arrays.copyOf(bytes, bytes.length / 2);
        }
        begin(status, "application/json", bytes.length, false);
        OutputStream out = http.getResponseBody();
        if (faults.breakAfterChunks().isPresent()) {
            out.write(bytes, 0, bytes.length / 2);
            out.flush();
            throw new ConnectionDroppedException();
        }
        out.write(bytes);
        http.close();
    }

    void sendBytes(byte[] bytes) throws IOException {
        // A length of 0 would stand for any.
        begin(200, "application/octet-stream", bytes.length == 0 ? -1 : bytes.length, false);
        http.getResponseBody().write(bytes);
        http.close();
    }

    EventStream beginStream(Duration tokenDelay, FaultPlan faults) throws IOException {
        begin(200, "text/event-stream; charset=utf-8", 0, true);
        return new EventStream(http.getResponseBody(), tokenDelay, faults);
    }

    void end() {
        http.close();
    }

    /** Closes the connection before the first byte of an answer. */
    ConnectionDroppedException drop() {
        log.add(new RecordedRequest(method(), path(), 0, false));
        return new ConnectionDroppedException();
    }

    private void begin(int status, String contentType, long length, boolean streamed) throws IOException {
        Headers headers = http.getResponseHeaders();
        headers.set("content-type", contentType);
        headers.set("x-request-id", Ids.next("req_"));
        headers.set(
                "openai-processing-ms", Long.toString(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNanos)));
        headers.set("openai-version", "2020-10-01");
        String organization = header("OpenAI-Organization");
        headers.set("openai-organization", organization == null ? "org-simulator" : organization);
        headers.set("x-ratelimit-limit-requests", Integer.toString(LIMIT_REQUESTS));
        headers.set("x-ratelimit-remaining-requests", Integer.toString(status == 429 ? 0 : LIMIT_REQUESTS - 1));
        headers.set("x-ratelimit-reset-requests", "6ms");
        headers.set("x-ratelimit-limit-tokens", Integer.toString(LIMIT_TOKENS));
        headers.set("x-ratelimit-remaining-tokens", Integer.toString(LIMIT_TOKENS - 1000));
        headers.set("x-ratelimit-reset-tokens", "30ms");
        // Before the answer leaves, so that a client that has it finds its request in the log.
        log.add(new RecordedRequest(method(), path(), status, streamed));
        http.sendResponseHeaders(status, length);
    }
}
