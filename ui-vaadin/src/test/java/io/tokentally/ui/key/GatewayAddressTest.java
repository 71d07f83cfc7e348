package io.tokentally.ui.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GatewayAddressTest {

    @Test
    void namesTheSchemeThatTheGatewaySpeaks() {
        assertThat(new GatewayAddress("", false, () -> 8090, List.of()).url()).isEqualTo("http://localhost:8090");
        assertThat(new GatewayAddress("", true, () -> 8443, List.of()).url()).isEqualTo("https://localhost:8443");
    }

    @Test
    void aPublicAddressCountsWhateverIsSpokenHere() {
        assertThat(new GatewayAddress(" https://gateway.acme.example// ", false, () -> 8090, List.of()).url())
                .isEqualTo("https://gateway.acme.example");
    }
}
