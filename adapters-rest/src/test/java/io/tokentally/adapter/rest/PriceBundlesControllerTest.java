package io.tokentally.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

class PriceBundlesControllerTest extends RestTest {

    private static final String PATH = "/api/v1/price-bundles";
    private static final MediaType ZIP = MediaType.parseMediaType("application/zip");

    @Test
    void anOperatorOffersLooksAndApplies() {
        usage.signInOperator();

        assertThat(offer("good".getBytes(StandardCharsets.UTF_8)))
                .hasStatusOk()
                .bodyJson()
                .isLenientlyEqualTo("""
                        {"bundle": {"version": 7, "date": "2026-12-01", "door": "upload", "appliedAt": null},
                         "changes": [{"kind": "new_model", "version": "nano-1", "before": null}], "refusal": ""}""");
        assertThat(get(PATH)).hasStatusOk().bodyJson().isLenientlyEqualTo("""
                        {"applied": null, "waiting": {"bundle": {"version": 7}}, "trustedKeys": ["%s"],
                         "refused": [{"door": "folder", "why": "It is not signed"}]}""".formatted(FakePriceBundles.SHA_256));

        assertThat(post(PATH + "/" + FakePriceBundles.SHA_256 + "/application"))
                .hasStatusOk()
                .bodyJson()
                .isLenientlyEqualTo("{\"version\": 7, \"appliedBy\": \"op\"}");
    }

    @Test
    void whatIsRefusedIsToldInWords() {
        usage.signInOperator();

        assertThat(offer(new byte[] {1}))
                .hasStatus(422)
                .bodyJson()
                .extractingPath("$.detail")
                .isEqualTo("The price bundle in the request is not signed");
        assertThat(post(PATH + "/unknown/application"))
                .hasStatus(422)
                .bodyJson()
                .extractingPath("$.detail")
                .isEqualTo("That price bundle does not wait any more.");
        assertThat(offer(new byte[20 * 1024 * 1024 + 1])).hasStatus(413);
    }

    @Test
    void nobodyElseMayDoAnyOfIt() {
        assertThat(get(PATH)).hasStatus(403);
        assertThat(offer("good".getBytes(StandardCharsets.UTF_8))).hasStatus(403);
        assertThat(post(PATH + "/" + FakePriceBundles.SHA_256 + "/application")).hasStatus(403);
    }

    private MvcTestResult offer(byte[] content) {
        return mvc.post().uri(PATH).contentType(ZIP).content(content).exchange();
    }

    private MvcTestResult post(String path) {
        return mvc.post().uri(path).exchange();
    }
}
