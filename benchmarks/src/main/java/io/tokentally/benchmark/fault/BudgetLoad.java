package io.tokentally.benchmark.fault;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Calls several gateways from many callers at once, with calls of any size, and remembers which budget refused which. */
final class BudgetLoad implements AutoCloseable {

    /** The most output tokens that a request allows itself. */
    static final int MOST_OUTPUT = 300;

    /** The most bytes of a request. */
    static final int MOST_BYTES = 420;

    static final List<String> USERS = List.of("ada", "bob", "cy", "dee");

    private static final Pattern BUDGET = Pattern.compile("The budget '([^']+)' does not let this call out: of ");

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicLong numbers = new AtomicLong();
    private final List<URI> gateways;
    private final String key;
    private final long seed;
    private final Map<Long, Made> made = new ConcurrentHashMap<>();
    private final Set<Long> acknowledged = ConcurrentHashMap.newKeySet();
    private final Queue<Refused> refused = new ConcurrentLinkedQueue<>();
    private final Map<String, LongAdder> answers = new ConcurrentHashMap<>();
    private volatile boolean goesOn = true;

    /** What callers do. */
    record Group(String endpoint, int callers, boolean someWithoutLimit) {}

    /** @param gateway which one it went to */
    record Made(int gateway, boolean hasLimit) {}

    /** A budget that was spent, as a caller was told. */
    record Refused(String budget, String user, Instant at) {}

    private BudgetLoad(List<URI> gateways, String key, long seed) {
        this.gateways = gateways;
        this.key = key;
        this.seed = seed;
    }

    static BudgetLoad start(List<URI> gateways, String key, List<Group> groups, long seed) {
        BudgetLoad load = new BudgetLoad(gateways, key, seed);
        for (Group group : groups) {
            for (int i = 0; i < group.callers(); i++) {
                load.callers.execute(() -> load.callAgainAndAgain(group));
            }
        }
        return load;
    }

    private void callAgainAndAgain(Group group) {
        while (goesOn) {
            if (!call(group, numbers.incrementAndGet())) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(250));
            }
        }
    }

    /** @return whether its answer came whole */
    private boolean call(Group group, long number) {
        Random random = new Random(seed * 37 + number);
        boolean streamed = random.nextInt(3) == 0;
        boolean hangsUp = streamed && random.nextInt(12) == 0;
        boolean hasLimit = !group.someWithoutLimit() || random.nextInt(10) > 0;
        int gateway = random.nextInt(gateways.size());
        String user = USERS.get(random.nextInt(USERS.size()));
        made.put(number, new Made(gateway, hasLimit));
        HttpRequest request = HttpRequest.newBuilder(gateways.get(gateway).resolve("/openai/v1/chat/completions"))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .header("X-Tokentally-Tags", "call=" + number)
                .header("X-Tokentally-Endpoint", group.endpoint())
                .header("X-Tokentally-User", user)
                .POST(BodyPublishers.ofString(body(number, streamed, hasLimit, random)))
                .build();
        try {
            if (hangsUp) {
                hangUp(request);
                return true;
            }
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
            String body = answer.body();
            count(Integer.toString(answer.statusCode()));
            if (answer.statusCode() == 200 && (streamed ? body.contains("[DONE]") : body.endsWith("}"))) {
                acknowledged.add(number);
                return true;
            }
            Matcher budget = BUDGET.matcher(body);
            if (answer.statusCode() == 429 && budget.find()) {
                refused.add(new Refused(budget.group(1), user, Instant.now()));
            }
            return false;
        } catch (IOException e) {
            count("broken");
            return false;
        } catch (InterruptedException e) {
            goesOn = false;
            return false;
        }
    }

    private void count(String outcome) {
        answers.computeIfAbsent(outcome, unknown -> new LongAdder()).increment();
    }

    /** Reads the beginning of an answer, and no more. */
    private void hangUp(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = client.send(request, BodyHandlers.ofInputStream());
        try (InputStream body = answer.body()) {
            int unused = body.read();
        }
        count("hung up on");
    }

    private static String body(long number, boolean streamed, boolean hasLimit, Random random) {
        String padding = "so ".repeat(random.nextInt(50));
        return """
                {"model": "gpt-4.1-nano", "service_tier": "default", "stream": %b, %s "metadata": {"call": "%d"},
                 "messages": [{"role": "user", "content": "Is it %s?"}]}""".formatted(
                streamed,
                hasLimit ? "\"max_completion_tokens\": %d,".formatted(20 + random.nextInt(MOST_OUTPUT - 19)) : "",
                number,
                padding);
    }

    /** Lets the calls that are under way come to their end, and begins none. */
    void stop() throws InterruptedException {
        goesOn = false;
        callers.shutdown();
        if (!callers.awaitTermination(90, TimeUnit.SECONDS)) {
            throw new IllegalStateException("Calls are still under way after 90 seconds");
        }
    }

    Set<Long> acknowledged() {
        return Set.copyOf(acknowledged);
    }

    /** Absent for a number that no call has. */
    @Nullable
    Made made(long number) {
        return made.get(number);
    }

    /** The last number that a call has, so far. */
    long last() {
        return numbers.get();
    }

    List<Refused> refused() {
        return List.copyOf(refused);
    }

    /** How calls ended, by status. */
    Map<String, LongAdder> answers() {
        return new TreeMap<>(answers);
    }

    @Override
    public void close() {
        goesOn = false;
        callers.shutdownNow();
        client.close();
    }
}
