package io.tokentally.bootstrap.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokentally.bootstrap.StartRefused;
import io.tokentally.bootstrap.configuration.TokentallyProperties;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class DemoModeTest {

    private static final String EMBEDDED = "";
    private static final String EXTERNAL = "jdbc:postgresql://db.example/tokentally";

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
                        StartRefused.class,
                        refused ->
                                assertThat(refused.remedy()).contains("TOKENTALLY_DEMO=false", "TOKENTALLY_DEMO=true"))
                .hasMessageContaining("0.0.0.0");
    }

    @Test
    void goesAheadAnywhereIfItIsSwitchedOnByName() throws UnknownHostException {
        assertThat(demoMode("true", "0.0.0.0", EMBEDDED).on()).isTrue();
        assertThat(demoMode("true", "0.0.0.0", EXTERNAL).on()).isTrue();
        assertThat(demoMode("false", "127.0.0.1", EMBEDDED).on()).isFalse();
    }

    private static DemoMode demoMode(@Nullable String setting, String address, String externalDatabase)
            throws UnknownHostException {
        Map<String, String> settings = setting == null
                ? Map.of("tokentally.home", Path.of("unused").toString())
                : Map.of("tokentally.home", Path.of("unused").toString(), "tokentally.demo", setting);
        TokentallyProperties properties = new Binder(new MapConfigurationPropertySource(settings))
                .bind("tokentally", TokentallyProperties.class)
                .get();
        return new DemoConfiguration().demoMode(properties, InetAddress.getByName(address), externalDatabase);
    }
}
