package io.tokentally.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokentally.domain.start.StartRefusedException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.env.MockEnvironment;

class DemoModeTest {

    private static final boolean EMBEDDED = true;
    private static final boolean EXTERNAL = false;

    @Test
    void isOnWithTheEmbeddedDatabaseOnTheLoopback() throws UnknownHostException {
        assertThat(demoMode(null, "127.0.0.1", EMBEDDED).on()).isTrue();
        assertThat(demoMode(null, "::1", EMBEDDED).on()).isTrue();
    }

    @Test
    void isOffWithAnExternalDatabase() throws UnknownHostException {
        assertThat(demoMode(null, "127.0.0.1", EXTERNAL).on()).isFalse();
    }

    @Test
    void refusesToStartWhereOthersCanReachIt() {
        assertThatThrownBy(() -> demoMode(null, "0.0.0.0", EMBEDDED))
                .isInstanceOfSatisfying(
                        StartRefusedException.class,
                        refused ->
                                assertThat(refused.remedy()).contains("TOKENTALLY_DEMO=false", "TOKENTALLY_DEMO=true"))
                .hasMessageContaining("0.0.0.0");
    }

    @Test
    void goesAheadAnywhereIfItIsSwitchedOnByName() throws UnknownHostException {
        assertThat(demoMode(true, "0.0.0.0", EMBEDDED).on()).isTrue();
        assertThat(demoMode(true, "0.0.0.0", EXTERNAL).on()).isTrue();
        assertThat(demoMode(false, "127.0.0.1", EMBEDDED).on()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "tokentally.gateway.address, 0.0.0.0, TOKENTALLY_GATEWAY_ADDRESS",
        "tokentally.gateway.public-url, https://gateway.acme.example, TOKENTALLY_GATEWAY_PUBLICURL",
        "tokentally.trusted-proxies, 10.0.0.0/8, TOKENTALLY_TRUSTEDPROXIES",
        "tokentally.trusted-proxies[0], 10.0.0.7, TOKENTALLY_TRUSTEDPROXIES",
        "server.forward-headers-strategy, native, SERVER_FORWARDHEADERSSTRATEGY"
    })
    void refusesToStartWhereASettingSaysThatOthersComeIn(String name, String value, String told) {
        assertThatThrownBy(() -> demoMode(null, "127.0.0.1", EMBEDDED, Map.of(name, value)))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining(told);
    }

    @ParameterizedTest
    @CsvSource({
        "tokentally.gateway.address, ::1",
        "tokentally.gateway.public-url, http://localhost:8090",
        "tokentally.trusted-proxies, ''",
        "server.forward-headers-strategy, none"
    })
    void startsWhereTheSettingsStayOnThisMachine(String name, String value) throws UnknownHostException {
        assertThat(demoMode(null, "127.0.0.1", EMBEDDED, Map.of(name, value)).isForThisMachineOnly())
                .isTrue();
    }

    @Test
    void goesAheadBehindAProxyIfItIsSwitchedOnByName() throws UnknownHostException {
        DemoMode mode = demoMode(true, "0.0.0.0", EMBEDDED, Map.of("tokentally.trusted-proxies", "10.0.0.7"));
        assertThat(mode.on()).isTrue();
        assertThat(mode.isForThisMachineOnly()).isFalse();
    }

    private static DemoMode demoMode(@Nullable Boolean asked, String address, boolean embeddedDatabase)
            throws UnknownHostException {
        return demoMode(asked, address, embeddedDatabase, Map.of());
    }

    private static DemoMode demoMode(
            @Nullable Boolean asked, String address, boolean embeddedDatabase, Map<String, String> others)
            throws UnknownHostException {
        MockEnvironment environment = new MockEnvironment();
        others.forEach(environment::setProperty);
        return DemoMode.decide(asked, InetAddress.getByName(address), embeddedDatabase, environment);
    }
}
