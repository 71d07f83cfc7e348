package io.tokentally.bootstrap.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.InternalAuthenticationServiceException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.core.Authentication;

class GuardedAuthenticationProviderTest {

    private final AtomicInteger asked = new AtomicInteger();
    private final GuardedAuthenticationProvider provider =
            new GuardedAuthenticationProvider(new OnePassword(asked), new SignInGuard(Clock.systemUTC()));

    @Test
    void aClosedLoginIsRefusedWithoutLookingAtThePassword() {
        for (int i = 0; i < SignInGuard.FAILURES_FROM_ONE_ADDRESS; i++) {
            assertThatThrownBy(() -> signIn("wrong")).isInstanceOf(BadCredentialsException.class);
        }
        int before = asked.get();

        assertThatThrownBy(() -> signIn("right"))
                .isInstanceOf(LockedException.class)
                .hasMessageContaining("15 minutes");
        assertThat(asked).hasValue(before);
    }

    @Test
    void theRightPasswordForgivesTheWrongOnesBefore() {
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < SignInGuard.FAILURES_FROM_ONE_ADDRESS - 1; i++) {
                assertThatThrownBy(() -> signIn("wrong")).isInstanceOf(BadCredentialsException.class);
            }
            assertThat(signIn("right")).isNotNull();
        }
    }

    @Test
    void anAttemptThatCouldNotBeCheckedIsNoWrongPassword() {
        SignInGuard guard = new SignInGuard(Clock.systemUTC());
        DaoAuthenticationProvider unreachable = new DaoAuthenticationProvider(login -> {
            throw new CannotGetJdbcConnectionException("The database is away");
        });
        GuardedAuthenticationProvider guarded = new GuardedAuthenticationProvider(unreachable, guard);

        for (int i = 0; i < 2 * SignInGuard.FAILURES_FROM_ONE_ADDRESS; i++) {
            assertThatThrownBy(() -> guarded.authenticate(
                            UsernamePasswordAuthenticationToken.unauthenticated("member@acme.example", "right")))
                    .isInstanceOf(InternalAuthenticationServiceException.class);
        }

        assertThat(guard.isClosed("member@acme.example", "")).isFalse();
    }

    private @Nullable Authentication signIn(String password) {
        return provider.authenticate(
                UsernamePasswordAuthenticationToken.unauthenticated("member@acme.example", password));
    }

    private record OnePassword(AtomicInteger asked) implements AuthenticationProvider {

        @Override
        public Authentication authenticate(Authentication attempt) {
            asked.incrementAndGet();
            if (!"right".equals(attempt.getCredentials())) {
                throw new BadCredentialsException("wrong");
            }
            return attempt;
        }

        @Override
        public boolean supports(Class<?> authentication) {
            return true;
        }
    }
}
