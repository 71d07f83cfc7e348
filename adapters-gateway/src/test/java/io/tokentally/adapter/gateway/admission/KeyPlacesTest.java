package io.tokentally.adapter.gateway.admission;

import static io.tokentally.adapter.gateway.HttpText.receive;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.adapter.gateway.Calls;
import io.tokentally.adapter.gateway.GatewayUnderTest;
import io.tokentally.adapter.gateway.HttpText;
import io.tokentally.adapter.gateway.KnownKeys;
import io.tokentally.adapter.gateway.ScriptedUpstream;
import io.tokentally.adapter.gateway.Wire;
import io.tokentally.provider.ProviderProtocol;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A virtual key reaches no upstream, whichever protocol is spoken and wherever in a head the key stands. */
class KeyPlacesTest {

    private static final List<String> HEADERS = List.of(
            "authorization",
            "x-api-key",
            "api-key",
            "x-goog-api-key",
            "ocp-apim-subscription-key",
            "cookie",
            "x-trace");
    private static final List<String> PARAMETERS = List.of("key", "api_key", "api-key", "access_token", "x");

    private final ScriptedUpstream upstream = ScriptedUpstream.answering(Calls.ok("{}"));
    private final GatewayUnderTest gateway = GatewayUnderTest.before(upstream);

    @AfterEach
    void stop() {
        gateway.close();
        upstream.close();
    }

    static Stream<Arguments> places() {
        return GatewayUnderTest.PROTOCOLS.stream()
                .flatMap(protocol -> Stream.concat(
                                Stream.concat(HEADERS.stream(), keyHeaders())
                                        .distinct()
                                        .flatMap(name ->
                                                Stream.of(name + ": %s", name + ": Bearer %s", name + ": a=%s")),
                                Stream.concat(PARAMETERS.stream(), keyParameters())
                                        .distinct()
                                        .map(name -> "?" + name + "=%s"))
                        .map(place -> Arguments.of(protocol.provider().value(), place)));
    }

    private static Stream<String> keyHeaders() {
        return GatewayUnderTest.PROTOCOLS.stream().flatMap(protocol -> protocol.keyHeaders().stream());
    }

    private static Stream<String> keyParameters() {
        return GatewayUnderTest.PROTOCOLS.stream().flatMap(protocol -> protocol.keyParameters().stream());
    }

    @ParameterizedTest
    @MethodSource("places")
    void aVirtualKeyIsUsedAndRemovedOrRefused(String provider, String place) throws Exception {
        assertGoesNowhere(provider, place, "");
    }

    @ParameterizedTest
    @MethodSource("places")
    void besideOneThatIsUsedToo(String provider, String place) throws Exception {
        assertGoesNowhere(provider, place, "X-Tokentally-Key: " + KnownKeys.USER_KEY + "\r\n");
    }

    private void assertGoesNowhere(String provider, String place, String beside) throws Exception {
        HttpText answer = call(provider, place.formatted(KnownKeys.USER_KEY), beside);

        if (answer.status() == 200) {
            String sent = upstream.request(0).startLine() + upstream.request(0).headers();
            assertThat(sent).doesNotContain(KnownKeys.USER_KEY).contains(KnownKeys.STORED);
            assertThat(keyPlaces(provider)).as("of %s", provider).contains(placeName(place));
        } else {
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).contains("virtual key").doesNotContain(KnownKeys.USER_KEY);
            assertThat(upstream.requests()).isZero();
        }
    }

    private static String placeName(String place) {
        return place.replaceFirst("^\\?", "").replaceFirst("[:=].*", "");
    }

    private static List<String> keyPlaces(String provider) {
        ProviderProtocol protocol = protocol(provider);
        return Stream.concat(protocol.keyHeaders().stream(), protocol.keyParameters().stream())
                .toList();
    }

    private static ProviderProtocol protocol(String provider) {
        return GatewayUnderTest.PROTOCOLS.stream()
                .filter(one -> one.provider().value().equals(provider))
                .findFirst()
                .orElseThrow();
    }

    /** It stands by itself, or behind a scheme. */
    static Stream<Arguments> headerPlaces() {
        return places().filter(place -> !String.valueOf(place.get()[1]).contains("="));
    }

    @ParameterizedTest
    @MethodSource("headerPlaces")
    void anApiTokenInAHeaderGoesNowhere(String provider, String place) throws Exception {
        HttpText answer = call(
                provider,
                place.formatted("tt-api-" + "0".repeat(46)),
                "X-Tokentally-Key: " + KnownKeys.USER_KEY + "\r\n");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(upstream.requests()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"key", "k%65y"})
    void aKeyInTheQueryIsUsedAndTheRestOfTheQueryStays(String name) throws Exception {
        HttpText answer = call("google", "?alt=sse&" + name + "=" + KnownKeys.USER_KEY + "&pageSize=2", "");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(upstream.request(0).startLine()).isEqualTo("GET /base/v1/models?alt=sse&pageSize=2 HTTP/1.1");
        assertThat(upstream.request(0).header("x-goog-api-key")).isEqualTo(KnownKeys.STORED);
    }

    @Test
    void theCallersOwnKeyInTheQueryNeverGoesOutWithTheStoredOne() throws Exception {
        HttpText answer = call("google", "?key=of-the-caller", "x-goog-api-key: " + KnownKeys.USER_KEY + "\r\n");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(upstream.request(0).startLine()).isEqualTo("GET /base/v1/models HTTP/1.1");
        assertThat(upstream.request(0).header("x-goog-api-key")).isEqualTo(KnownKeys.STORED);
    }

    @Test
    void theCallersOwnKeyInTheQueryStaysBesideAVirtualKeyInItsOwnPlace() throws Exception {
        HttpText answer = call("google", "?key=of-the-caller", "X-Tokentally-Key: " + KnownKeys.USER_KEY + "\r\n");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(upstream.request(0).startLine()).isEqualTo("GET /base/v1/models?key=of-the-caller HTTP/1.1");
        assertThat(upstream.request(0).has("x-goog-api-key")).isFalse();
    }

    @Test
    void twoVirtualKeysInTheQueryAreRefused() throws Exception {
        HttpText answer = call("google", "?key=" + KnownKeys.USER_KEY + "&key=" + KnownKeys.SERVICE_KEY, "");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(upstream.requests()).isZero();
    }

    @Test
    void anApiTokenInTheQueryGoesNowhere() throws Exception {
        HttpText answer =
                call("google", "?key=tt-api-" + "0".repeat(46), "X-Tokentally-Key: " + KnownKeys.USER_KEY + "\r\n");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(upstream.requests()).isZero();
    }

    @Test
    void theCallersOwnKeyAndTheStoredOneNeverGoOutTogether() throws Exception {
        HttpText answer =
                call("anthropic", "x-api-key: " + KnownKeys.USER_KEY, "Authorization: Bearer sk-of-the-caller\r\n");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(upstream.request(0).header("x-api-key")).isEqualTo(KnownKeys.STORED);
        assertThat(upstream.request(0).has("authorization")).isFalse();
    }

    private HttpText call(String provider, String place, String beside) throws Exception {
        boolean inQuery = place.startsWith("?");
        String target = "/" + provider + protocol(provider).versions().getFirst() + "/models" + (inQuery ? place : "");
        try (Wire client = gateway.connect()) {
            client.send("GET " + target + " HTTP/1.1\r\nHost: gateway\r\n" + beside + (inQuery ? "" : place + "\r\n")
                    + "\r\n");
            return receive(client);
        }
    }
}
