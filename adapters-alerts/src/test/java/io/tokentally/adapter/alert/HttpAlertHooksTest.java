package io.tokentally.adapter.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tokentally.domain.alert.AlertEvent;
import io.tokentally.domain.alert.AlertEventId;
import io.tokentally.domain.alert.AlertKind;
import io.tokentally.domain.alert.AlertMessage;
import io.tokentally.domain.alert.AlertState;
import io.tokentally.domain.alert.ChannelType;
import io.tokentally.domain.alert.DeliveryFailure;
import io.tokentally.domain.alert.DeliveryOutcome;
import io.tokentally.domain.alert.HookAddress;
import io.tokentally.domain.alert.HookSecret;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real server is called, and answers well, badly, late or without end. */
class HttpAlertHooksTest {

    private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");
    private static final String KEY = "whsec_0123456789abcdef";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final AlertMessage MESSAGE = new AlertMessage(
            "Acme <Ltd> & Co",
            new AlertEvent(
                    new AlertEventId(UUID.fromString("01939c00-0000-7000-8000-000000000001")),
                    AlertKind.BUDGET,
                    AlertState.OVER,
                    NOON,
                    NOON.minusSeconds(3600),
                    NOON,
                    null,
                    AlertEvent.sorted(Map.of("model", "gpt-5")),
                    AlertEvent.sorted(Map.of("spent", "12.50"))),
            1);

