package io.tokentally.bootstrap.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** An installation behind a proxy that takes TLS off, as a browser there sees it. */
@ProductTest
@TestPropertySource(properties = {"tokentally.trusted-proxies=127.0.0.1", "tokentally.demo=true"})
class BehindProxyIT {

    private static final String SUMMARY = "/api/v1/usage/summary";

    @LocalServerPort
    private int port;

    private final HttpClient client = HttpClient.newHttpClient();

    private HttpResponse<String> ask(String method, String path, String form, String cookies)
            throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .header("X-Forwarded-Proto", "https")
                        .header("X-Forwarded-Host", "tally.example")
                        .header("X-Forwarded-For", "203.0.113.7")
                        .header("Origin", "https://tally.example")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Cookie", cookies)
                        .method(method, BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.ofString());
    }

    private static List<String> cookies(HttpResponse<String> answer) {
        return answer.headers().allValues("Set-Cookie");
    }

    private static String kept(HttpResponse<String> answer) {
        return cookies(answer).stream().map(cookie -> cookie.split(";", 2)[0]).collect(Collectors.joining("; "));
    }

    @Test
    void cookiesAreOfThisHostByTlsAndSigningOutClearsWhatTheBrowserKeeps() throws Exception {
        HttpResponse<String> in = ask("POST", "/login", "username=member%40acme.example&password=demo", "a=b");
        assertThat(in.headers().firstValue("Location"))
                .hasValueSatisfying(to ->
                        assertThat(to).startsWith("https://tally.example/").doesNotContain("login"));
        assertThat(cookies(in))
                .anyMatch(cookie -> cookie.startsWith("__Host-JSESSIONID="))
                .anyMatch(cookie -> cookie.startsWith("__Host-tokentally-device="))
                .allMatch(cookie -> cookie.startsWith("__Host-")
                        && cookie.contains("; Secure")
                        && cookie.contains("; HttpOnly")
                        && cookie.contains("; SameSite=Lax"));

        String session = kept(in);
        assertThat(ask("GET", SUMMARY, "", session).statusCode()).isEqualTo(200);
        assertThat(ask("GET", SUMMARY, "", session.replace("__Host-", "")).statusCode())
                .isEqualTo(401);

        HttpResponse<String> out = ask("POST", "/logout", "", session);
        assertThat(out.statusCode()).isEqualTo(302);
        assertThat(out.headers().firstValue("Clear-Site-Data")).contains("\"cache\"");
        assertThat(ask("GET", SUMMARY, "", session).statusCode()).isEqualTo(401);
    }
}
