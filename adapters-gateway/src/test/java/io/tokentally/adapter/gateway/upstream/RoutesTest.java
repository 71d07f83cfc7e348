package io.tokentally.adapter.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tokentally.adapter.gateway.options.GatewayOptions;
import io.tokentally.adapter.gateway.options.GatewayOptions.Limits;
import io.tokentally.adapter.gateway.options.GatewayOptions.Timeouts;
import io.tokentally.domain.key.ProviderSecret;
import io.tokentally.domain.metering.Provider;
import io.tokentally.provider.MeteredExchange;
import io.tokentally.provider.OutgoingRequest;
import io.tokentally.provider.ProviderProtocol;
import io.tokentally.provider.Refusal;
import io.tokentally.provider.RequestHead;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutesTest {

    private static final Provider WITH = new Provider("with");
    private static final Provider WITHOUT = new Provider("without");
    private static final Provider ADDED = new Provider("added");

    /** The protocol of two versions, whose SDKs are given the address with a version or without. */
    private record Versioned(Provider provider, URI own) implements ProviderProtocol {

        @Override
        public Optional<URI> defaultBaseUrl() {
            return Optional.of(own);
        }

        @Override
        public List<String> versions() {
            return List.of("/v1", "/v1beta");
        }

        @Override
        public Optional<MeteredExchange> begin(RequestHead request) {
            return Optional.empty();
        }

        @Override
        public List<String> keyHeaders() {
            return List.of("x-key");
        }

        @Override
        public Optional<String> keyIn(String name, String value) {
            return Optional.of(value);
        }

        @Override
        public void authorize(OutgoingRequest request, ProviderSecret secret) {
            request.header("x-key", secret.value());
        }

        @Override
        public byte[] errorBody(Refusal refusal, String message) {
            return new byte[0];
        }
    }

    private static GatewayOptions options(GatewayOptions.Upstream... upstreams) {
        return new GatewayOptions(
                "127.0.0.1", 0, upstreams[0].name(), List.of(upstreams), Limits.DEFAULT, Timeouts.DEFAULT);
    }

    private static Routes routes(GatewayOptions.Upstream... upstreams) {
        return Routes.of(
                options(upstreams),
                List.of(
                        new Versioned(WITH, URI.create("https://with.example/v1")),
                        new Versioned(WITHOUT, URI.create("https://without.example"))));
    }

    private static GatewayOptions.Upstream added(Provider protocol, String prefix, String baseUrl) {
        return new GatewayOptions.Upstream(ADDED, protocol, prefix, URI.create(baseUrl), true);
    }

    @ParameterizedTest
    @CsvSource({
        "with, https://one.example/v1, /v1",
        "with, https://one.example/base/v1/, /base/v1",
        "with, https://one.example/base/v1beta, /base/v1",
        "with, https://one.example/api, /api",
        "with, https://one.example, ''",
        "without, https://one.example, /v1",
        "without, https://one.example/base/, /base/v1",
        "without, https://one.example/base/v1, /base/v1",
    })
    void aVersionThatTheBaseUrlEndsWithGivesWayToTheOneCalled(String protocol, String baseUrl, String path) {
        Routes routes = routes(added(new Provider(protocol), "added", baseUrl));

        Routes.Route route = routes.find("/added/v1/things/1").orElseThrow();
        Routes.Route beta = routes.find("/added/v1beta/things/1").orElseThrow();

        assertThat(route.upstreamPath()).isEqualTo(path + "/things/1");
        assertThat(route.apiPath()).isEqualTo("/v1/things/1");
        assertThat(beta.upstreamPath()).isEqualTo(path.replace("v1", "v1beta") + "/things/1");
        assertThat(beta.apiPath()).isEqualTo("/v1beta/things/1");
    }

    @Test
    void onlyPrefixesAndVersionsThatAreThereAreRoutes() {
        Routes routes = routes(
                added(WITH, "one", "https://one.example/v1"),
                new GatewayOptions.Upstream(WITHOUT, URI.create("https://without.example")));

        assertThat(routes.find("/one/v1").orElseThrow().upstream().provider()).isEqualTo(ADDED);
        assertThat(routes.find("/without/v1beta/x").orElseThrow().upstream().provider())
                .isEqualTo(WITHOUT);
        assertThat(routes.find("/v1/x").orElseThrow().upstream().provider()).isEqualTo(ADDED);
        assertThat(routes.find("/v1beta/x").orElseThrow().upstream().provider()).isEqualTo(ADDED);
        for (String path :
                List.of("/added/v1/x", "/one/v2/x", "/one/v1betas", "/onev1/x", "/one", "/with/v1/x", "/v2/x")) {
            assertThat(routes.find(path)).as(path).isEmpty();
        }
        assertThat(routes.upstreams()).hasSize(2);
    }

    @Test
    void twoUpstreamsWithOneNameOrPrefixAreRefused() {
        List<GatewayOptions.Upstream> upstreams = new ArrayList<>();
        upstreams.add(added(WITH, "one", "https://one.example/v1"));
        upstreams.add(added(WITH, "two", "https://two.example/v1"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options(upstreams.toArray(GatewayOptions.Upstream[]::new)))
                .withMessageContaining("names");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> options(
                        added(WITH, "one", "https://one.example/v1"),
                        new GatewayOptions.Upstream(WITH, WITH, "one", URI.create("https://two.example/v1"), true)))
                .withMessageContaining("prefixes");
    }

    @Test
    void aProtocolThatNobodySpeaksIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> routes(added(new Provider("gopher"), "one", "https://one.example/v1")))
                .withMessageContaining("gopher");
    }
}
