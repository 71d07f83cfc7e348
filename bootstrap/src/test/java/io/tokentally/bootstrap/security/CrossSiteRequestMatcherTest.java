package io.tokentally.bootstrap.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

class CrossSiteRequestMatcherTest {

    @ParameterizedTest
    @CsvSource({
        "POST, cross-site, true",
        "POST, same-site, true",
        "DELETE, cross-site, true",
        "POST, same-origin, false",
        "POST, none, false",
        "POST, , false",
        "GET, cross-site, false",
        "HEAD, cross-site, false"
    })
    void areThoseOfAnotherSitesPageThatWouldChangeSomething(String method, @Nullable String site, boolean foreign) {
        MockHttpServletRequest request = request(method, "Sec-Fetch-Site", site);

        assertThat(CrossSiteRequestMatcher.ofBrowsers().matches(request)).isEqualTo(foreign);
    }

    @ParameterizedTest
    @CsvSource({
        "Origin, http://tally.example:8080, false",
        "Origin, http://TALLY.example:8080, false",
        "Origin, http://evil.example:8080, true",
        "Origin, http://tally.example.evil.example:8080, true",
        "Origin, http://tally.example:9090, true",
        "Origin, http://tally.example, true",
        "Origin, null, true",
        "Origin, %%%, true",
        "Referer, http://tally.example:8080/login?error, false",
        "Referer, http://evil.example/?http://tally.example:8080/, true"
    })
    void anOldBrowserNamesThePage(String header, String page, boolean foreign) {
        MockHttpServletRequest request = request("POST", header, page);

        assertThat(CrossSiteRequestMatcher.ofBrowsers().matches(request)).isEqualTo(foreign);
        assertThat(CrossSiteRequestMatcher.allButOwn().matches(request)).isEqualTo(foreign);
    }

    @ParameterizedTest
    @CsvSource({"https://tally.example, false", "http://tally.example, false", "https://tally.example:8443, true"})
    void aProxyMayTakeTlsOff(String origin, boolean foreign) {
        MockHttpServletRequest request = request("POST", "Origin", origin);
        request.setServerPort(80);

        assertThat(CrossSiteRequestMatcher.allButOwn().matches(request)).isEqualTo(foreign);
    }

    @ParameterizedTest
    @CsvSource({"POST, true", "GET, false"})
    void aFormThatDoesNotSayWhereItComesFromIsForeign(String method, boolean foreign) {
        MockHttpServletRequest request = request(method, "Accept", "text/html");

        assertThat(CrossSiteRequestMatcher.allButOwn().matches(request)).isEqualTo(foreign);
        assertThat(CrossSiteRequestMatcher.ofBrowsers().matches(request)).isFalse();
    }

    private static MockHttpServletRequest request(String method, String header, @Nullable String value) {
        MockHttpServletRequest request = new MockHttpServletRequest(method, "/api/v1/prices/estimate");
        request.setServerName("tally.example");
        request.setServerPort(8080);
        if (value != null) {
            request.addHeader(header, value);
        }
        return request;
    }
}
