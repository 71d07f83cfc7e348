package io.tokentally.adapter.gateway.client;

import static io.tokentally.adapter.gateway.client.ClientUnderTest.chat;
import static io.tokentally.adapter.gateway.client.ClientUnderTest.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.tokentally.adapter.gateway.KnownKeys;
import io.tokentally.adapter.gateway.call.Call;
import io.tokentally.adapter.gateway.http.RequestRejectedException;
import io.tokentally.provider.Refusal;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RequestValidatorTest {

    private final ClientUnderTest client = new ClientUnderTest();

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void whatKeepsTheRulesBecomesACall() {
        HttpRequest request = chat();
        client.responses.begin(request);

        Call call = Objects.requireNonNull(client.validator.receive(request));

        assertThat(client.written()).isEmpty();
        call.clientGone();
    }

    @Test
    void healthIsTold() {
        HttpRequest request = request(HttpMethod.GET, "/health");
        client.responses.begin(request);

        assertThat(client.validator.receive(request)).isNull();

        assertThat(client.written()).startsWith("HTTP/1.1 200 OK").contains("\"status\":\"UP\"");
    }

    @Test
    void aGatewayThatStopsSaysSoToWhoAsksForItsHealthAndTakesNoCall() {
        client.gateway.context().stopping().set(true);
        HttpRequest request = request(HttpMethod.GET, "/health");
        client.responses.begin(request);
        assertThat(client.validator.receive(request)).isNull();

        assertThat(client.written()).startsWith("HTTP/1.1 503").contains("\"gateway\":\"OUT_OF_SERVICE\"");
        assertThat(rejected(chat(), Refusal.UNAVAILABLE).retryAfterSeconds()).isEqualTo(5);
    }

    @Test
    void aPathThatLeadsNowhereIsToldSo() {
        assertThat(rejected(request(HttpMethod.GET, "/nowhere"), Refusal.NO_SUCH_PATH)
                        .text())
                .contains("Begin it with an upstream and a version");
    }

    @Test
    void aKeyThatNobodyKnowsIsRefused() {
        HttpRequest request = chat();
        request.headers().set("authorization", "Bearer " + KnownKeys.REVOKED_KEY);

        rejected(request, Refusal.UNKNOWN_KEY);
    }

    @Test
    void aHeadThatIsTooLargeIsToldApartFromOneThatBreaksTheRules() {
        for (Throwable tooLong : new Throwable[] {new TooLongHttpHeaderException(), new TooLongHttpLineException()}) {
            HttpRequest request = chat();
            request.setDecoderResult(DecoderResult.failure(tooLong));
            rejected(request, Refusal.HEADERS_TOO_LARGE);
        }
        HttpRequest broken = chat();
        broken.setDecoderResult(DecoderResult.failure(new IllegalArgumentException("secret")));
        assertThat(rejected(broken, Refusal.MALFORMED_REQUEST).text()).doesNotContain("secret");
    }

    static Stream<Named<Consumer<HttpRequest>>> ambiguous() {
        return Stream.of(
                named("a coding besides chunks", r -> r.headers().set("transfer-encoding", "gzip, chunked")),
                named("another coding", r -> r.headers().set("transfer-encoding", "identity")),
                named(
                        "two codings",
                        r -> r.headers().add("transfer-encoding", "chunked").add("transfer-encoding", "x")),
                named(
                        "chunks of HTTP/1.0",
                        r -> r.setProtocolVersion(HttpVersion.HTTP_1_0)
                                .headers()
                                .set("transfer-encoding", "chunked")),
                named("an old WebSocket", r -> r.headers().set("Sec-WebSocket-Key1", "x")),
                named("no host", r -> r.headers().remove("host")),
                named("two hosts", r -> r.headers().add("host", "other")),
                named("a WebSocket", r -> r.headers().set("upgrade", "h2c, WebSocket")),
                named("a tunnel", r -> r.setMethod(HttpMethod.CONNECT)),
                named("a trace", r -> r.setMethod(HttpMethod.TRACE)));
    }

    private static Named<Consumer<HttpRequest>> named(String name, Consumer<HttpRequest> change) {
        return Named.of(name, change);
    }

    @ParameterizedTest
    @MethodSource("ambiguous")
    void whatTheNextServerMightReadInAnotherWayIsRefusedAndIsTheLast(Consumer<HttpRequest> change) {
        HttpRequest request = chat();
        change.accept(request);

        RequestRejectedException rejected = rejected(request, Refusal.MALFORMED_REQUEST);
        client.responses.refuse(rejected);

        assertThat(client.written()).startsWith("HTTP/1.1 400").contains("connection: close");
    }

    @Test
    void chunksAndAnUpgradeThatIsNoWebSocketAreTaken() {
        HttpRequest request = chat();
        request.headers()
                .remove("content-length")
                .set("transfer-encoding", "Chunked")
                .set("upgrade", "h2c");
        client.responses.begin(request);

        Objects.requireNonNull(client.validator.receive(request)).clientGone();
    }

    @Test
    void aRefusalOnAProvidersPathHasTheProvidersShapeAndAnotherHasNot() {
        HttpRequest ofAnthropic = request(HttpMethod.POST, "/anthropic/v1/messages");
        client.responses.refuse(rejected(ofAnthropic, Refusal.UNKNOWN_KEY));
        assertThat(client.written()).contains("application/json", "\"type\":\"error\"");

        client.responses.refuse(rejected(request(HttpMethod.POST, "/nowhere"), Refusal.NO_SUCH_PATH));
        assertThat(client.written()).contains("application/problem+json").doesNotContain("\"type\":\"error\"");
    }

    private RequestRejectedException rejected(HttpRequest request, Refusal refusal) {
        client.responses.begin(request);
        RequestRejectedException[] told = new RequestRejectedException[1];
        assertThatExceptionOfType(RequestRejectedException.class)
                .isThrownBy(() -> client.validator.receive(request))
                .satisfies(rejected -> {
                    assertThat(rejected.refusal()).isEqualTo(refusal);
                    told[0] = rejected;
                });
        return told[0];
    }
}
