package io.tokentally.bootstrap.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.demo.DemoMode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.mock.env.MockEnvironment;

class StartupBannerTest {

    private final MockEnvironment environment =
            new MockEnvironment().withProperty("local.server.port", "8080").withProperty("local.gateway.port", "8090");

    private static String announced(ConfigurableEnvironment environment) {
        ByteArrayOutputStream terminal = new ByteArrayOutputStream();
        GenericApplicationContext context = new GenericApplicationContext();
        context.setEnvironment(environment);
        new StartupBanner(
                        new PrintStream(terminal, true, StandardCharsets.UTF_8),
                        new DemoMode(false, false),
                        Optional::empty,
                        () -> false)
                .onApplicationEvent(
                        new ApplicationReadyEvent(new SpringApplication(), new String[0], context, Duration.ZERO));
        return terminal.toString(StandardCharsets.UTF_8);
    }

    @Test
    void tellsWhereBothListenInClear() {
        assertThat(announced(environment))
                .contains("ready: http://localhost:8080\n", "gateway: http://localhost:8090/v1\n");
    }

    @Test
    void tellsThatTheGatewaySpeaksTls() {
        environment.setProperty("tokentally.gateway.tls.certificate", "/etc/tokentally/tls.crt");

        assertThat(announced(environment))
                .contains("ready: http://localhost:8080\n", "gateway: https://localhost:8090/v1\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"server.ssl.bundle", "server.ssl.certificate", "server.ssl.key-store"})
    void tellsThatTheWebServerSpeaksTls(String setting) {
        environment.setProperty(setting, "web");

        assertThat(announced(environment))
                .contains("ready: https://localhost:8080\n", "gateway: http://localhost:8090/v1\n");
    }

    @Test
    void aGatewayThatDoesNotListenIsNotNamed() {
        MockEnvironment webOnly = new MockEnvironment().withProperty("local.server.port", "8080");

        assertThat(announced(webOnly))
                .contains("ready: http://localhost:8080\n")
                .doesNotContain("gateway");
    }
}
