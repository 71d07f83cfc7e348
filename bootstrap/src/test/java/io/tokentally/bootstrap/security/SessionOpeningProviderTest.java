package io.tokentally.bootstrap.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.adapter.session.CurrentSessions;
import io.tokentally.application.port.out.access.Accounts;
import io.tokentally.application.port.out.access.Accounts.Account;
import io.tokentally.application.port.out.access.Sessions;
import io.tokentally.application.service.access.SignInService;
import io.tokentally.bootstrap.configuration.TokentallyProperties;
import io.tokentally.demo.DemoMode;
import io.tokentally.domain.access.Person;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.access.SessionFixtures;
import io.tokentally.domain.access.SessionLimit;
import io.tokentally.domain.access.UserId;
import java.lang.reflect.Proxy;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;

/** What is written down of those who sign in. */
class SessionOpeningProviderTest {

    private static final String HERE = "192.0.2.7";
    private static final String THERE = "192.0.2.8";
    private static final Person ADA = new Person(new UserId("ada"), "ada@acme.example", "Ada");

    private final List<String> audited = new ArrayList<>();
    private SessionLimit limit = SessionLimit.NONE;
    private int opened;
    private final SessionOpeningProvider provider = provider();

    private SessionOpeningProvider provider() {
        SignInService signIn = new SignInService(noAccounts(), sessions(), new SecureRandom());
        return new SessionOpeningProvider(
                new EveryPasswordIsAdas(),
                signIn,
                (event, organization, user, login, address) -> audited.add(event.action() + " " + address),
                new VerifiedPasswords(new SecureRandom()),
                new CurrentSessions(signIn),
                new TokentallyProperties.Sessions(Duration.ofHours(1), Duration.ofHours(12)),
                new DemoMode(false, false),
                Clock.systemUTC());
    }

    private static Accounts noAccounts() {
        return (Accounts) Proxy.newProxyInstance(
                SessionOpeningProviderTest.class.getClassLoader(),
                new Class<?>[] {Accounts.class},
                (proxy, method, arguments) -> {
                    throw new AssertionError("Who it is has been found out");
                });
    }

    private Sessions sessions() {
        return (Sessions) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Sessions.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("open")) {
                        opened++;
                        return null;
                    }
                    return Optional.of(SessionFixtures.limited(limit, ADA));
                });
    }

    private record EveryPasswordIsAdas() implements AuthenticationProvider {

        @Override
        public Authentication authenticate(Authentication attempt) {
            return UsernamePasswordAuthenticationToken.authenticated(
                    new AccountDetails(new Account(ADA, "hash", false, null, false)), null, List.of());
        }

        @Override
        public boolean supports(Class<?> authentication) {
            return true;
        }
    }

    private void signIn(Session.Kind kind, String password, String address) {
        UsernamePasswordAuthenticationToken attempt =
                UsernamePasswordAuthenticationToken.unauthenticated(ADA.login(), password);
        attempt.setDetails(new SignInDetails(kind, address, null, null));
        assertThat(provider.authenticate(attempt)).isNotNull();
    }

    @Test
    void ofAProgramItIsWrittenDownOnceAnHourForEachAddress() {
        for (int request = 0; request < 50; request++) {
            signIn(Session.Kind.BASIC, "password " + request, HERE);
        }
        signIn(Session.Kind.BASIC, "password", THERE);

        assertThat(opened).isEqualTo(51);
        assertThat(audited).containsExactly("sign_in.by_program " + HERE, "sign_in.by_program " + THERE);
    }

    @Test
    void ofABrowserEachTime() {
        signIn(Session.Kind.BROWSER, "password", HERE);
        signIn(Session.Kind.BROWSER, "password", HERE);

        assertThat(audited).containsExactly("sign_in.succeeded " + HERE, "sign_in.succeeded " + HERE);
    }

    @Test
    void aProgramTakesNothingOfABrowsersEntries() {
        signIn(Session.Kind.BASIC, "password", HERE);
        signIn(Session.Kind.BROWSER, "password", HERE);
        signIn(Session.Kind.BASIC, "another", HERE);

        assertThat(audited).containsExactly("sign_in.by_program " + HERE, "sign_in.succeeded " + HERE);
    }

    /** The code is what they sign in by. */
    @Test
    void whoeverOwesACodeHasNotSignedIn() {
        limit = SessionLimit.SECOND_FACTOR;

        signIn(Session.Kind.BROWSER, "password", HERE);

        assertThat(audited).isEmpty();
    }
}
