package io.tokentally.adapter.gateway;

import static io.tokentally.adapter.gateway.HttpText.receive;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.key.VirtualKeySecret;
import io.tokentally.domain.metering.Attribution;
import io.tokentally.domain.metering.MeteredCall;
import io.tokentally.domain.metering.Operation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityTest {

    private final ScriptedUpstream upstream = ScriptedUpstream.answering(Calls.ok(Calls.COMPLETION));
    private final GatewayUnderTest gateway = GatewayUnderTest.before(upstream);

    @AfterEach
    void stop() {
        gateway.close();
        upstream.close();
    }

    private HttpText call(String target, String headers) throws Exception {
        try (Wire client = gateway.connect()) {
            client.send(Calls.post(target, headers, Calls.CHAT));
            return receive(client);
        }
    }

    private static String bearer(String key) {
        return "Authorization: Bearer " + key + "\r\n";
    }

    @ParameterizedTest
    @CsvSource({"unknown,is no virtual key", "revoked,was revoked", "expired,has expired", "absent,No key was sent"})
    void aKeyThatOpensNothingIsRefusedInTheProvidersShape(String kind, String said) throws Exception {
        String headers = switch (kind) {
            case "revoked" -> bearer(KnownKeys.REVOKED_KEY);
            case "expired" -> bearer(KnownKeys.EXPIRED_KEY);
            case "unknown" -> bearer("sk-of-somebody");
            default -> "";
        };

        HttpText answer = call("/openai/v1/chat/completions", headers);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body()).startsWith("{\"error\":{").contains(said).contains("\"code\":\"invalid_api_key\"");
        assertThat(upstream.requests()).isZero();
        assertThat(gateway.records().count()).isZero();
    }

    @Test
    void anApiTokenIsNamedAndGoesNowhere() throws Exception {
        String token = "tt-api-" + "0".repeat(46);
        for (String headers : List.of(
                bearer(token),
                "X-Tokentally-Key: " + token + "\r\n",
                bearer(token) + "X-Tokentally-Key: " + KnownKeys.USER_KEY + "\r\n",
                bearer("sk-of-the-caller") + "x-api-key: " + token + "\r\nX-Tokentally-Key: " + KnownKeys.USER_KEY
                        + "\r\n")) {
            HttpText answer = call("/openai/v1/chat/completions", headers);

            assertThat(answer.status()).as(headers).isEqualTo(401);
            assertThat(answer.body())
                    .contains("This is an API token")
                    .contains("Send a virtual key")
                    .doesNotContain(token);
        }
        assertThat(upstream.requests()).isZero();
    }

    @Test
    void anthropicsClientsMeetAnthropicsErrors() throws Exception {
        HttpText answer = call("/anthropic/v1/messages", "x-api-key: tt_wrong\r\n");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body()).startsWith("{\"type\":\"error\",\"error\":{\"type\":\"authentication_error\"");
    }

    @Test
    void anthropicIsShownTheStoredKeyInItsOwnHeader() throws Exception {
        HttpText answer = call("/anthropic/v1/messages", "x-api-key: " + KnownKeys.USER_KEY + "\r\n");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(upstream.request(0).startLine()).isEqualTo("POST /base/v1/messages HTTP/1.1");
        assertThat(upstream.request(0).header("x-api-key")).isEqualTo(KnownKeys.STORED);
        MeteredCall call = gateway.records().next();
        assertThat(call.provider().value()).isEqualTo("anthropic");
        assertThat(call.attribution().endpoint().value()).isEqualTo("messages");
        assertThat(call.operation()).isEqualTo(new Operation("messages"));
    }

    @Test
    void aCallersOwnProviderKeyPassesBesideTheVirtualOne() throws Exception {
        HttpText answer = call(
                "/v1/chat/completions",
                bearer("sk-of-the-caller") + "X-Tokentally-Key: " + KnownKeys.USER_KEY + "\r\n");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(upstream.request(0).header("authorization")).isEqualTo("Bearer sk-of-the-caller");
        assertThat(upstream.request(0).has("x-tokentally-key")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Bearer %s\r\n",
                "Authorization: bearer   %s  \r\n",
                "X-Tokentally-Key: %s\r\n",
                "Authorization: Bearer\r\nX-Tokentally-Key: %s\r\n",
                "Authorization: Bearer %1$s\r\nX-Tokentally-Key: %1$s\r\n",
                "Authorization: Bearer %1$s\r\nAuthorization: Bearer %1$s\r\n",
                "X-Tokentally-Key: %s\r\nAuthorization: Bearer tt_tooshort\r\n",
            })
    void aVirtualKeyInAPlaceForCredentialsIsUsedAndRemoved(String headers) throws Exception {
        HttpText answer = call("/v1/chat/completions", headers.formatted(KnownKeys.USER_KEY));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(upstream.request(0).header("authorization")).isEqualTo("Bearer " + KnownKeys.STORED);
        assertThat(upstream.request(0).headers()).noneMatch(header -> header.contains(VirtualKeySecret.MARK));
    }

    @Test
    void whereNoKeyIsStoredTheCallerIsToldWhatToDo() throws Exception {
        gateway.keys().forgetSecrets();

        HttpText answer = call("/v1/chat/completions", bearer(KnownKeys.USER_KEY));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body()).contains("An owner can store it under Keys").contains("X-Tokentally-Key");
        assertThat(upstream.requests()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"/openai/v1/chat/completions,'{\"error\":{'", "/anthropic/v1/messages,'{\"type\":\"error\",\"error\":{'"
    })
    void aStoredKeyThatCannotBeOpenedIsNamedInTheProvidersShape(String target, String shape) throws Exception {
        gateway.keys().lockSecrets();

        HttpText answer = call(target, bearer(KnownKeys.USER_KEY));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body())
                .startsWith(shape)
                .contains("cannot be opened", "An owner can store it again under Keys", "X-Tokentally-Key");
        assertThat(upstream.requests()).isZero();
        assertThat(gateway.records().count()).isZero();
    }

    @Test
    void keysThatCannotBeCheckedAreNotRefusedForGood() throws Exception {
        gateway.keys().forgetAll();

        HttpText answer = call("/v1/chat/completions", bearer(KnownKeys.USER_KEY));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("retry-after")).isEqualTo("5");
    }

    @Test
    void aServiceSaysWhomItCallsFor() throws Exception {
        HttpText answer = call(
                "/v1/chat/completions",
                bearer(KnownKeys.SERVICE_KEY)
                        + "X-Tokentally-User: grace\r\nX-Tokentally-Endpoint: rank\r\nX-Tokentally-Tags: team=search, note=a%2Cb%3D%C3%A9+c\r\n");

        assertThat(answer.status()).isEqualTo(200);
        MeteredCall call = gateway.records().next();
        assertThat(call.attribution().userId().value()).isEqualTo("grace");
        assertThat(call.attribution().endpoint().value()).isEqualTo("rank");
        assertThat(call.operation()).isEqualTo(new Operation("chat.completions"));
        assertThat(call.attribution().tags().values()).isEqualTo(Map.of("team", "search", "note", "a,b=é+c"));
    }

    @ParameterizedTest
    @CsvSource({
        "grace, grace, CONTEXT",
        "Grace, grace, CONTEXT",
        "nightly, nightly, CONTEXT",
        "Linus, Linus, NON_MEMBER",
        "linus%40x.example, linus@x.example, NON_MEMBER",
        "100%, 100%, NON_MEMBER",
        "f%C3%A1bian, fábian, CONTEXT",
        "F%C3%81BIAN, fábian, CONTEXT",
        "f%E1bian, fábian, CONTEXT",
    })
    void whoIsNoMemberIsKeptApart(String named, String user, Attribution.Source source) throws Exception {
        call("/v1/chat/completions", bearer(KnownKeys.SERVICE_KEY) + "X-Tokentally-User: " + named + "\r\n");

        Attribution attribution = gateway.records().next().attribution();
        assertThat(attribution.userId().value()).isEqualTo(user);
        assertThat(attribution.source()).isEqualTo(source);
    }

    @Test
    void aPersonMayNameItselfInAnyCase() throws Exception {
        call("/v1/chat/completions", bearer(KnownKeys.USER_KEY) + "X-Tokentally-User: ADA\r\n");

        assertThat(gateway.records().next().attribution().userId().value()).isEqualTo("ada");
    }

    @Test
    void aPersonMayNameNobodyElse() throws Exception {
        HttpText other = call("/v1/chat/completions", bearer(KnownKeys.USER_KEY) + "X-Tokentally-User: grace\r\n");
        HttpText self = call("/v1/chat/completions", bearer(KnownKeys.USER_KEY) + "X-Tokentally-User: ada\r\n");

        assertThat(other.status()).isEqualTo(403);
        assertThat(other.body()).startsWith("{\"error\":{").contains("leave out X-Tokentally-User");
        assertThat(self.status()).isEqualTo(200);
        assertThat(upstream.requests()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Tokentally-Tags: team",
                "X-Tokentally-Tags: team=a,team=b",
                "X-Tokentally-Tags: =x",
                "X-Tokentally-User: a\r\nX-Tokentally-User: b",
                "X-Tokentally-Endpoint: "
            })
    void whatCannotBeUsedIsRefusedByName(String headers) throws Exception {
        HttpText answer = call("/v1/chat/completions", bearer(KnownKeys.SERVICE_KEY) + headers + "\r\n");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("The header X-Tokentally-", "cannot be used");
        assertThat(upstream.requests()).isZero();
    }

    @Test
    void tooLongANameIsRefusedWithItsLimit() throws Exception {
        HttpText answer = call(
                "/v1/chat/completions",
                bearer(KnownKeys.SERVICE_KEY) + "X-Tokentally-Endpoint: " + "x".repeat(121) + "\r\n");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("120");
    }
}
