package io.tokentally.benchmark.product;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The application as a process, with its gateway, for as long as it lives; it can be killed and started again. */
public final class Product implements AutoCloseable {

    public static final String OWNER = "owner@acme.example";

    private static final String OPERATOR = "operator@demo.example";

    private static final Duration TIME_TO_START = Duration.ofMinutes(10);
    private static final Pattern SECRET = Pattern.compile("tt_[A-Za-z0-9]{40}");

    private final Path jar;
    private final Path log;
    private final Settings settings;
    private final HttpClient http = HttpClient.newHttpClient();
    private @Nullable Process process;

    /**
     * @param home the folder that the application keeps its things in
     * @param provider the base URL of the provider, with its version
     */
    public record Settings(
            Path home,
            int port,
            int gatewayPort,
            URI provider,
            Map<String, String> environment,
            List<String> javaOptions) {}

    public Product(Path jar, Path log, Settings settings) {
        this.jar = jar;
        this.log = log;
        this.settings = settings;
        if (!Files.isRegularFile(jar)) {
            throw new IllegalArgumentException(
                    "There is no application at %s. Run ./tokentally build first.".formatted(jar));
        }
    }

    /** Starts it, and returns once it serves calls. */
    public void start() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(settings.javaOptions());
        command.addAll(List.of("-jar", jar.toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment());
        process = builder.start();
        awaitReady();
    }

    private Map<String, String> environment() {
        Map<String, String> all = new HashMap<>();
        all.put("TOKENTALLY_HOME", settings.home().toString());
        all.put("TOKENTALLY_DEMO", "true");
        all.put("SERVER_PORT", Integer.toString(settings.port()));
        all.put("TOKENTALLY_GATEWAY_PORT", Integer.toString(settings.gatewayPort()));
        // A key that nobody gave out, for a provider that asks for none.
        all.put("OPENAI_API_KEY", "no-key-of-anybody");
        all.put("OPENAI_BASE_URL", settings.provider().toString());
        all.putAll(settings.environment());
        return all;
    }

    private void awaitReady() throws InterruptedException, IOException {
        long end = System.nanoTime() + TIME_TO_START.toNanos();
        while (System.nanoTime() < end) {
            if (!isAlive()) {
                throw new IOException("The application stopped while it started; its log is " + log);
            }
            if (answersAt("http://127.0.0.1:%d/actuator/health".formatted(settings.port()))
                    && answersAt("http://127.0.0.1:%d/health".formatted(settings.gatewayPort()))) {
                return;
            }
            Thread.sleep(100);
        }
        throw new IOException("The application did not start within %s; its log is %s".formatted(TIME_TO_START, log));
    }

    private boolean answersAt(String address) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                    .timeout(Duration.ofSeconds(2))
                    .build();
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    public long pid() {
        return current().pid();
    }

    private Process current() {
        if (process == null) {
            throw new IllegalStateException("The application has not been started");
        }
        return process;
    }

    /** Kills it without a word. */
    public void kill() {
        current().destroyForcibly().onExit().join();
    }

    /** Asks it to stop, and waits until it has. */
    public void terminate() {
        current().destroy();
        current().onExit().orTimeout(90, TimeUnit.SECONDS).join();
    }

    public URI web() {
        return URI.create("http://127.0.0.1:" + settings.port());
    }

    public URI gateway() {
        return URI.create("http://127.0.0.1:" + settings.gatewayPort());
    }

    /** Makes a virtual key of a service, and stores a key for the provider. */
    public String makeKey() throws IOException, InterruptedException {
        return makeKey(OWNER);
    }

    /** @param owner of whose organization the key is */
    public String makeKey(String owner) throws IOException, InterruptedException {
        send(owner, "PUT", "/api/v1/provider-keys/openai", "{\"secret\": \"sk-nobody-has-this\"}");
        String answer = send(owner, "POST", "/api/v1/keys", "{\"name\": \"load\", \"service\": \"load\"}");
        Matcher matcher = SECRET.matcher(answer);
        if (!matcher.find()) {
            throw new IOException("There is no virtual key in the answer");
        }
        return matcher.group();
    }

    /** What the application counts under this name; zero if nothing has been counted yet. */
    public double metric(String name) throws IOException, InterruptedException {
        HttpResponse<String> answer = exchange(OPERATOR, "GET", "/actuator/metrics/" + name, null);
        if (answer.statusCode() == 404) {
            return 0;
        }
        Matcher matcher = Pattern.compile("\"value\":([-+.0-9E]+)").matcher(answer.body());
        if (answer.statusCode() != 200 || !matcher.find()) {
            throw new IOException("The metric %s was answered %d".formatted(name, answer.statusCode()));
        }
        return Double.parseDouble(matcher.group(1));
    }

    /**
     * Asks its API, as somebody of the demo, and takes no refusal.
     *
     * @return the body of the answer
     */
    public String send(String login, String method, String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = exchange(login, method, path, body);
        if (answer.statusCode() >= 300) {
            throw new IOException("%s %s: %d %s".formatted(method, path, answer.statusCode(), answer.body()));
        }
        return answer.body();
    }

    private HttpResponse<String> exchange(String login, String method, String path, @Nullable String body)
            throws IOException, InterruptedException {
        String basic = Base64.getEncoder().encodeToString((login + ":demo").getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:%d%s".formatted(settings.port(), path)))
                .header("Authorization", "Basic " + basic)
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(20))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    @Override
    public void close() {
        if (isAlive()) {
            terminate();
        }
    }
}
