package io.tokentally.domain.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpRangeTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8,         10.255.255.255,        true",
        "10.0.0.0/8,         11.0.0.0,              false",
        "192.168.4.0/22,     192.168.7.255,         true",
        "192.168.4.0/22,     192.168.8.0,           false",
        "192.0.2.7,          192.0.2.7,             true",
        "192.0.2.7,          192.0.2.6,             false",
        "0.0.0.0/0,          203.0.113.9,           true",
        "0.0.0.0/0,          2001:db8::1,           false",
        "2001:db8::/32,      2001:db8:ffff::1,      true",
        "2001:db8::/32,      2001:db9::1,           false",
        "::/0,               2001:db8::1,           true",
        "::/0,               10.0.0.1,              false",
        "::ffff:10.0.0.0/104, 10.1.2.3,             true",
        "::1,                ::1,                   true",
    })
    void knowsWhatItContains(String range, String address, boolean expected) {
        assertThat(IpRange.parse(range).contains(IpLiteral.read(address).orElseThrow()))
                .isEqualTo(expected);
    }

    @Test
    void anIpv4AddressInAnIpv6OneCountsAsItself() throws UnknownHostException {
        byte[] mapped = new byte[16];
        mapped[10] = mapped[11] = (byte) 0xFF;
        mapped[12] = 10;
        InetAddress wrapped = Inet6Address.getByAddress(null, mapped, 1);

        assertThat(wrapped).isInstanceOf(Inet6Address.class);
        assertThat(IpRange.parse("10.0.0.0/8").contains(wrapped)).isTrue();
        assertThat(IpRange.parse("::/0").contains(wrapped)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "proxy.example",
                "10.0.0",
                "10.0.0.256",
                "010.0.0.1",
                "0x7f.1",
                "2130706433",
                "10.0.0.0/",
                "10.0.0.0/x",
                "10.0.0.0/-1",
                "2001:db8::/9999",
                "2001:db8",
                ":::",
                "fe80::1%lo",
                "[::1]",
                "10.0.0.0/8/8"
            })
    void refusesWhatIsNoRange(String text) {
        assertThatThrownBy(() -> IpRange.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "' is no address and no range");
    }

    @Test
    void refusesBitsThatAreNotThere() {
        assertThatThrownBy(() -> IpRange.parse("10.0.0.0/33"))
                .hasMessage("The prefix of 10.0.0.0 must have 0 to 32 bits, not 33");
        assertThatThrownBy(() -> IpRange.parse("::ffff:10.0.0.0/8"))
                .hasMessage("The prefix of 10.0.0.0 must have 0 to 32 bits, not -88");
        assertThatThrownBy(() -> IpRange.parse("10.0.0.5/8"))
                .hasMessage("10.0.0.5/8 has bits beyond its prefix: write 10.0.0.0/8, or 10.0.0.5 alone");
    }

    @Test
    void isWrittenAsItIsRead() {
        assertThat(IpRange.parse(" 10.0.0.0/8 ")).hasToString("10.0.0.0/8").isEqualTo(IpRange.parse("10.0.0.0/8"));
        assertThat(IpRange.parse("10.0.0.1/32")).hasToString("10.0.0.1");
    }
}
