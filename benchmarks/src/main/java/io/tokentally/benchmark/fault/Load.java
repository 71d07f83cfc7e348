package io.tokentally.benchmark.fault;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Calls the gateway from many callers at once, every fourth call streamed. Each call has a number of its own, in its tags
 * and in its body, and is made once: whether its answer came whole is all that its caller knows of it.
 */
final class Load implements AutoCloseable {

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicLong numbers = new AtomicLong();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final AtomicLong failed = new AtomicLong();
    private final URI address;
    private final String key;
    private final long pauseNanos;
    private volatile boolean goesOn = true;

    private Load(URI gateway, String key, long pauseNanos) {
        this.address = gateway.resolve("/openai/v1/chat/completions");
        this.key = key;
        this.pauseNanos = pauseNanos;
    }

    /** @param callsPerSecond at most, of all callers together */
    static Load start(URI gateway, String key, int callers, int callsPerSecond) {
        Load load = new Load(gateway, key, TimeUnit.SECONDS.toNanos(callers) / callsPerSecond);
        for (int i = 0; i < callers; i++) {
            load.callers.execute(load::callAgainAndAgain);
        }
        return load;
    }

    private void callAgainAndAgain() {
        while (goesOn) {
            long begun = System.nanoTime();
            call(numbers.incrementAndGet());
            LockSupport.parkNanos(pauseNanos - (System.nanoTime() - begun));
        }
    }

    private void call(long number) {
        boolean streamed = number % 4 == 0;
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .header("X-Tokentally-Tags", "call=" + number)
                .POST(BodyPublishers.ofString(body(number, streamed)))
                .build();
        try {
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
            if (answer.statusCode() == 200 && isWhole(answer.body(), streamed)) {
                acknowledged.add(Long.toString(number));
            } else {
                refused();
            }
        } catch (IOException e) {
            refused();
        } catch (InterruptedException e) {
            goesOn = false;
        }
    }

    private static String body(long number, boolean streamed) {
        return """
                {"model": "gpt-4.1-nano", "stream": %b, "metadata": {"call": "%d"},
                 "messages": [{"role": "user", "content": "Is it so?"}]}""".formatted(streamed, number);
    }

    /** A caller that was refused waits a little, as clients do. */
    private void refused() {
        failed.incrementAndGet();
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }

    private static boolean isWhole(String body, boolean streamed) {
        return streamed ? body.endsWith("data: [DONE]\n\n") : body.endsWith("}");
    }

    /** Lets the calls that are under way come to their end, and begins none. */
    void stop() throws InterruptedException {
        goesOn = false;
        callers.shutdown();
        if (!callers.awaitTermination(90, TimeUnit.SECONDS)) {
            throw new IllegalStateException("Calls are still under way after 90 seconds");
        }
    }

    /** The numbers of the calls whose answers came whole. */
    Set<String> acknowledged() {
        return Set.copyOf(acknowledged);
    }

    int acknowledgedSoFar() {
        return acknowledged.size();
    }

    long made() {
        return numbers.get();
    }

    long failed() {
        return failed.get();
    }

    @Override
    public void close() {
        goesOn = false;
        callers.shutdownNow();
        client.close();
    }
}
