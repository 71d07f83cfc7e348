package io.tokentally.domain.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1,               192.0.2.1",
        "192.0.2.1:443,           192.0.2.1",
        "' 192.0.2.1 ',           192.0.2.1",
        "2001:db8::1,             2001:db8:0:0:0:0:0:1",
        "[2001:db8::1],           2001:db8:0:0:0:0:0:1",
        "[2001:db8::1]:443,       2001:db8:0:0:0:0:0:1",
        "::ffff:192.0.2.1,        192.0.2.1",
        "[::ffff:192.0.2.1]:80,   192.0.2.1",
    })
    void readsAddressesAsProxiesWriteThem(String text, String expected) {
        assertThat(ClientAddress.parse(text)).get().hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "unknown",
                "_hidden",
                "localhost",
                "[",
                "[]",
                "]",
                "[192.0.2.1]",
                "[::1",
                "[::1]x",
                "[::1]:",
                "1:2",
                "192.0.2.1:",
                "192.0.2.1:port",
                "192.0.2.1:123456",
                "face",
                "cafe:"
            })
    void whatIsNoAddressIsNone(String text) {
        assertThat(ClientAddress.parse(text)).isEmpty();
    }

    @Test
    void oneSubscriberIsOneHoweverManyAddressesTheyHave() {
        assertThat(block("2001:db8:1:2::1")).isEqualTo(block("2001:db8:1:2:ffff:ffff:ffff:ffff"));
        assertThat(block("2001:db8:1:2::1")).isNotEqualTo(block("2001:db8:1:3::1"));
        assertThat(block("2001:db8:1:2::1")).hasToString("2001:db8:1:2:0:0:0:0/64");
        assertThat(block("192.0.2.1")).isNotEqualTo(block("192.0.2.2")).hasToString("192.0.2.1");
        assertThat(block("::ffff:192.0.2.1")).isEqualTo(block("192.0.2.1"));
    }

    private static IpRange block(String text) {
        return ClientAddress.parse(text).orElseThrow().block();
    }

    @Test
    void aScopeOrANameMakesNoDifference() throws UnknownHostException {
        byte[] loopback = new byte[16];
        loopback[15] = 1;
        InetAddress scoped = Inet6Address.getByAddress("name.example", loopback, 3);

        assertThat(ClientAddress.of(scoped))
                .isEqualTo(ClientAddress.parse("::1").orElseThrow())
                .hasToString("0:0:0:0:0:0:0:1");
    }
}
