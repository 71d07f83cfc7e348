package io.tokentally.benchmark.webneighbours;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.HdrHistogram.Histogram;

/** Somebody who has signed in and looks at their usage, on a fresh connection each time, as a person who comes by does. */
final class Neighbour {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final URI address;
    private final CookieManager cookies = new CookieManager();

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

    /** Looks ten times a second at most, for so long. */
    void look(Duration time, Course course) throws InterruptedException {
        Histogram times = new Histogram(3);
        int errors = 0;
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
        course.add(times, errors);
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