    private record Received(String path, Map<String, String> headers, String body) {}

    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
    private final HttpAlertHooks hooks = hooks(true);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(
                Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory()));
        server.createContext("/status/", exchange -> {
            note(exchange);
            String path = exchange.getRequestURI().getPath();
            int status = Integer.parseInt(path.substring("/status/".length()));
            exchange.getResponseHeaders().add("Location", "/status/200");
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.createContext("/late", exchange -> {
            note(exchange);
            sleep(Duration.ofSeconds(20));
            exchange.close();
        });
        server.createContext("/endless", exchange -> {
            note(exchange);
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                byte[] block = new byte[65536];
                while (true) {
                    body.write(block);
                }
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private static HttpAlertHooks hooks(boolean ownNetworkAllowed) {
        return new HttpAlertHooks(
                new AlertHookOptions(ownNetworkAllowed, Duration.ofSeconds(2)), Clock.fixed(NOON, ZoneOffset.UTC));
    }

    private void note(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
        received.add(new Received(
                exchange.getRequestURI().getPath(),
                headers,
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HookSecret hook(String path) {
        return new HookSecret(
                HookAddress.of("http://127.0.0.1:" + server.getAddress().getPort() + path), KEY);
    }

    private DeliveryOutcome send(String path) {
        return hooks.send(ChannelType.WEBHOOK, hook(path), MESSAGE);
    }

    @Test
    void aWebhookIsSignedOverItsTimeAndItsVeryBytes() throws GeneralSecurityException {
        assertThat(send("/status/204")).isEqualTo(new DeliveryOutcome(null, 204));

        Received request = received.remove();
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        mac.update((NOON.getEpochSecond() + ".").getBytes(StandardCharsets.UTF_8));
        assertThat(request.headers())
                .containsEntry(
                        "X-Tokentally-Signature",
                        "t=%d,v1=%s"
                                .formatted(
                                        NOON.getEpochSecond(),
                                        HexFormat.of()
                                                .formatHex(mac.doFinal(
                                                        request.body().getBytes(StandardCharsets.UTF_8)))))
                .containsEntry("Idempotency-Key", "01939c00-0000-7000-8000-000000000001-1");
        JsonNode body = JSON.readTree(request.body());
        assertThat(body.get("id").stringValue()).isEqualTo("01939c00-0000-7000-8000-000000000001");
        assertThat(body.get("figures").get("spent").stringValue()).isEqualTo("12.50");
        assertThat(body.get("subject").get("model").stringValue()).isEqualTo("gpt-5");
        assertThat(body.get("organization").stringValue()).isEqualTo("Acme <Ltd> & Co");
    }

    @Test
    void slackIsToldWithoutMarkupAndUnsigned() {
        HookSecret slack = new HookSecret(hook("/status/200").address(), null);

        assertThat(hooks.send(ChannelType.SLACK, slack, MESSAGE).hasArrived()).isTrue();

        Received request = received.remove();
        assertThat(request.headers()).doesNotContainKey("X-Tokentally-Signature");
        assertThat(JSON.readTree(request.body()).get("text").stringValue())
                .startsWith("[over] Budget: model gpt-5 (Acme &lt;Ltd&gt; &amp; Co)\n")
                .contains("spent: 12.50");
    }

    @Test
    void teamsIsToldByACard() {
        HookSecret teams = new HookSecret(hook("/status/202").address(), null);

        assertThat(hooks.send(ChannelType.TEAMS, teams, MESSAGE).hasArrived()).isTrue();

        JsonNode attachment =
                JSON.readTree(received.remove().body()).get("attachments").get(0);
        assertThat(attachment.get("contentType").stringValue()).isEqualTo("application/vnd.microsoft.card.adaptive");
        assertThat(attachment.get("content").get("type").stringValue()).isEqualTo("AdaptiveCard");
        assertThat(attachment.get("content").get("body").get(0).get("text").stringValue())
                .isEqualTo("\\[over\\] Budget: model gpt-5 \\(Acme <Ltd> & Co\\)");
    }

    @ParameterizedTest
    @CsvSource({"301, REDIRECTED", "307, REDIRECTED", "404, REFUSED", "429, REFUSED", "500, FAILED", "503, FAILED"})
    void whatIsAnsweredIsTold(int status, DeliveryFailure failure) {
        assertThat(send("/status/" + status)).isEqualTo(new DeliveryOutcome(failure, status));
        // A redirection is followed to nowhere.
        assertThat(received).hasSize(1);
    }

    @Test
    @Timeout(10)
    void whoeverAnswersTooLateIsGivenUp() {
        assertThat(send("/late")).isEqualTo(DeliveryOutcome.failed(DeliveryFailure.TIMED_OUT));
    }

    @Test
    @Timeout(10)
    void anAnswerWithoutEndIsNotRead() {
        assertThat(send("/endless").hasArrived()).isTrue();
    }

    @Test
    void whoeverIsNotThereIsTold() {
        int port = server.getAddress().getPort();
        server.stop(0);

        assertThat(hooks.send(
                        ChannelType.WEBHOOK,
                        new HookSecret(HookAddress.of("http://127.0.0.1:" + port + "/"), KEY),
                        MESSAGE))
                .isEqualTo(DeliveryOutcome.failed(DeliveryFailure.UNREACHABLE));
        assertThat(hooks.send(
                        ChannelType.WEBHOOK, new HookSecret(HookAddress.of("http://nowhere.invalid/"), KEY), MESSAGE))
                .isEqualTo(DeliveryOutcome.failed(DeliveryFailure.UNKNOWN_HOST));
    }

    /** However it is written, and by name. */
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "127.1"})
    void onesOwnNetworkIsNotCalled(String host) {
        HookSecret hook = new HookSecret(
                new HookAddress(
                        URI.create("https://" + host + ":" + server.getAddress().getPort() + "/status/200")),
                KEY);

        assertThat(hooks(false).send(ChannelType.WEBHOOK, hook, MESSAGE))
                .isEqualTo(DeliveryOutcome.failed(DeliveryFailure.ADDRESS_NOT_ALLOWED));
        assertThat(received).isEmpty();
    }

    @Test
    void nothingIsSentInClear() {
        assertThat(hooks(false)
                        .send(ChannelType.WEBHOOK, new HookSecret(HookAddress.of("http://example.org/"), KEY), MESSAGE))
                .isEqualTo(DeliveryOutcome.failed(DeliveryFailure.ADDRESS_NOT_ALLOWED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.1.2.3",
                "100.64.0.1",
                "127.0.0.1",
                "169.254.169.254",
                "172.31.255.255",
                "192.168.1.1",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:10.0.0.1",
                "64:ff9b::a00:1",
                "fc00::1",
                "fd00:ec2::254",
                "fe80::1",
                "ff02::1",
                "2002:a00:1::",
                "2001:db8::1"
            })
    void addressesOfNoPublicNetworkAreNotOutside(String address) throws IOException {
        assertThat(OutsideAddresses.contain(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1.1.1", "172.32.0.1", "100.128.0.1", "2606:4700:4700::1111", "2a00:1450::1"})
    void othersAre(String address) throws IOException {
        assertThat(OutsideAddresses.contain(InetAddress.getByName(address))).isTrue();
    }
}
