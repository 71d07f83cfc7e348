package io.tokentally.bootstrap.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.CredentialsExpiredException;
import org.springframework.security.authentication.InternalAuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;

class SignInFailureTest {

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new BadCredentialsException("wrong"), "/login?error"),
                Arguments.of(new CredentialsExpiredException("expired"), "/login?error"),
                Arguments.of(new TooManyAttemptsException(Duration.ofSeconds(5)), "/login?locked"),
                Arguments.of(new InternalAuthenticationServiceException("The database is away"), "/login?unavailable"));
    }

    /** Nobody is to take their password for wrong where it was not looked at. */
    @ParameterizedTest
    @MethodSource("failures")
    void theSignInPageTellsWhyAndNoSessionIsMade(AuthenticationException failure, String page) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/login");
        MockHttpServletResponse response = new MockHttpServletResponse();

        SecurityConfiguration.signInFailure().onAuthenticationFailure(request, response, failure);

        assertThat(response.getRedirectedUrl()).isEqualTo(page);
        assertThat(request.getSession(false)).isNull();
    }
}
