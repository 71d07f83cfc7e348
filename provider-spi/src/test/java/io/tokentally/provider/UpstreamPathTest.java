package io.tokentally.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpstreamPathTest {

    @ParameterizedTest
    @CsvSource({
        "https://own.example/v1, https://one.example/v1, /v1, /v1beta",
        "https://own.example/v1, https://one.example/v1beta//, /v1, /v1beta",
        "https://own.example/v1, https://one.example/a%2Fb/v1/, /a%2Fb/v1, /a%2Fb/v1beta",
        "https://own.example, https://one.example, /v1, /v1beta",
        "https://own.example, https://one.example/, /v1, /v1beta",
        "https://own.example, https://one.example/base/, /base/v1, /base/v1beta",
        "https://own.example, https://one.example/base/v1beta, /base/v1, /base/v1beta",
        ", https://one.example/base, /base/v1, /base/v1beta",
    })
    void theVersionThatIsCalledFollowsInThePlaceOfOneThatTheAddressEndsWith(
            @Nullable String own, String address, String path, String beta) {
        UpstreamPath upstream = UpstreamPath.of(protocol(own), URI.create(address));

        assertThat(upstream.of("/v1")).isEqualTo(path);
        assertThat(upstream.of("/v1beta")).isEqualTo(beta);
    }

    /** The SDKs of such a provider are given an address with its version, and this one is called something else. */
    @ParameterizedTest
    @CsvSource({
        "https://own.example/v1, https://one.example/api, /api",
        "https://own.example/v1, https://one.example, ''",
        "https://own.example/v1/, https://one.example/api/, /api",
    })
    void anAddressWithoutAVersionStandsForAnyWhereTheProvidersOwnHasOne(String own, String address, String path) {
        UpstreamPath upstream = UpstreamPath.of(protocol(own), URI.create(address));

        assertThat(upstream.of("/v1")).isEqualTo(path);
        assertThat(upstream.of("/v1beta")).isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource({
        "https://own.example/v1, /v1",
        "https://own.example/v1/, /v1",
        "https://own.example/api/v1beta, /v1beta",
        "https://own.example/v1/api, ''",
        "https://own.example, ''",
        ", ''",
    })
    void clientsAreGivenTheVersionThatTheProvidersOwnAddressEndsWith(@Nullable String own, String version) {
        assertThat(UpstreamPath.ownVersion(protocol(own))).isEqualTo(version);
    }

    private static ProviderProtocol protocol(@Nullable String own) {
        return new SilentProtocol() {
            @Override
            public Optional<URI> defaultBaseUrl() {
                return Optional.ofNullable(own).map(URI::create);
            }

            @Override
            public List<String> versions() {
                return List.of("/v1", "/v1beta");
            }
        };
    }
}
