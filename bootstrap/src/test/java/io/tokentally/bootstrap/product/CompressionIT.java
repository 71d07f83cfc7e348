package io.tokentally.bootstrap.product;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.ui.asset.Assets;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.zip.GZIPInputStream;
import org.jsoup.Jsoup;
import org.jsoup.select.Elements;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What goes over the wire, and how long a browser keeps it. */
@ProductTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CompressionIT {

    @LocalServerPort
    private int port;

    private Visitor owner;

    @BeforeAll
    void signIn() {
        owner = Visitor.signedIn(port, "owner@acme.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api-usage",
                "/login",
                "/?v-r=init&location=api-usage&query=",
                "/api/v1/usage/summary?scope=organization",
                "/api/v1/usage/export.csv?scope=organization",
                "/api/v1/usage/export?format=jsonl&scope=organization",
                "/v3/api-docs",
                "/assets/tokentally/tokentally.css",
                "/assets/tokentally/chart.umd.min.js",
                "/aura/aura.css"
            })
    void textIsCompressedAndSaysTheSame(String path) throws IOException {
        HttpResponse<byte[]> answer = owner.getBytes(path, "Accept-Encoding", "gzip");

        assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(answer.headers().allValues("Vary")).anyMatch(value -> value.equalsIgnoreCase("accept-encoding"));
        try (GZIPInputStream text = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
            assertThat(text.readAllBytes().length).isGreaterThan(answer.body().length);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site"})
    void nothingIsThatAPageOfAnotherSiteAskedFor(String site) {
        for (String path : new String[] {"/api-usage", "/?v-r=init&location=api-usage&query=", "/v3/api-docs"}) {
            HttpResponse<byte[]> answer = owner.getBytes(path, "Accept-Encoding", "gzip", "Sec-Fetch-Site", site);

            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Encoding")).as(path).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"same-origin", "none"})
    void allIsThatAPageOfOursAskedFor(String site) {
        assertThat(owner.getBytes("/api-usage", "Accept-Encoding", "gzip", "Sec-Fetch-Site", site)
                        .headers()
                        .firstValue("Content-Encoding"))
                .contains("gzip");
    }

    @Test
    void whatIsNoTextIsLeftAsItIs() {
        assertThat(owner.getBytes("/api/v1/usage/export?format=parquet&scope=organization", "Accept-Encoding", "gzip")
                        .headers()
                        .firstValue("Content-Encoding"))
                .isEmpty();
    }

    @Test
    void aFileWhoseAddressNamesItsVersionIsKeptForAYear() {
        assertThat(cachingOf("/" + Assets.address("tokentally.css"))).isEqualTo("public, max-age=31536000, immutable");
        assertThat(cachingOf("/assets/tokentally/tokentally.css")).doesNotContain("immutable");
        assertThat(cachingOf("/assets/tokentally/tokentally.css?v=0")).doesNotContain("immutable");
        assertThat(cachingOf("/" + Assets.address("no-such-file.css"))).doesNotContain("immutable");
        assertThat(cachingOf("/api-usage?" + Assets.address("").replaceFirst(".*\\?", "")))
                .contains("no-store");
    }

    @Test
    void aScriptWithADigestInItsNameIsKeptForAYear() {
        String script = "/"
                + Jsoup.parse(owner.get("/api-usage").body())
                        .select("script[src*=VAADIN/build/]")
                        .attr("src")
                        .replaceFirst("^[./]*", "");

        assertThat(script).matches("/VAADIN/build/.+\\.js");
        assertThat(cachingOf(script)).isEqualTo("public, max-age=31536000, immutable");
        assertThat(cachingOf("/VAADIN/build/no-such-file-a1b2c3d4.js")).doesNotContain("immutable");
    }

    @Test
    void theOverviewAsksForWhatDrawsItsChartsAtOnce() {
        Elements links =
                Jsoup.parse(owner.get("/api-usage").body()).select("link[rel=modulepreload], link[rel=preload]");

        assertThat(links.eachAttr("href")).contains(Assets.address("chart.js"), Assets.address("chart.umd.min.js"));
        assertThat(links).allSatisfy(link -> assertThat(link.attr("nonce")).isNotEmpty());
        assertThat(Jsoup.parse(owner.get("/people").body()).select("link[rel=preload]"))
                .isEmpty();
    }

    private String cachingOf(String path) {
        return String.join(" | ", owner.get(path).headers().allValues("Cache-Control"));
    }
}
