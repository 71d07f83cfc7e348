package io.tokentally.benchmark.neighbours;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/** An ordinary caller of the API, who asks at a steady pace however long the answers take. */
final class Caller {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration BETWEEN = Duration.ofMillis(250);

    private final HttpClient http = HttpClient.newHttpClient();
    private final HttpRequest request;

    Caller(URI address, String login, String path) {
        String basic = Base64.getEncoder().encodeToString((login + ":demo").getBytes(StandardCharsets.UTF_8));
        request = HttpRequest.newBuilder(address.resolve(path))
                .header("Authorization", "Basic " + basic)
                .timeout(PATIENCE)
                .build();
    }

    private record Answer(String status, long millis) {}

    /** Asks so often. */
    void ask(int requests, Course course) throws InterruptedException {
        ConcurrentLinkedQueue<Answer> answers = new ConcurrentLinkedQueue<>();
        CountDownLatch left = new CountDownLatch(requests);
        for (int number = 0; number < requests; number++) {
            Thread.ofVirtual().start(() -> {
                answers.add(answer());
                left.countDown();
            });
            Thread.sleep(BETWEEN);
        }
        left.await();
        course.add(
                answers.stream().map(Answer::millis).toList(),
                answers.stream().map(Answer::status).toList());
    }

    private Answer answer() {
        long begun = System.nanoTime();
        String status;
        try {
            status = Integer.toString(
                    http.send(request, BodyHandlers.discarding()).statusCode());
        } catch (IOException e) {
            status = e.getClass().getSimpleName();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            status = "interrupted";
        }
        return new Answer(status, (System.nanoTime() - begun) / 1_000_000);
    }
}
