package io.tokentally.adapter.gateway;

import static io.tokentally.adapter.gateway.HttpText.receive;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.adapter.gateway.options.GatewayOptions;
import io.tokentally.adapter.gateway.options.GatewayOptions.Limits;
import io.tokentally.adapter.gateway.options.GatewayOptions.Timeouts;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.key.KeyHolder;
import io.tokentally.domain.key.KeyPolicy;
import io.tokentally.domain.metering.MeteredCall;
import io.tokentally.domain.metering.Provider;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several upstreams that speak one protocol, each under its own prefix and name. */
class UpstreamsTest {

    private static final Provider FIRST = new Provider("azure1");
    private static final Provider SECOND = new Provider("azure2");
    private static final String USED = "Authorization: Bearer " + KnownKeys.USER_KEY + "\r\n";

    private final ScriptedUpstream first = ScriptedUpstream.answering(Calls.ok(Calls.COMPLETION));
    private final ScriptedUpstream second = ScriptedUpstream.answering(Calls.ok(Calls.COMPLETION));
    private final GatewayUnderTest gateway = GatewayUnderTest.start(new GatewayOptions(
            "127.0.0.1",
            0,
            FIRST,
            List.of(
                    new GatewayOptions.Upstream(FIRST, Provider.OPENAI, "azure1", first.baseUrl(), true),
                    new GatewayOptions.Upstream(
                            SECOND,
                            Provider.OPENAI,
                            "team-b",
                            URI.create(second.baseUrl().toString().replace("/base/v1", "/openai")),
                            true)),
            Limits.DEFAULT,
            Timeouts.DEFAULT));

    @AfterEach
    void stop() {
        gateway.close();
        first.close();
        second.close();
    }

    private HttpText call(String target) throws Exception {
        try (Wire client = gateway.connect()) {
            client.send(Calls.post(target, USED, Calls.CHAT));
            return receive(client);
        }
    }

    @Test
    void eachIsCalledUnderItsPrefixAndRecordedUnderItsName() throws Exception {
        assertThat(call("/azure1/v1/chat/completions").status()).isEqualTo(200);
        MeteredCall toFirst = gateway.records().next();
        assertThat(call("/team-b/v1/chat/completions").status()).isEqualTo(200);
        MeteredCall toSecond = gateway.records().next();

        assertThat(first.requests()).isEqualTo(1);
        assertThat(first.request(0).startLine()).isEqualTo("POST /base/v1/chat/completions HTTP/1.1");
        assertThat(second.requests()).isEqualTo(1);
        assertThat(second.request(0).startLine()).isEqualTo("POST /openai/chat/completions HTTP/1.1");
        assertThat(toFirst.provider()).isEqualTo(FIRST);
        assertThat(toSecond.provider()).isEqualTo(SECOND);
        assertThat(toSecond.reading()).isEqualTo(toFirst.reading());
        assertThat(gateway.answers(FIRST, "2xx")).isEqualTo(1);
        assertThat(gateway.answers(SECOND, "2xx")).isEqualTo(1);
    }

    @Test
    void aStoredKeyIsShownToTheUpstreamOfItsNameAlone() throws Exception {
        gateway.keys().store(FIRST, "sk-of-the-first");
        gateway.keys().store(SECOND, "sk-of-the-second");

        call("/azure1/v1/chat/completions");
        call("/team-b/v1/chat/completions");

        assertThat(first.request(0).header("authorization")).isEqualTo("Bearer sk-of-the-first");
        assertThat(second.request(0).header("authorization")).isEqualTo("Bearer sk-of-the-second");
    }

    @Test
    void aCallWithoutPrefixGoesToTheDefaultUpstream() throws Exception {
        assertThat(call("/v1/chat/completions").status()).isEqualTo(200);
        assertThat(gateway.records().next().provider()).isEqualTo(FIRST);
    }

    @Test
    void neitherNameNorProtocolIsAPathWhereAPrefixIsSet() throws Exception {
        assertThat(call("/azure2/v1/chat/completions").status()).isEqualTo(404);
        assertThat(call("/openai/v1/chat/completions").status()).isEqualTo(404);
        assertThat(first.requests() + second.requests()).isZero();
    }

    @Test
    void aKeyForOneUpstreamDoesNotOpenAnotherOfTheSameProtocol() throws Exception {
        gateway.keys()
                .give(
                        KnownKeys.USER_KEY,
                        new VirtualKeyId(new UUID(7, 7)),
                        KeyHolder.user(new UserId("ada")),
                        KeyPolicy.STANDARD.only(Set.of(), List.of(), Set.of(FIRST)));

        assertThat(call("/azure1/v1/chat/completions").status()).isEqualTo(200);
        assertThat(call("/team-b/v1/chat/completions").status()).isEqualTo(403);
        assertThat(second.requests()).isZero();
    }
}
