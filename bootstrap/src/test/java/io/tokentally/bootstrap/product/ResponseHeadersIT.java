package io.tokentally.bootstrap.product;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.router.RouteData;
import com.vaadin.flow.server.VaadinServletContext;
import com.vaadin.flow.server.startup.ApplicationRouteRegistry;
import jakarta.servlet.ServletContext;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Every page, found where Vaadin finds it, and every other kind of answer. */
@ProductTest
class ResponseHeadersIT {

    private static final Pattern NONCE = Pattern.compile("'nonce-([^']+)'");

    @LocalServerPort
    private int port;

    @Autowired
    private ServletContext servletContext;

    @Test
    void everyPageHasThemAndRunsNoScriptThatItDoesNotName() {
        Visitor owner = Visitor.signedIn(port, "owner@acme.example");
        Visitor operator = Visitor.signedIn(port, "operator@demo.example");
        List<String> paths =
                ApplicationRouteRegistry.getInstance(new VaadinServletContext(servletContext))
                        .getRegisteredRoutes()
                        .stream()
                        .map(RouteData::getTemplate)
                        .map(template -> "/" + template.replaceAll("/?:.*", ""))
                        .toList();

        assertThat(paths).contains("/api-usage", "/people", "/installation");
        for (String path : paths) {
            HttpResponse<String> page = (path.startsWith("/installation") ? operator : owner).get(path);
            assertThat(page.statusCode()).as(path).isEqualTo(200);
            assertThat(headersMissing(page)).as(path).isEmpty();
            assertThat(header(page, "Cache-Control")).as(path).contains("no-store");
            assertThat(scriptsWithout(nonceOf(page), page)).as(path).isEmpty();
        }
    }

    @Test
    void everyOtherAnswerHasThemToo() {
        Visitor stranger = new Visitor(port);
        Visitor owner = Visitor.signedIn(port, "owner@acme.example");

        Stream.of(
                        stranger.get("/"),
                        stranger.get("/login"),
                        stranger.get("/login?error"),
                        stranger.get("/assets/tokentally/tokentally.css"),
                        stranger.get("/assets/no-such-file.js"),
                        stranger.get("/api/v1/usage/summary"),
                        stranger.get("/actuator/health"),
                        stranger.get("/actuator/env"),
                        owner.get("/no/such/page"),
                        owner.get("/api/v1/usage/summary"),
                        owner.get("/api/v1/usage/summary?days=-1"),
                        owner.get("/api/v1/usage/export.csv"),
                        owner.get("/api/v1/no-such-thing"),
                        owner.get("/v3/api-docs"),
                        owner.get("/swagger-ui/index.html"),
                        owner.get("/error"),
                        owner.get("/a%2fb"),
                        owner.get("/a;b=c/d"),
                        owner.get("/?v-r=init&location=api-usage&query="),
                        owner.post("/api-usage", "Sec-Fetch-Site", "cross-site"))
                .forEach(answer ->
                        assertThat(headersMissing(answer)).as(answer.toString()).isEmpty());
    }

    @Test
    void nothingThatSomebodyMayNotSeeIsKeptByABrowser() {
        Visitor owner = Visitor.signedIn(port, "owner@acme.example");

        for (String path : List.of("/api/v1/usage/summary", "/api/v1/usage/export.csv", "/v3/api-docs", "/api-usage")) {
            assertThat(header(owner.get(path), "Cache-Control")).as(path).contains("no-store");
        }
        assertThat(header(owner.get("/assets/tokentally/tokentally.css"), "Cache-Control"))
                .doesNotContain("no-store");
    }

    @Test
    void everyTextSaysHowItsCharactersAreWritten() {
        Visitor owner = Visitor.signedIn(port, "owner@acme.example");

        for (String path : List.of(
                "/login",
                "/api-usage",
                "/sw.js",
                "/lumo/lumo.css",
                "/assets/tokentally/tokentally.css",
                "/assets/tokentally/theme.js",
                "/assets/tokentally/icon.svg",
                "/swagger-ui/index.html",
                "/swagger-ui/index.css",
                "/swagger-ui/swagger-ui.css",
                "/swagger-ui/swagger-ui-bundle.js",
                "/api/v1/usage/export.csv")) {
            HttpResponse<String> answer = owner.get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            assertThat(header(answer, "Content-Type")).as(path).containsIgnoringCase(";charset=utf-8");
        }
    }

    private static List<String> headersMissing(HttpResponse<String> answer) {
        return Stream.of(
                        "Content-Security-Policy: default-src 'none'",
                        "X-Content-Type-Options: nosniff",
                        "X-Frame-Options: DENY",
                        "Referrer-Policy: same-origin",
                        "Permissions-Policy: ",
                        "Cross-Origin-Opener-Policy: same-origin",
                        "Cross-Origin-Resource-Policy: same-origin",
                        "Cache-Control: ")
                .filter(line -> !line.startsWith("Permissions-Policy")
                        || !answer.uri().getPath().startsWith("/assets/"))
                .filter(line -> {
                    String[] parts = line.split(": ", 2);
                    return !header(answer, parts[0]).startsWith(parts[1])
                            || header(answer, parts[0]).isEmpty();
                })
                .toList();
    }

    private static String header(HttpResponse<String> answer, String name) {
        return String.join(" | ", answer.headers().allValues(name));
    }

    private static String nonceOf(HttpResponse<String> page) {
        String policy = header(page, "Content-Security-Policy");
        var nonce = NONCE.matcher(policy);
        assertThat(policy).doesNotContainPattern("script-src[^;]*'unsafe-inline'");
        assertThat(nonce.find()).isTrue();
        return nonce.group(1);
    }

    private static List<String> scriptsWithout(String nonce, HttpResponse<String> page) {
        Document html = Jsoup.parse(page.body());
        assertThat(html.select("script")).isNotEmpty();
        return html.select("script").stream()
                .filter(script -> !script.attr("nonce").equals(nonce))
                .map(Object::toString)
                .toList();
    }
}
