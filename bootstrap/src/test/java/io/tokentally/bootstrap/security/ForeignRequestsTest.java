package io.tokentally.bootstrap.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

class ForeignRequestsTest {

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
        MockHttpServletRequest request = new MockHttpServletRequest(method, "/api/v1/prices/estimate");
        if (site != null) {
            request.addHeader("Sec-Fetch-Site", site);
        }

        assertThat(new ForeignRequests().matches(request)).isEqualTo(foreign);
    }
}
