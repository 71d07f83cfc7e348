package io.tokentally.benchmark.fault;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers chat completions after a while, with usage that differs from call to call and never passes what a request allows. Of some calls
 * it breaks the answer off, and of some it tells an error. What it does with a call follows from the seed and the call's number.
 */
final class UsageProvider implements AutoCloseable {

    /** The most output tokens of a request that sets no limit. */
    static final int LONGEST = 1_200;

    private static final Pattern CALL = Pattern.compile("\"call\"\\s*:\\s*\"(\\d+)\"");
    private static final Pattern STREAM = Pattern.compile("\"stream\"\\s*:\\s*true");
    private static final Pattern LIMIT = Pattern.compile("\"max_completion_tokens\"\\s*:\\s*(\\d+)");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final long seed;
    private final AtomicLong brokenOff = new AtomicLong();

    private UsageProvider(HttpServer server, long seed) {
        this.server = server;
        this.seed = seed;
    }

    static UsageProvider start(long seed) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_024);
        UsageProvider provider = new UsageProvider(server, seed);
        server.createContext("/v1/chat/completions", provider::answer);
        server.setExecutor(provider.threads);
        server.start();
        return provider;
    }

    URI baseUrl() {
        return URI.create("http://127.0.0.1:%d/v1".formatted(server.getAddress().getPort()));
    }

    long brokenOff() {
        return brokenOff.get();
    }

    private void answer(HttpExchange exchange) {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String text = new String(body, StandardCharsets.UTF_8);
            Matcher call = CALL.matcher(text);
            Random random = new Random(seed * 31 + (call.find() ? Long.parseLong(call.group(1)) : 0));
            Matcher limit = LIMIT.matcher(text);
            int most = limit.find() ? Integer.parseInt(limit.group(1)) : LONGEST;
            // Most answers are short, and some go to their limit.
            int output = random.nextInt(8) == 0 ? most : 1 + random.nextInt(Math.max(1, most / 4));
            int input = body.length / 4 + random.nextInt(body.length / 8);
            int fate = random.nextInt(100);
            pause(50 + random.nextInt(250));
            if (fate < 3) {
                whole(exchange, 500, "{\"error\": {\"message\": \"It broke\", \"type\": \"server_error\"}}");
            } else if (STREAM.matcher(text).find()) {
                stream(exchange, input, output, fate < 11);
            } else if (fate < 6) {
                brokenOff.incrementAndGet();
            } else {
                whole(exchange, 200, completion(input, output));
            }
        } catch (IOException | UncheckedIOException e) {
            // Whoever asked is there no more: gateways are killed, and callers hang up.
            brokenOff.incrementAndGet();
        }
    }

    private static void pause(int milliseconds) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(milliseconds));
    }

    private static String completion(int input, int output) {
        return """
                {"id":"chatcmpl-1","object":"chat.completion","created":1790000000,"model":"gpt-4.1-nano-2025-04-14",\
                "choices":[{"index":0,"message":{"role":"assistant","content":"Yes."},"finish_reason":"stop"}],\
                "usage":%s,"service_tier":"default"}""".formatted(usage(input, output));
    }

    private static String usage(int input, int output) {
        return "{\"prompt_tokens\":%d,\"completion_tokens\":%d,\"total_tokens\":%d}"
                .formatted(input, output, input + output);
    }

    private static void whole(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private void stream(HttpExchange exchange, int input, int output, boolean breaks) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        int deltas = Math.min(output, 8);
        for (int i = 0; i < deltas; i++) {
            write(out, """
                    {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1790000000,\
                    "model":"gpt-4.1-nano-2025-04-14","choices":[{"index":0,"delta":{"content":"a "},\
                    "finish_reason":null}],"usage":null}""");
            if (breaks && i == deltas / 2) {
                brokenOff.incrementAndGet();
                throw new IOException("The stream breaks off");
            }
            pause(20);
        }
        write(out, """
                {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1790000000,\
                "model":"gpt-4.1-nano-2025-04-14","choices":[],"service_tier":"default","usage":%s}""".formatted(usage(input, output)));
        write(out, "[DONE]");
    }

    private static void write(OutputStream out, String event) throws IOException {
        out.write(("data: " + event + "\n\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
