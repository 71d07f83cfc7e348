package io.tokentally.bootstrap.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tokentally.adapter.anthropic.AnthropicProtocol;
import io.tokentally.adapter.openai.usage.OpenAiProtocol;
import io.tokentally.domain.key.KeyRefusedException;
import io.tokentally.domain.key.ProviderKeyTest;
import io.tokentally.domain.key.ProviderKeyTest.Outcome;
import io.tokentally.domain.key.ProviderSecret;
import io.tokentally.domain.metering.Provider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpstreamKeyTestsTest {

    private static final Instant NOW = Instant.parse("2026-09-01T08:30:00Z");
    private static final ProviderSecret SECRET = new ProviderSecret("sk-proj-4711");
    private static final Provider OWN = new Provider("own");

    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch end = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
    }

    @ParameterizedTest
    @CsvSource({
        "200, WORKS",
        "401, REFUSED",
        "403, REFUSED",
        "429, LIMITED",
        "404, UNCLEAR",
        "500, UNCLEAR",
        "204, UNCLEAR",
    })
    void theStatusSaysWhetherTheProviderKnowsTheKey(int status, Outcome outcome) {
        answer(status);

        assertThat(test(Provider.OPENAI, "/v1")).isEqualTo(new ProviderKeyTest(outcome, status, NOW));
    }

    @Test
    void openAiIsAskedForItsModelsWithTheKeyAlone() {
        answer(200);

        test(Provider.OPENAI, "/v1");

        assertThat(asked).containsExactly("GET /v1/models Bearer sk-proj-4711 null null");
    }

    @Test
    void anthropicIsAskedForItsModelsInItsOwnWay() {
        answer(200);

        test(Provider.ANTHROPIC, "");

        assertThat(asked).containsExactly("GET /v1/models null sk-proj-4711 2023-06-01");
    }

    @Test
    void anAddressWithoutAVersionStandsForIt() {
        answer(200);

        test(Provider.OPENAI, "/openai/deployments/");

        assertThat(asked).singleElement().asString().startsWith("GET /openai/deployments/models ");
    }

    @Test
    void noRedirectTakesTheKeyAlong() {
        server.createContext("/", exchange -> {
            note(exchange);
            exchange.getResponseHeaders()
                    .add(
                            "Location",
                            "http://localhost:%d/elsewhere"
                                    .formatted(server.getAddress().getPort()));
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });

        assertThat(test(Provider.OPENAI, "/v1").outcome()).isEqualTo(Outcome.UNCLEAR);
        assertThat(asked).hasSize(1);
    }

    @Test
    void nobodyIsWaitedForWithoutEnd() {
        server.createContext("/", exchange -> {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        long before = System.nanoTime();

        assertThat(test(Provider.OPENAI, "/v1")).isEqualTo(new ProviderKeyTest(Outcome.TIMED_OUT, null, NOW));
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void whereNobodyListensNobodyIsReached() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }

        assertThat(tests(Provider.OPENAI, URI.create("http://127.0.0.1:%d/v1".formatted(free)))
                        .test(OWN, SECRET)
                        .outcome())
                .isEqualTo(Outcome.UNREACHABLE);
        assertThat(tests(Provider.OPENAI, URI.create("https://no-such-host.invalid/v1"))
                        .test(OWN, SECRET)
                        .outcome())
                .isIn(Outcome.UNREACHABLE, Outcome.TIMED_OUT);
    }

    /** A server without TLS cannot show to be the one that was asked for. */
    @Test
    void whoeverCannotShowToBeTheProviderIsNotAnsweredBy() {
        answer(200);

        assertThat(tests(
                                Provider.OPENAI,
                                URI.create("https://localhost:%d/v1"
                                        .formatted(server.getAddress().getPort())))
                        .test(OWN, SECRET)
                        .outcome())
                .isIn(Outcome.UNREACHABLE, Outcome.TIMED_OUT);
        assertThat(asked).isEmpty();
    }

    @Test
    void anUpstreamThatIsNotThereIsNotAsked() {
        answer(200);

        assertThatExceptionOfType(KeyRefusedException.class)
                .isThrownBy(() -> tests(Provider.OPENAI, address("/v1")).test(new Provider("other"), SECRET))
                .withMessageContaining("There is no provider 'other' here");
        assertThat(asked).isEmpty();
    }

    private void answer(int status) {
        server.createContext("/", exchange -> {
            note(exchange);
            byte[] body = "{\"error\": \"never shown\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, status == 204 ? -1 : body.length);
            if (status != 204) {
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        });
    }

    private void note(HttpExchange exchange) {
        asked.add("%s %s %s %s %s"
                .formatted(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI(),
                        exchange.getRequestHeaders().getFirst("Authorization"),
                        exchange.getRequestHeaders().getFirst("x-api-key"),
                        exchange.getRequestHeaders().getFirst("anthropic-version")));
    }

    private ProviderKeyTest test(Provider protocol, String path) {
        return tests(protocol, address(path)).test(OWN, SECRET);
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private static UpstreamKeyTests tests(Provider protocol, URI address) {
        Upstream upstream = new Upstream(OWN, protocol, "own", "/own/v1", address, true, null, "SETTING");
        return new UpstreamKeyTests(
                new Upstreams(List.of(upstream)),
                List.of(new OpenAiProtocol(), new AnthropicProtocol()),
                Duration.ofSeconds(1),
                Clock.fixed(NOW, ZoneOffset.UTC));
    }
}
