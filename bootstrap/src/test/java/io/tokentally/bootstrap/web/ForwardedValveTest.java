package io.tokentally.bootstrap.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.net.ClientAddress;
import io.tokentally.domain.net.IpRange;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForwardedValveTest {

    private WebServer trusting;
    private WebServer alone;

    /** Tells how the request looks to the application. */
    private static final class Mirror extends HttpServlet {

        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            boolean unused = request.getSession().isNew();
            response.getWriter()
                    .print("client=%s secure=%s url=%s forwarded=%s"
                            .formatted(
                                    ClientAddress.parse(request.getRemoteAddr()).orElseThrow(),
                                    request.isSecure(),
                                    request.getRequestURL(),
                                    Stream.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Prefix")
                                            .map(request::getHeader)
                                            .toList()));
        }
    }

    @BeforeAll
    void start() {
        trusting = WebServer.with(
                new Mirror(),
                new ForwardedValve(new TrustedProxies(List.of(
                        IpRange.parse("127.0.0.1"), IpRange.parse("10.0.0.0/8"), IpRange.parse("2001:db8::/32")))),
                new TransportSecurityValve());
        alone = WebServer.with(new Mirror(), new ForwardedValve(new TrustedProxies(List.of())));
    }

    @AfterAll
    void stop() {
        trusting.close();
        alone.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Forwarded-For: 198.51.100.9",
                "X-Forwarded-For: 203.0.113.1, 198.51.100.9",
                "X-Forwarded-For: 203.0.113.1, 198.51.100.9, 10.1.2.3",
                "X-Forwarded-For: 127.0.0.1, 198.51.100.9:4711, 10.1.2.3",
                "Forwarded: for=198.51.100.9;proto=https",
                "Forwarded: for=203.0.113.1, for=\"198.51.100.9:4711\"; by=10.1.2.3 , For=\"[2001:db8::7]:80\""
            })
    void theClientIsTheLastWhoIsNoProxyOfOurs(String header) throws IOException {
        assertThat(trusting.get("/", header)).contains("client=198.51.100.9 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Forwarded-For: 198.51.100.9",
                "Forwarded: for=198.51.100.9;proto=https;host=evil.example",
                "X-Forwarded-Proto: https",
                "X-Forwarded-Host: evil.example",
                "X-Forwarded-Prefix: /evil"
            })
    void nobodyElseIsBelieved(String header) throws IOException {
        assertThat(alone.get("/", header))
                .contains("client=127.0.0.1 secure=false url=http://localhost/ forwarded=[null, null, null, null]");
    }

    @Test
    void aProxyThatWasToldSoByItsCallerIsNotBelievedBeyondIt() throws IOException {
        assertThat(trusting.get("/", "X-Forwarded-For: 10.9.9.9, 198.51.100.9")).contains("client=198.51.100.9 ");
    }

    @Test
    void aHeaderThatTheProxyPassedOnUnreadIsRefused() throws IOException {
        assertThat(trusting.get("/", "X-Forwarded-For: 198.51.100.9", "Forwarded: for=203.0.113.1"))
                .startsWith("HTTP/1.1 400");
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown", "_hidden", "not an address", "198.51.100.9.evil"})
    void whoHidesIsTheProxyThatHidesThem(String from) throws IOException {
        assertThat(trusting.get("/", "X-Forwarded-For: 203.0.113.1, " + from)).contains("client=127.0.0.1 ");
    }

    @Test
    void tlsAtTheProxyMakesSecureCookiesAndHolds() throws IOException {
        String answer = trusting.get(
                "/",
                "Host: inner:8080",
                "X-Forwarded-For: 198.51.100.9",
                "X-Forwarded-Proto: https",
                "X-Forwarded-Host: tally.example");

        assertThat(answer)
                .contains("secure=true url=https://tally.example/ ")
                .contains("Strict-Transport-Security: max-age=31536000")
                .containsPattern("Set-Cookie: JSESSIONID=.*; Secure");
        assertThat(trusting.get("/", "X-Forwarded-Proto: https")).contains("secure=true");
        assertThat(trusting.get("/")).doesNotContain("Strict-Transport-Security", "; Secure");
    }

    @Test
    void aPortIsKept() throws IOException {
        assertThat(trusting.get("/", "Forwarded: for=198.51.100.9;proto=https;host=\"tally.example:8443\""))
                .contains("url=https://tally.example:8443/ ");
        assertThat(trusting.get(
                        "/",
                        "X-Forwarded-For: 198.51.100.9",
                        "X-Forwarded-Host: tally.example",
                        "X-Forwarded-Port: 81"))
                .contains("url=http://tally.example:81/ ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example/x", "a b", "x@evil.example", "evil.example:port", ""})
    void aHostThatIsNoneIsIgnored(String host) throws IOException {
        assertThat(trusting.get("/", "X-Forwarded-For: 198.51.100.9", "X-Forwarded-Host: " + host))
                .contains("url=http://localhost/ ");
    }
}
