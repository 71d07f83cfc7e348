package io.tokentally.simulator;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An OpenAI-compatible server that needs no key and no network: chat completions, responses, embeddings, models
 * and files.
 * Answers are made up but repeatable: the same request gets the same text and the same token counts.
 *
 * <pre>{@code
 * try (OpenAiSimulator simulator = OpenAiSimulator.start(SimulatorOptions.defaults())) {
 *     OpenAIClient client = OpenAIOkHttpClient.builder()
 *             .baseUrl(simulator.baseUrl().toString())
 *             .apiKey("any")
 *             .build();
 * }
 * }</pre>
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/introduction">OpenAI's API reference</a>
 */
public final class OpenAiSimulator implements AutoCloseable {

    /** Read once by the JDK's server: without it Nagle's algorithm holds back chunks for 40 ms. */
    private static final String NO_DELAY = "sun.net.httpserver.nodelay";

    private final HttpServer server;
    private final ExecutorService threads;
    private final FaultQueue faults = new FaultQueue();
    private final RequestLog log = new RequestLog();

    private OpenAiSimulator(SimulatorOptions options) throws IOException {
        if (System.getProperty(NO_DELAY) == null) {
            System.setProperty(NO_DELAY, "true");
        }
        server = HttpServer.create(new InetSocketAddress(options.address(), options.port()), 0);
        threads = Executors.newVirtualThreadPerTaskExecutor();
        server.setExecutor(threads);
        server.createContext("/", new ApiHandler(options, faults, log));
    }

    /**
     * Starts a simulator, which answers until it is closed.
     *
     * @throws UncheckedIOException if the port is taken
     */
    public static OpenAiSimulator start(SimulatorOptions options) {
        try {
            OpenAiSimulator simulator = new OpenAiSimulator(options);
            simulator.server.start();
            return simulator;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The simulator cannot listen on " + options.address().getHostAddress() + " port " + options.port(),
                    e);
        }
    }

    /** What a client takes as its base URL, with the version: {@code http://127.0.0.1:8089/v1}. */
    public URI baseUrl() {
        InetAddress address = server.getAddress().getAddress();
        String host = address.isAnyLocalAddress()
                ? InetAddress.getLoopbackAddress().getHostAddress()
                : address.getHostAddress();
        String literal = host.contains(":") ? "[" + host + "]" : host;
        return URI.create("http://" + literal + ":" + port() + "/v1");
    }

    /** The TCP port it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** Lets the next metered request meet this fault; enqueued faults are met in order, one by each request. */
    public void enqueueFault(Fault fault) {
        faults.enqueue(fault);
    }

    /** Lets every metered request meet this fault, if none is enqueued, until {@link #clearFaults}. */
    public void stickFault(Fault fault) {
        faults.stick(fault);
    }

    /** Forgets all faults, enqueued and sticky. */
    public void clearFaults() {
        faults.clear();
    }

    /** The last requests (10,000 at most), in the order of their answers. */
    public List<RecordedRequest> requests() {
        return log.last();
    }

    /** How many requests came since the start or since {@link #clearRequests}. */
    public long requestCount() {
        return log.count();
    }

    /** Forgets the recorded requests. */
    public void clearRequests() {
        log.clear();
    }

    /** Stops at once; answers under way break off. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
