package io.tokentally.bootstrap.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.ui.shell.ScriptNonces;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ResponseHeadersValveTest {

    private static final Pattern NONCE = Pattern.compile("'nonce-([A-Za-z0-9+/=]{24})'");

    private WebServer server;

    private static final class Application extends HttpServlet {

        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response)
                throws IOException, ServletException {
            switch (request.getServletPath()) {
                case "/failing" -> throw new ServletException("on purpose");
                case "/missing" -> response.sendError(HttpServletResponse.SC_NOT_FOUND);
                case "/leading" -> response.sendRedirect("/elsewhere");
                default -> {
                    // As Vaadin does: on the wire before any filter gets the request back.
                    response.getWriter().print("nonce=" + request.getAttribute(ScriptNonces.ATTRIBUTE));
                    response.flushBuffer();
                }
            }
        }
    }

    @BeforeAll
    void start() {
        server = WebServer.with(new Application(), new ResponseHeadersValve(new SecureRandom()));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/login",
                "/failing",
                "/missing",
                "/leading",
                "/%",
                "/a%2fb",
                "/api/v1/keys",
                "/swagger-ui/x"
            })
    void everyAnswerHasThem(String path) throws IOException {
        assertThat(server.get(path))
                .contains("X-Content-Type-Options: nosniff")
                .contains("X-Frame-Options: DENY")
                .contains("Referrer-Policy: same-origin")
                .contains("Permissions-Policy: ")
                .contains("Cross-Origin-Opener-Policy: same-origin")
                .contains("Cross-Origin-Resource-Policy: same-origin")
                .contains("Cache-Control: no-store")
                .containsPattern("Content-Security-Policy: default-src 'none'.*frame-ancestors 'none'");
    }

    /** Of which a page fetches dozens: no script in them runs by itself, and so none asks for a camera. */
    @ParameterizedTest
    @ValueSource(
            strings = {"/assets/tokentally/icon.svg", "/VAADIN/build/FlowClient-a1b2c3d4.js", "/assets/no-such-file.js"
            })
    void filesHaveAllButWhatNoFileCanAskFor(String path) throws IOException {
        assertThat(server.get(path))
                .contains("Content-Security-Policy: default-src 'none'; base-uri 'none'")
                .contains("X-Content-Type-Options: nosniff")
                .contains("X-Frame-Options: DENY")
                .contains("Cross-Origin-Resource-Policy: same-origin")
                .doesNotContain("Permissions-Policy");
    }

    @Test
    void aScriptNeedsTheNonceOfItsOwnAnswer() throws IOException {
        String answer = server.get("/api-usage");
        String other = server.get("/api-usage");

        assertThat(answer).contains("nonce=" + nonce(answer)).doesNotContainPattern("script-src[^;]*'unsafe-inline'");
        assertThat(nonce(other)).isNotEqualTo(nonce(answer));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/login", "/api/v1/usage/export.csv", "/actuator/prometheus", "/v3/api-docs", "/assets/x.svg"})
    void whatVaadinDoesNotDrawEvaluatesNothing(String path) throws IOException {
        assertThat(server.get(path)).doesNotContain("unsafe-eval", "unsafe-inline", "nonce-");
    }

    @Test
    void filesOfTheApplicationMayBeKept() throws IOException {
        assertThat(server.get("/assets/tokentally/icon.svg")).contains("Cache-Control: no-cache");
    }

    private static String nonce(String answer) {
        Matcher nonce = NONCE.matcher(answer);
        assertThat(nonce.find()).isTrue();
        return nonce.group(1);
    }
}
