package io.tokentally.bootstrap.start;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PostgreSQL is on board for each platform that people run on. */
class PackedPlatformsTest {

    @ParameterizedTest
    @ValueSource(strings = {"linux-x86_64", "linux-arm_64", "darwin-x86_64", "darwin-arm_64", "windows-x86_64"})
    void hasItsPostgreSql(String platform) {
        assertThat(getClass().getResource("/postgres-%s.txz".formatted(platform)))
                .isNotNull();
    }
}
