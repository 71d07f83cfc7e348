package io.tokentally.bootstrap.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokentally.domain.start.StartRefusedException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.env.MockEnvironment;

class TrustRefusalTest {

    private final WebConfiguration configuration = new WebConfiguration();

    @ParameterizedTest
    @CsvSource({
        "server.forward-headers-strategy, framework",
        "server.forward-headers-strategy, NATIVE",
        "server.tomcat.remoteip.remote-ip-header, X-Forwarded-For",
        "server.tomcat.remoteip.protocol-header, X-Forwarded-Proto"
    })
    void nothingElseMayBelieveForwardingHeaders(String setting, String value) {
        MockEnvironment environment = new MockEnvironment().withProperty(setting, value);

        assertThatThrownBy(() -> configuration.trustedProxies(new ProxyProperties(List.of()), environment))
                .isInstanceOfSatisfying(StartRefusedException.class, refusal -> {
                    assertThat(refusal).hasMessageContaining(setting);
                    assertThat(refusal.remedy()).contains("TOKENTALLY_TRUSTEDPROXIES");
                });
    }

    @Test
    void proxiesAreAddressesAndRanges() {
        MockEnvironment environment = new MockEnvironment().withProperty("server.forward-headers-strategy", "none");

        TrustedProxies proxies = configuration.trustedProxies(
                new ProxyProperties(List.of(" 10.0.0.7", "2001:db8::/32 ", "")), environment);

        assertThat(proxies.ranges()).map(Object::toString).containsExactly("10.0.0.7", "2001:db8:0:0:0:0:0:0/32");
    }

    @Test
    void whatIsNoAddressIsRefusedByTheSettingsName() {
        ProxyProperties properties = new ProxyProperties(List.of("proxy.example"));

        assertThatThrownBy(properties::proxies)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tokentally.trusted-proxies")
                .hasMessageContaining("proxy.example");
    }
}
