package io.tokentally.benchmark.neighbours;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/** An ordinary caller of the API, who asks at a steady pace however long the answers take. */
final class Caller {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration BETWEEN = Duration.ofMillis(500);

    private final HttpClient http = HttpClient.newHttpClient();
    private final HttpRequest request;

    Caller(int port, String login, String path) {
        String basic = Base64.getEncoder().encodeToString((login + ":demo").getBytes(StandardCharsets.UTF_8));
        request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Basic " + basic)
                .timeout(PATIENCE)
                .build();
    }

    private record Answer(String status, long millis) {}

    /** What came of so many requests. */
    String ask(int requests) throws InterruptedException {
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
        return summary(List.copyOf(answers));
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

    private static String summary(List<Answer> answers) {
        Map<String, Integer> statuses = new TreeMap<>();
        answers.forEach(answer -> statuses.merge(answer.status(), 1, Integer::sum));
        List<Long> times = answers.stream().map(Answer::millis).sorted().toList();
        return "%3d requests: p50 %,6d ms, p99 %,6d ms, answers %s"
                .formatted(times.size(), at(times, 50), at(times, 99), statuses);
    }

    private static long at(List<Long> sorted, int percent) {
        return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }
}
