package io.tokentally.benchmark.webneighbours;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.HdrHistogram.Histogram;

/** Somebody who has signed in and looks at their usage, on a fresh connection each time, as a person who comes by does. */
final class Neighbour {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String OPERATOR =
            Base64.getEncoder().encodeToString("operator@demo.example:demo".getBytes(StandardCharsets.UTF_8));

    private final URI address;
    private final CookieManager cookies = new CookieManager();
    private final Histogram times = new Histogram(3);
    private int errors;

    Neighbour(URI address) {
        this.address = address;
    }

    void signIn() throws IOException, InterruptedException {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(address.resolve("/login"))
                .header("Origin", address.toString())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("username=owner%40acme.example&password=demo")));
        if (answer.statusCode() != 302) {
            throw new IOException("Signing in was answered " + answer.statusCode());
        }
    }

    /** Looks ten times a second until it is interrupted or the time is over. */
    void look(Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            long begun = System.nanoTime();
            try {
                HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve("/api/v1/usage/summary?days=1"));
                if (send(request).statusCode() != 200) {
                    errors++;
                }
            } catch (IOException e) {
                errors++;
            }
            times.recordValue((System.nanoTime() - begun) / 1_000);
            Thread.sleep(100);
        }
    }

    /** What it saw since it was asked last. */
    String report() {
        String report = "%5d requests, %4d errors, p50 %8.1f ms, p99 %8.1f ms"
                .formatted(
                        times.getTotalCount(),
                        errors,
                        times.getValueAtPercentile(50) / 1_000.0,
                        times.getValueAtPercentile(99) / 1_000.0);
        times.reset();
        errors = 0;
        return report;
    }

    /** As the operator sees it, whose sign-in must not end the neighbour's session. */
    String heap() throws InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(
                            address.resolve("/actuator/metrics/jvm.memory.used?tag=area:heap"))
                    .header("Authorization", "Basic " + OPERATOR)
                    .timeout(PATIENCE)
                    .build();
            String body = client.send(request, BodyHandlers.ofString()).body();
            String value = body.replaceFirst("(?s).*\"value\":([-+.0-9E]+).*", "$1");
            return "%.0f MB".formatted(Double.parseDouble(value) / 1_000_000);
        } catch (IOException | NumberFormatException e) {
            return "not told";
        }
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newBuilder()
                .cookieHandler(cookies)
                .connectTimeout(PATIENCE)
                .build()) {
            return client.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
        }
    }
}
