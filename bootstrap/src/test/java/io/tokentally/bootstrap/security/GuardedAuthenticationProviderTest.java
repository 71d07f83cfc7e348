package io.tokentally.bootstrap.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokentally.application.port.out.access.Accounts;
import io.tokentally.application.port.out.access.AuthenticationAudit;
import io.tokentally.application.port.out.access.Sessions;
import io.tokentally.application.port.out.access.SignInAttempts;
import io.tokentally.application.service.access.SignInService;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Person;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import java.lang.reflect.Proxy;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.InternalAuthenticationServiceException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;

class GuardedAuthenticationProviderTest {

    private static final String ADA = "ada@acme.example";
    private static final String NOBODY = "nobody@acme.example";
    private static final int FREE = MadeUpNames.FREE;

    private final AtomicInteger asked = new AtomicInteger();
    private final List<String> audited = new ArrayList<>();
    private final CountedInMemory attempts = new CountedInMemory();
    private final GuardedAuthenticationProvider provider =
            new GuardedAuthenticationProvider(new OnePassword(asked), guard(), this::note);

    private SignInGuard guard() {
        Sessions none = (Sessions) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Sessions.class}, (proxy, method, arguments) -> {
                    throw new AssertionError("No session is opened here");
                });
        return new SignInGuard(
                new SignInService(new AdaAlone(), none, new SecureRandom()),
                attempts,
                new MadeUpNames(Clock.systemUTC()));
    }

    private void note(
            AuthenticationAudit.Event event,
            @Nullable OrganizationId organizationId,
            @Nullable UserId userId,
            String login,
            String address) {
        audited.add(event + " " + login);
    }

    @ParameterizedTest
    @ValueSource(strings = {ADA, NOBODY})
    void guessesAreRefusedAlikeWhetherSomebodyIsCalledSoOrNot(String login) {
        for (int i = 0; i < FREE; i++) {
            assertThatThrownBy(() -> signIn(login, "wrong")).isInstanceOf(BadCredentialsException.class);
        }
        int before = asked.get();

        assertThatThrownBy(() -> signIn(login, "right"))
                .isInstanceOf(TooManyAttemptsException.class)
                .hasMessageContaining("5 seconds");
        assertThat(asked).hasValue(before);
        assertThat(audited).hasSize(FREE + 1).endsWith("SIGN_IN_LOCKED " + login);
    }

    @Test
    void manyGuessesAtOnceAreCountedBeforeAnyIsLookedAt() throws Exception {
        CountDownLatch together = new CountDownLatch(48);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> guesses = new ArrayList<>();
            for (int i = 0; i < 48; i++) {
                guesses.add(threads.submit(() -> {
                    together.countDown();
                    together.await();
                    return signIn(ADA, "wrong");
                }));
            }
            for (Future<?> guess : guesses) {
                assertThatThrownBy(guess::get).hasCauseInstanceOf(Exception.class);
            }
        }

        assertThat(asked).hasValueLessThanOrEqualTo(FREE);
    }

    @Test
    void theRightPasswordForgivesTheWrongOnesBefore() {
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < FREE - 1; i++) {
                assertThatThrownBy(() -> signIn(ADA, "wrong")).isInstanceOf(BadCredentialsException.class);
            }
            assertThat(signIn(ADA, "right")).isNotNull();
        }
    }

    @Test
    void anAttemptThatCannotBeCountedIsNoWrongPassword() {
        attempts.away = true;

        assertThatThrownBy(() -> signIn(ADA, "right")).isInstanceOf(InternalAuthenticationServiceException.class);
        assertThat(asked).hasValue(0);
    }

    @Test
    void aPasswordThatWasTypedAsTheNameIsWrittenDownNowhere() {
        assertThatThrownBy(() -> signIn("correct horse battery", "x")).isInstanceOf(BadCredentialsException.class);

        assertThat(audited).containsExactly("SIGN_IN_FAILED ?");
    }

    private @Nullable Authentication signIn(String login, String password) {
        return provider.authenticate(UsernamePasswordAuthenticationToken.unauthenticated(login, password));
    }

    private static final class AdaAlone implements Accounts {

        @Override
        public Optional<Account> findByLogin(String login) {
            Person ada = new Person(new UserId("ada"), ADA, "Ada");
            return login.equals(ADA) ? Optional.of(new Account(ada, "hash", false, null, false)) : Optional.empty();
        }

        @Override
        public List<Person> people(Viewer viewer) {
            return List.of();
        }
    }

    /** As the database counts, without its clock. */
    private static final class CountedInMemory implements SignInAttempts {

        private int begun;
        private boolean away;

        @Override
        public synchronized Duration begin(UserId userId, String block, byte @Nullable [] device) {
            if (away) {
                throw new CannotGetJdbcConnectionException("The database is away");
            }
            if (!userId.value().equals("ada")) {
                return Duration.ZERO;
            }
            return ++begun > FREE ? Duration.ofSeconds(5) : Duration.ZERO;
        }

        @Override
        public synchronized void succeeded(UserId userId, String block, byte @Nullable [] device) {
            begun = 0;
        }
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
