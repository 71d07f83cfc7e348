package io.tokentally.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiSimulatorMainTest {

    @Test
    void listensOnLoopbackByDefault() {
        SimulatorOptions options = OpenAiSimulatorMain.options(new String[0], Map.of());

        assertThat(options.port()).isEqualTo(8089);
        assertThat(options.address().isLoopbackAddress()).isTrue();
        assertThat(options.latency()).isZero();
        assertThat(options.tokenDelay()).isZero();
    }

    @Test
    void argumentsWinOverTheEnvironment() {
        SimulatorOptions options = OpenAiSimulatorMain.options(
                new String[] {"--port=1234", "--token-delay-ms=5"},
                Map.of("SIMULATOR_PORT", "4321", "SIMULATOR_LATENCY_MS", "20", "SIMULATOR_ADDRESS", "0.0.0.0"));

        assertThat(options.port()).isEqualTo(1234);
        assertThat(options.latency()).isEqualTo(Duration.ofMillis(20));
        assertThat(options.tokenDelay()).isEqualTo(Duration.ofMillis(5));
        assertThat(options.address().isAnyLocalAddress()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--port=x", "--port=-1", "--port=65536", "--latency-ms=-1", "--colour=red", "port=1", "--port"})
    void wrongArgumentsAreRefused(String argument) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OpenAiSimulatorMain.options(new String[] {argument}, Map.of()));
    }
}
