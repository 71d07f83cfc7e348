package io.tokentally.bootstrap.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.net.IpRange;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Cookies as a browser gets and sends them, with and without TLS at a trusted proxy. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PrefixedCookiesTest {

    private static final String TLS = "X-Forwarded-Proto: https";
    private static final Pattern SESSION = Pattern.compile("Set-Cookie: ((?:__Host-)?JSESSIONID)=(\\w+)([^\\r]*)");

    private WebServer server;

    /** Counts how often a session has been here, and tells what cookies came. */
    private static final class Counter extends HttpServlet {

        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            int times =
                    Objects.requireNonNullElse((Integer) request.getSession().getAttribute("times"), 0) + 1;
            request.getSession().setAttribute("times", times);
            Cookie device = new Cookie("device", "d");
            device.setPath("/login");
            device.setMaxAge(9);
            device.setHttpOnly(true);
            response.addCookie(device);
            Cookie[] cookies = Objects.requireNonNullElse(request.getCookies(), new Cookie[0]);
            response.getWriter()
                    .print("times=" + times + " cookies="
                            + Stream.of(cookies)
                                    .map(cookie -> cookie.getName() + "=" + cookie.getValue())
                                    .filter(cookie -> !cookie.startsWith("JSESSIONID="))
                                    .collect(Collectors.joining(" ")));
        }
    }

    @BeforeAll
    void start() {
        server = WebServer.with(
                new Counter(),
                factory -> factory.addContextCustomizers(context -> context.setCookieProcessor(new PrefixedCookies())),
                new ForwardedValve(new TrustedProxies(List.of(IpRange.parse("127.0.0.1")))),
                new SessionCookieValve());
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void byTlsTheyBelongToThisHostAndHaveComeByTls() throws IOException {
        assertThat(server.get("/", TLS))
                .containsPattern("Set-Cookie: __Host-JSESSIONID=\\w+; Path=/; Secure; HttpOnly; SameSite=Lax")
                .containsPattern("Set-Cookie: __Secure-device=d; .*Path=/login; Secure; HttpOnly; SameSite=Lax");
        assertThat(server.get("/"))
                .containsPattern("Set-Cookie: JSESSIONID=\\w+; Path=/; HttpOnly; SameSite=Lax")
                .containsPattern("Set-Cookie: device=d; ")
                .doesNotContain("Secure");
    }

    @Test
    void theApplicationKnowsThemByTheirOwnNames() throws IOException {
        String session = sessionOf(server.get("/", TLS));

        assertThat(server.get("/", TLS, "Cookie: __Secure-device=d; __Host-JSESSIONID=" + session + "; other=o"))
                .endsWith("times=2 cookies=device=d other=o");
    }

    @Test
    void whatAnotherHostHasSetIsNotSeenBesideThem() throws IOException {
        String own = sessionOf(server.get("/", TLS));
        String others = sessionOf(server.get("/", TLS));

        for (String cookies : List.of(
                "JSESSIONID=" + others + "; device=x; __Host-JSESSIONID=" + own + "; __Secure-device=d",
                "__Host-JSESSIONID=" + own + "; __Secure-device=d; JSESSIONID=" + others + "; device=x")) {
            assertThat(server.get("/", TLS, "Cookie: " + cookies))
                    .contains("device=d")
                    .doesNotContain("device=x");
        }
        assertThat(server.get("/", TLS, "Cookie: __Host-JSESSIONID=" + own)).contains("times=4 ");
        assertThat(server.get("/", TLS, "Cookie: __Host-JSESSIONID=" + others)).contains("times=2 ");
    }

    @Test
    void byTlsNoSessionIsTakenFromACookieThatAnybodyMayHaveSet() throws IOException {
        String session = sessionOf(server.get("/", TLS));

        assertThat(server.get("/", TLS, "Cookie: JSESSIONID=" + session)).contains("times=1 ");
        assertThat(server.get("/", "Cookie: JSESSIONID=" + session)).contains("times=2 ");
    }

    @Test
    void noSessionIsTakenFromAnAddress() throws IOException {
        String session = sessionOf(server.get("/"));

        assertThat(server.get("/;jsessionid=" + session)).contains("times=1 ");
    }

    private static String sessionOf(String answer) {
        Matcher found = SESSION.matcher(answer);
        assertThat(found.find()).as(answer).isTrue();
        return found.group(2);
    }
}
