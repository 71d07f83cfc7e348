package io.tokentally.adapter.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.tokentally.domain.net.IpRange;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForwardedForTest {

    private static final List<IpRange> TRUSTED = List.of(IpRange.parse("10.0.0.0/8"), IpRange.parse("2001:db8::/32"));

    private static String in(HttpHeaders headers) {
        return String.valueOf(ForwardedFor.in(headers, TRUSTED));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            X-Forwarded-For | 192.0.2.1                                   | 192.0.2.1
            X-Forwarded-For | 203.0.113.9, 192.0.2.1                      | 192.0.2.1
            X-Forwarded-For | 203.0.113.9, 192.0.2.1, 10.1.1.1, 10.2.2.2  | 192.0.2.1
            X-Forwarded-For | 10.1.1.1, 10.2.2.2                          | 10.1.1.1
            X-Forwarded-For | 192.0.2.1, unknown, 10.1.1.1                | 10.1.1.1
            X-Forwarded-For | nonsense                                    | null
            X-Forwarded-For | 192.0.2.1:4711                              | 192.0.2.1
            Forwarded       | for=192.0.2.1;proto=https;by=10.0.0.1       | 192.0.2.1
            Forwarded       | for=203.0.113.9, proto=http;For="192.0.2.1" | 192.0.2.1
            Forwarded       | for="[2001:db9::1]:47"                      | 2001:db9:0:0:0:0:0:1
            Forwarded       | for=203.0.113.9, for="[2001:db8::1]"        | 203.0.113.9
            Forwarded       | for=203.0.113.9, for=_hidden                | null
            Forwarded       | proto=https                                 | null
            X-Real-IP       | 192.0.2.1                                   | null
            """)
    void theLastHopThatIsNoTrustedProxyIsTheClient(String name, String value, String expected) {
        assertThat(in(new DefaultHttpHeaders().add(name, value))).isEqualTo(expected);
    }

    @Test
    void severalHeadersAreOneList() {
        assertThat(in(new DefaultHttpHeaders()
                        .add("X-Forwarded-For", "203.0.113.9")
                        .add("x-forwarded-for", "192.0.2.1, 10.0.0.1")))
                .isEqualTo("192.0.2.1");
    }

    /** A proxy writes one of them; the other is whatever the client has sent. */
    @Test
    void twoHeadersThatTellTwoThingsTellNothing() {
        HttpHeaders headers = new DefaultHttpHeaders().add("X-Forwarded-For", "192.0.2.1");
        assertThat(in(headers.copy().add("Forwarded", "for=203.0.113.9"))).isEqualTo("null");
        assertThat(in(headers.copy().add("Forwarded", "for=192.0.2.1"))).isEqualTo("192.0.2.1");
    }
}
