package io.tokentally.benchmark.openpages;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Asks an application in demo mode what open dashboards ask, as many pages every five seconds, while calls go through its gateway, and
 * takes from some of these the time from the last byte until a report has them. Arguments: the address of the pages, the gateway's, how
 * many pages, for how many seconds, and how many calls a second.
 */
final class OpenPages {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final String OWNER =
            "Basic " + Base64.getEncoder().encodeToString("owner@acme.example:demo".getBytes(StandardCharsets.UTF_8));
    private static final Pattern KEY = Pattern.compile("tt_[A-Za-z0-9]{40}");
    private static final Pattern TOKEN = Pattern.compile("tt-api-[A-Za-z0-9_-]+");
    private static final String CALL =
            "{\"model\":\"gpt-5-mini\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}],\"max_completion_tokens\":20}";

    private final URI pages;
    private final URI gateway;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final Histogram summaries = new ConcurrentHistogram(3);
    private final Histogram visible = new ConcurrentHistogram(3);
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger errors = new AtomicInteger();
    private final String key;
    private final String token;

    private OpenPages(URI pages, URI gateway) throws IOException, InterruptedException {
        this.pages = pages;
        this.gateway = gateway;
        this.key = secret("/api/v1/keys", "{\"name\": \"pages\", \"service\": \"pages\"}", KEY);
        this.token = secret(
                "/api/v1/tokens",
                "{\"name\": \"pages\", \"scopes\": [\"organization_usage\"], \"expiresAt\": \"%s\"}"
                        .formatted(Instant.now().plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.SECONDS)),
                TOKEN);
    }

    public static void main(String[] arguments) throws Exception {
        int open = Integer.parseInt(arguments[2]);
        Duration time = Duration.ofSeconds(Long.parseLong(arguments[3]));
        int rate = Integer.parseInt(arguments[4]);
        OpenPages benchmark = new OpenPages(URI.create(arguments[0]), URI.create(arguments[1]));
        benchmark.run(open, time, rate);
        System.out.printf(
                Locale.ROOT, "%d pages open, %d calls in %d s%n", open, benchmark.calls.get(), time.toSeconds());
        System.out.println(report("summary of 30 days", benchmark.summaries));
        System.out.println(report("last byte to report", benchmark.visible));
        System.out.printf(Locale.ROOT, "errors                 %6d%n", benchmark.errors.get());
    }

    private void run(int open, Duration time, int rate) throws InterruptedException, ExecutionException {
        long end = System.nanoTime() + time.toNanos();
        List<Future<?>> workers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int page = 0; page < open; page++) {
                Duration head = PAUSE.multipliedBy(page).dividedBy(open);
                workers.add(threads.submit(() -> {
                    Thread.sleep(head);
                    look(end);
                    return null;
                }));
            }
            workers.add(threads.submit(() -> {
                call(threads, end, Duration.ofSeconds(1).dividedBy(rate));
                return null;
            }));
            workers.add(threads.submit(() -> {
                probe(end);
                return null;
            }));
            for (Future<?> worker : workers) {
                worker.get();
            }
        }
    }

    /** One open page: all of its figures, again and again. */
    private void look(long end) throws InterruptedException {
        while (System.nanoTime() < end) {
            long begun = System.nanoTime();
            counting(() -> get("/api/v1/usage/organization/summary?days=30"));
            summaries.recordValue((System.nanoTime() - begun) / 1_000);
            Thread.sleep(PAUSE);
        }
    }

    private void call(ExecutorService threads, long end, Duration pause) throws InterruptedException {
        while (System.nanoTime() < end) {
            threads.execute(() -> counting(() -> call("pages")));
            Thread.sleep(pause);
        }
    }

    /** Calls of endpoints that nobody had before, each looked for in reports until it is there. */
    private void probe(long end) throws InterruptedException {
        for (int number = 1; System.nanoTime() < end; number++) {
            String endpoint = "seen_%d_%d".formatted(System.nanoTime() & 0xffff, number);
            counting(() -> call(endpoint));
            long begun = System.nanoTime();
            String path = "/api/v1/usage/report?measures=requests&scope=organization&days=1&endpoint=" + endpoint;
            while (!counting(() -> get(path)).contains("\"requests\":1")
                    && System.nanoTime() - begun < PATIENCE.toNanos()) {
                Thread.sleep(10);
            }
            visible.recordValue((System.nanoTime() - begun) / 1_000);
            Thread.sleep(200);
        }
    }

    private String call(String endpoint) throws IOException, InterruptedException {
        calls.incrementAndGet();
        return send(HttpRequest.newBuilder(gateway.resolve("/openai/v1/chat/completions"))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .header("X-Tokentally-Endpoint", endpoint)
                .POST(BodyPublishers.ofString(CALL)));
    }

    private String get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(pages.resolve(path)).header("Authorization", "Bearer " + token));
    }

    private String secret(String path, String body, Pattern pattern) throws IOException, InterruptedException {
        String answer = send(HttpRequest.newBuilder(pages.resolve(path))
                .header("Authorization", OWNER)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
        Matcher secret = pattern.matcher(answer);
        if (!secret.find()) {
            throw new IOException("There is no secret in the answer to " + path);
        }
        return secret.group();
    }

    private String counting(Callable<String> request) {
        try {
            return request.call();
        } catch (Exception e) {
            errors.incrementAndGet();
            return "";
        }
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer = http.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IOException("%s: %d %s".formatted(answer.uri(), answer.statusCode(), answer.body()));
        }
        return answer.body();
    }

    private static String report(String what, Histogram micros) {
        return String.format(
                Locale.ROOT,
                "%-22s %6d times, p50 %8.1f ms, p95 %8.1f ms, p99 %8.1f ms, most %8.1f ms",
                what,
                micros.getTotalCount(),
                micros.getValueAtPercentile(50) / 1e3,
                micros.getValueAtPercentile(95) / 1e3,
                micros.getValueAtPercentile(99) / 1e3,
                micros.getMaxValue() / 1e3);
    }
}
