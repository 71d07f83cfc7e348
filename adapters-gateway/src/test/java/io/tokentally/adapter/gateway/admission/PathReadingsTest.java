package io.tokentally.adapter.gateway.admission;

import static io.tokentally.adapter.gateway.HttpText.receive;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.adapter.gateway.Calls;
import io.tokentally.adapter.gateway.GatewayUnderTest;
import io.tokentally.adapter.gateway.HttpText;
import io.tokentally.adapter.gateway.KnownKeys;
import io.tokentally.adapter.gateway.ScriptedUpstream;
import io.tokentally.adapter.gateway.Wire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A path is one operation, whoever reads it, or it goes nowhere. */
class PathReadingsTest {

    private final ScriptedUpstream upstream = ScriptedUpstream.answering(Calls.ok(Calls.COMPLETION));
    private final GatewayUnderTest gateway = GatewayUnderTest.before(upstream);

    @AfterEach
    void stop() {
        gateway.close();
        upstream.close();
    }

    private HttpText call(String line) throws Exception {
        try (Wire client = gateway.connect()) {
            client.send(line + " HTTP/1.1\r\nHost: g\r\nX-Tokentally-Key: " + KnownKeys.USER_KEY
                    + "\r\nContent-Length: 2\r\n\r\n{}");
            return receive(client);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /openai/v1/chat%2Fcompletions",
                "POST /openai/v1/chat%2fcompletions",
                "POST /openai/v1/chat%252Fcompletions",
                "POST /openai/v1/chat%25252Fcompletions",
                "POST /openai/v1/chat%5Ccompletions",
                "POST /openai/v1/chat/completions;x=1",
                "POST /openai/v1/chat;x=1/completions",
                "POST /openai/v1/chat/completions%3Bx=1",
                "POST /openai/v1/chat/completions%3Fa=b",
                "POST /openai/v1/chat/completions%23a",
                "POST /openai/v1/chat/completions%20",
                "POST /openai/v1/chat/completions%00",
                "POST /openai/v1/chat/completions%0a",
                "POST /openai/v1/chat/completions%0d%0aX:1",
                "POST /openai/v1/chat/completions%",
                "POST /openai/v1/chat/completions%zz",
                "POST /openai/v1/chat%c0%afcompletions",
                "POST /openai/v1/Chat/Completions",
                "POST /openai/v1/embedding%2573",
                "POST /openai/v1/models/x%2Fchat%2Fcompletions",
                "POST /openai/v1/responses/r1%2Fcancel",
                "GET /openai/v1/responses/r1%2Finput_items",
                "GET /openai/v1/files%2Ffile-abc1",
                "GET /openai/v1/files/file-abc1%2Fcontent",
                "GET /openai/v1/files/file-abc1%5ccontent",
                "GET /openai/v1/files;x",
                "GET /openai/v1/fil%2565s",
                "GET /openai/v1/%2Ffiles",
                "DELETE /openai/v1/models%2F..%2Ffiles%2Ffile-abc1",
                "GET /openai/v1/models/..;/files",
                "GET /openai/v1/models/.%252e/files",
                "GET /openai/v1/models/x/%252e%252e%252ffiles",
                "GET /openai/v1/models/%252525252e",
                "GET /openai/v1/organization%2Fusers",
                "POST /anthropic/v1/messages%2Fcount_tokens",
                "POST /anthropic/v1/messages/batches%2F",
                "POST /anthropic/v1/messages;a=b",
                "POST /v1/chat%2Fcompletions",
            })
    void oneThatMayBeReadAsAnotherIsRefused(String line) throws Exception {
        HttpText answer = call(line);

        assertThat(answer.status()).as(line).isEqualTo(400);
        assertThat(answer.body()).contains("path of the request");
        assertThat(upstream.connections()).isZero();
        assertThat(gateway.records().count()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /openai/v1/models/org%2Fname",
                "GET /openai/v1/models/org%252Fname",
                "GET /openai/v1/models/org%2Fname;x",
                "DELETE /openai/v1/models/ft%3Agpt-4.1%3Aorg",
                "GET /openai/v1/models/100%25",
                "GET /openai/v1/files/file-%61bc1",
                "GET /openai/v1/files/a%20name%20of%20one",
                "GET /openai/v1/files/%C3%A9t%C3%A9",
                "GET /openai/v1/vector_stores/vs_1/files/file-AbC",
                "POST /openai/v1/chat/completions/",
                "GET /openai/v1/responses/resp_AbC%2D1",
                "GET /v1/models/org%2Fname",
                "POST /openai/v1/chat/completions?a=%2F..;x=1%00",
            })
    void oneThatEverybodyReadsAlikePassesAsItIs(String line) throws Exception {
        HttpText answer = call(line);

        assertThat(answer.status()).as(line).isEqualTo(200);
        assertThat(upstream.request(0).startLine())
                .isEqualTo(line.replaceFirst("(/openai)?/v1/", "/base/v1/") + " HTTP/1.1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /openai%2Fv1/models",
                "GET /v1%2Fmodels",
                "GET /%6Fpenai/v1/models",
                "GET /openai;x=1/v1/models",
                "GET /openai//v1/models",
                "GET //v1/models",
            })
    void oneThatLeadsToAProviderOnlyOnceItIsReadOtherwiseLeadsToNone(String line) throws Exception {
        assertThat(call(line).status()).isEqualTo(404);
        assertThat(upstream.connections()).isZero();
    }
}
