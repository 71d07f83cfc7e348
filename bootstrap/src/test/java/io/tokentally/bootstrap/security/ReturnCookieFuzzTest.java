package io.tokentally.bootstrap.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import jakarta.servlet.http.Cookie;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import org.springframework.http.HttpHeaders;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.web.savedrequest.SavedRequest;

/**
 * Whatever a browser brings along, it leads to no other host. With {@code JAZZER_FUZZ=1} the fuzzer looks for cookies that do, from
 * those under {@code ReturnCookieFuzzTestInputs} on; otherwise it tries these.
 */
class ReturnCookieFuzzTest {

    private static final URI HOME = URI.create("https://home.example/login");

    /** As the cookie, and as what is in it. */
    @FuzzTest(maxDuration = "2m")
    void noCookieLeadsToAnotherHost(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        for (String value : new String[] {text, Base64.getUrlEncoder().encodeToString(bytes)}) {
            MockHttpServletRequest request = new MockHttpServletRequest("GET", "/login");
            request.setCookies(new Cookie(ReturnCookie.NAME, value), new Cookie(DeviceCookie.NAME, value));
            request.addHeader(HttpHeaders.AUTHORIZATION, text);
            SavedRequest saved = new ReturnCookie().getRequest(request, new MockHttpServletResponse());
            if (saved != null) {
                String page = saved.getRedirectUrl();
                assertThat(page).matches("/[!-~]*").doesNotStartWith("//").doesNotContain("\\");
                String path = page.replaceAll("[?#].*", "").replaceAll("[^A-Za-z0-9/._~-]", "_");
                assertThat(HOME.resolve(path).getHost()).isEqualTo(HOME.getHost());
            }
            String device = DeviceCookie.in(request);
            assertThat(device == null || device.matches("[0-9a-f]{64}")).isTrue();
            assertThat(BearerTokenFilter.isShownIn(request))
                    .isEqualTo(Objects.requireNonNull(request.getHeader(HttpHeaders.AUTHORIZATION))
                            .matches("(?si)bearer(?: .*)?"));
        }
    }
}
