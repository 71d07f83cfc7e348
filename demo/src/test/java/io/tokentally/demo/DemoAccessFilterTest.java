package io.tokentally.demo;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class DemoAccessFilterTest {

    private final MockFilterChain chain = new MockFilterChain();

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LocalHost", "127.0.0.1", "127.8.0.1", "[::1]", "::1", "0:0:0:0:0:0:0:1"})
    void letsThisMachineIn(String host) throws Exception {
        MockHttpServletResponse response = answerTo(request(host));
        assertThat(chain.getRequest()).isNotNull();
        assertThat(response.getStatus()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "192.168.1.7",
                "[::2]",
                "0.0.0.0",
                ""
            })
    void refusesAnotherName(String host) throws Exception {
        MockHttpServletResponse response = answerTo(request(host));
        assertThat(chain.getRequest()).isNull();
        assertThat(response.getStatus()).isEqualTo(403);
        assertThat(response.getContentType()).startsWith("application/problem+json");
        assertThat(response.getContentAsString())
                .contains("TOKENTALLY_DEMO=true")
                .doesNotContain("evil");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Forwarded", "X-Forwarded-For", "x-forwarded-proto", "X-Forwarded-Host"})
    void refusesWhatAProxyPassedOn(String header) throws Exception {
        MockHttpServletRequest request = request("localhost");
        request.addHeader(header, "for=203.0.113.9");
        assertThat(answerTo(request).getStatus()).isEqualTo(403);
        assertThat(chain.getRequest()).isNull();
    }

    @Test
    void tellsPeopleOnAPage() throws Exception {
        MockHttpServletRequest request = request("evil.example");
        request.addHeader("Accept", "text/html,application/xhtml+xml");
        MockHttpServletResponse response = answerTo(request);
        assertThat(response.getContentType()).startsWith("text/html");
        assertThat(response.getContentAsString()).contains("TOKENTALLY_DEMO=false", "For this machine only");
    }

    private static MockHttpServletRequest request(String host) {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/");
        request.setServerName(host);
        return request;
    }

    private MockHttpServletResponse answerTo(MockHttpServletRequest request) throws ServletException, IOException {
        MockHttpServletResponse response = new MockHttpServletResponse();
        new DemoAccessFilter().doFilter(request, response, chain);
        return response;
    }
}
