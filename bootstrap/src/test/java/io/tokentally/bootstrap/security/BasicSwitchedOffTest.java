package io.tokentally.bootstrap.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.adapter.rest.CredentialRefusedException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.AuthenticationException;

class BasicSwitchedOffTest {

    private final List<AuthenticationException> refusals = new ArrayList<>();
    private final BasicSwitchedOff filter = new BasicSwitchedOff((request, response, refusal) -> refusals.add(refusal));

    @Test
    void aPasswordIsRefusedAndTokensNamedAsTheRemedy() throws Exception {
        assertThat(passes("Basic b3NjYXI6ZGVtbw==")).isFalse();
        assertThat(passes("basic b3NjYXI6ZGVtbw==")).isFalse();

        assertThat(refusals)
                .hasSize(2)
                .allSatisfy(refusal -> assertThat(refusal)
                        .isInstanceOf(CredentialRefusedException.class)
                        .hasMessageContaining("Make an API token on your account page"));
    }

    @Test
    void whatIsNoPasswordPasses() throws Exception {
        assertThat(passes("Bearer tt-api-x")).isTrue();
        assertThat(passes("")).isTrue();
        assertThat(refusals).isEmpty();
    }

    private boolean passes(String authorization) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/api/v1/usage/summary");
        if (!authorization.isEmpty()) {
            request.addHeader("Authorization", authorization);
        }
        MockFilterChain chain = new MockFilterChain();
        filter.doFilter(request, new MockHttpServletResponse(), chain);
        return chain.getRequest() != null;
    }
}
