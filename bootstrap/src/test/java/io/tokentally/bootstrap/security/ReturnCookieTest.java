package io.tokentally.bootstrap.security;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.web.savedrequest.SavedRequest;

class ReturnCookieTest {

    private final ReturnCookie pages = new ReturnCookie();
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    @Test
    void leadsBackToThePageThatWasAskedForAndMakesNoSession() {
        MockHttpServletRequest first = new MockHttpServletRequest("GET", "/api-usage");
        first.setQueryString("days=7&model=gpt-4.1%20nano");
        first.setSecure(true);
        pages.saveRequest(first, response);
        Cookie cookie = Objects.requireNonNull(response.getCookie(ReturnCookie.NAME));

        SavedRequest saved = pages.getRequest(with(cookie), response);

        assertThat(Objects.requireNonNull(saved).getRedirectUrl()).isEqualTo("/api-usage?days=7&model=gpt-4.1%20nano");
        assertThat(cookie.isHttpOnly()).isTrue();
        assertThat(cookie.getSecure()).isTrue();
        assertThat(cookie.getAttribute("SameSite")).isEqualTo("Lax");
        assertThat(first.getSession(false)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example/",
                "/\\evil.example",
                "https://evil.example/",
                "evil",
                "/a\r\nSet-Cookie: b=c",
                "/a\\b",
                "javascript:alert(1)",
                ""
            })
    void leadsNowhereElse(String page) {
        byte[] bytes = page.getBytes(StandardCharsets.US_ASCII);
        Cookie forged = new Cookie(ReturnCookie.NAME, Base64.getUrlEncoder().encodeToString(bytes));

        assertThat(pages.getRequest(with(forged), response)).isNull();
    }

    @Test
    void readsNothingIntoNonsense() {
        assertThat(pages.getRequest(with(new Cookie(ReturnCookie.NAME, "*not-base64*")), response))
                .isNull();
        assertThat(pages.getRequest(new MockHttpServletRequest(), response)).isNull();
    }

    @Test
    void keepsNoFormAndNothingLong() {
        pages.saveRequest(new MockHttpServletRequest("POST", "/people"), response);
        pages.saveRequest(new MockHttpServletRequest("GET", "/" + "a".repeat(2_000)), response);

        assertThat(response.getCookies()).isEmpty();
    }

    @Test
    void isGoneOnceItHasLedBack() {
        pages.removeRequest(with(new Cookie(ReturnCookie.NAME, "Lw")), response);

        assertThat(Objects.requireNonNull(response.getCookie(ReturnCookie.NAME)).getMaxAge())
                .isZero();
    }

    private static MockHttpServletRequest with(Cookie cookie) {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/login");
        request.setCookies(cookie);
        return request;
    }
}
