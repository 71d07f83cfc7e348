package io.tokentally.bootstrap.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Whoever has not signed in costs no session, which is {@code NoSessionForStrangers}' work, and nobody signs somebody else in. */
@ProductTest
class AnonymousVisitorsIT {

    private static final String SESSION = "JSESSIONID";
    private static final String MEMBER = "member@acme.example";

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/login",
                "/login?error",
                "/api-usage?days=7",
                "/no/such/page",
                "/?v-r=init&location=login",
                "/?v-r=init&location=api-usage&query=",
                "/?v-r=uidl&v-uiId=0",
                "/?v-r=heartbeat&v-uiId=0",
                "/?v-r=push&v-uiId=0",
                "/forgotten",
                "/login/code",
                "/api/v1/usage/summary",
                "/v3/api-docs",
                "/swagger-ui/index.html",
                "/actuator/metrics",
                "/error",
                // What Vaadin takes for files that anybody may have, whether they are there or not.
                "/offline.html",
                "/manifest.webmanifest",
                "/icons/icon.png",
                "/themes/x/y.css",
                "/favicon.ico",
                "/assets/no-such-file.js",
                "/lumo/no-such-file.css",
                "/VAADIN/no-such-file.js",
                "/VAADIN/dynamic/resource/0/0/x",
                "/VAADIN/push",
                "/HILLA/push"
            })
    void makeNoSession(String path) {
        Visitor visitor = new Visitor(port);

        HttpResponse<String> answer = visitor.get(path);

        assertThat(visitor.has(SESSION)).as(answer.toString()).isFalse();
        HttpResponse<String> posted = visitor.post(path);
        assertThat(visitor.has(SESSION)).as(posted.toString()).isFalse();
        HttpResponse<String> foreign = visitor.post(path, "Sec-Fetch-Site", "cross-site");
        assertThat(foreign.statusCode()).isBetween(300, 499);
        assertThat(visitor.has(SESSION)).as(foreign.toString()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sw.js", "/lumo/lumo.css", "/assets/tokentally/tokentally.css"})
    void getTheFilesThatAreForAll(String path) {
        Visitor visitor = new Visitor(port);

        assertThat(visitor.get(path).statusCode()).isEqualTo(200);
        assertThat(visitor.has(SESSION)).isFalse();
    }

    @Test
    void wrongPasswordsMakeNoSession() {
        Visitor visitor = new Visitor(port);

        HttpResponse<String> answer = visitor.signIn("nobody@acme.example", "wrong", "Origin", origin());

        assertThat(Visitor.location(answer)).endsWith("/login?error");
        assertThat(visitor.has(SESSION)).isFalse();
    }

    @Test
    void comeBackToThePageThatTheyAskedFor() {
        Visitor visitor = new Visitor(port);
        assertThat(Visitor.location(visitor.get("/api-usage?days=7"))).endsWith("/login");

        HttpResponse<String> answer = visitor.signIn(MEMBER, "demo", "Sec-Fetch-Site", "same-origin");

        assertThat(Visitor.location(answer)).endsWith("/api-usage?days=7");
        assertThat(visitor.get("/api-usage?days=7").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, same-site",
        "Origin, https://evil.example",
        "Origin, null",
        "Referer, https://evil.example/login",
        "Accept, text/html"
    })
    void nobodyIsSignedInByAnotherSitesForm(String header, String value) {
        Visitor visitor = new Visitor(port);

        HttpResponse<String> answer = visitor.signIn(MEMBER, "demo", header, value);

        assertThat(Visitor.location(answer)).endsWith("/login?foreign");
        assertThat(visitor.has(SESSION)).isFalse();
        assertThat(visitor.get("/login?foreign").body()).contains("That was not sent from here");
    }

    @ParameterizedTest
    @CsvSource({"Sec-Fetch-Site, cross-site", "Origin, https://evil.example", "Accept, text/html"})
    void nobodyIsSignedOutByAnotherSitesForm(String header, String value) {
        Visitor visitor = Visitor.signedIn(port, MEMBER);

        assertThat(visitor.post("/logout", header, value).statusCode()).isEqualTo(403);
        assertThat(visitor.get("/logout").statusCode()).isNotEqualTo(302);
        assertThat(visitor.get("/api-usage").statusCode()).isEqualTo(200);

        assertThat(visitor.post("/logout", "Origin", origin()).statusCode()).isEqualTo(302);
        assertThat(visitor.get("/api-usage").statusCode()).isEqualTo(302);
    }

    private String origin() {
        return "http://localhost:" + port;
    }
}
