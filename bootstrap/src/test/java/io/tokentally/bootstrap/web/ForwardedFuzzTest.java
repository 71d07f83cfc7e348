package io.tokentally.bootstrap.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tokentally.domain.net.ClientAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.tomcat.util.http.MimeHeaders;
import org.apache.tomcat.util.http.ServerCookies;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Whatever a proxy or a browser writes into its headers, it is read as it was meant or passed over. With {@code JAZZER_FUZZ=1} the
 * fuzzer looks for headers of which that is not so, from those under {@code ForwardedFuzzTestInputs} on; otherwise it tries these.
 */
class ForwardedFuzzTest {

    @FuzzTest(maxDuration = "2m")
    void headersAreReadAsTheyWereMeant(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        List<String> lines = List.of(text.split("\n", -1));

        List<ForwardedHop> hops = ForwardedHop.ofForwarded(lines);
        assertThat(ForwardedHop.ofForwarded(List.of(written(hops)))).isEqualTo(hops);
        assertThat(ForwardedHop.ofForwarded(lines.reversed()).size()).isLessThanOrEqualTo(text.length() + 1);
        ForwardedHop.ofXForwarded(lines, lines, lines, lines).forEach(hop -> {
            assertThat(hop.scheme()).isIn(null, "http", "https");
            assertThat(hop.from()).doesNotContain(",");
            ClientAddress.parse(hop.from());
        });
        requireOnceEach(text);
    }

    /** As a proxy writes it, with all in quotes. */
    private static String written(List<ForwardedHop> hops) {
        return hops.stream()
                .map(hop -> "for=" + quoted(hop.from()) + pair("proto", hop.scheme()) + pair("host", hop.host()))
                .collect(Collectors.joining(", "));
    }

    private static String pair(String name, @Nullable String value) {
        return value == null ? "" : ";" + name + "=" + quoted(value);
    }

    private static String quoted(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** Beside a cookie that no other host could set none of its plain name is seen. */
    private static void requireOnceEach(String cookies) {
        MimeHeaders headers = new MimeHeaders();
        headers.addValue("Cookie").setString(cookies + "; __Host-mine=1; mine=2");
        ServerCookies parsed = new ServerCookies(4);
        new PrefixedCookies().parseCookieHeader(headers, parsed);
        for (int i = 0; i < parsed.getCookieCount(); i++) {
            String name = parsed.getCookie(i).getName().toString();
            assertThat(name).doesNotStartWith(PrefixedCookies.HOST + "mine");
            if (name.equals("mine")) {
                assertThat(parsed.getCookie(i).getValue().toString()).isNotEqualTo("2");
            }
        }
    }

    @Test
    void aLongHeaderTakesNoStack() {
        String long64 = "x".repeat(64 * 1024);

        assertThat(ForwardedHop.ofForwarded(List.of("for=\"" + long64 + "\"")))
                .extracting(ForwardedHop::from)
                .containsExactly(long64);
    }
}
