package io.tokentally.bootstrap.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.adapter.rest.CredentialRefusedException;
import io.tokentally.adapter.session.CurrentSessions;
import io.tokentally.application.port.out.access.Sessions;
import io.tokentally.application.service.access.SignInService;
import io.tokentally.domain.access.ApiTokenSecret;
import io.tokentally.domain.access.Person;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.access.Session.Scope;
import io.tokentally.domain.access.SessionFixtures;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.ViewerToken;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.security.authentication.AuthenticationServiceException;

class BearerTokensTest {

    private static final String HERE = "192.0.2.7";
    private static final Person ADA = new Person(new UserId("ada"), "ada@acme.example", "Ada");

    private final SecureRandom random = new SecureRandom();
    private final StoredSessions stored = new StoredSessions();
    private final List<String> audited = new ArrayList<>();
    private final BearerTokens tokens = new BearerTokens(
            new CurrentSessions(new SignInService(noAccounts(), stored, random)),
            (event, organization, user, login, address) -> audited.add(event.action() + " " + login + " " + address));

    @Test
    void aTokenOpensTheSessionOfItsPerson() {
        ApiTokenSecret secret = stored.apiToken();

        assertThat(tokens.open(secret.value(), HERE).person()).isEqualTo(ADA);
        assertThat(audited).containsExactly("api_token.used ada@acme.example " + HERE);
    }

    @Test
    void usesOfAnHourFromOneAddressAreOneEntry() {
        ApiTokenSecret secret = stored.apiToken();
        for (int use = 0; use < 50; use++) {
            assertThat(tokens.open(secret.value(), HERE).person()).isEqualTo(ADA);
        }
        assertThat(tokens.open(secret.value(), "192.0.2.8").person()).isEqualTo(ADA);

        assertThat(audited)
                .containsExactly(
                        "api_token.used ada@acme.example " + HERE, "api_token.used ada@acme.example 192.0.2.8");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            ''                                          | This is no API token
            hello                                       | This is no API token
            tt-api-abc                                  | This API token is not complete, or a letter of it is wrong.
            tt_abcdefghijABCDEFGHIJ0123456789abcdefghij | This is a virtual key, which opens the gateway and not this API.
            """, delimiter = '|')
    void junkIsRefusedWithoutTheDatabase(String junk, String words) {
        for (int i = 0; i < 2 * BearerTokens.MAX_UNKNOWN; i++) {
            assertThatExceptionOfType(CredentialRefusedException.class)
                    .isThrownBy(() -> tokens.open(junk, HERE))
                    .withMessageStartingWith(words);
        }
        assertThat(stored.finds).hasValue(0);
        assertThat(audited).isEmpty();
    }

    @Test
    void aTokenThatIsUnknownIsAuditedWithoutBeingRepeated() {
        assertUnknown(made(), HERE);

        assertThat(audited).containsExactly("api_token.failed ? " + HERE);
    }

    @Test
    void whoeverGuessesAsksTheDatabaseSomeTimesAndNoMore() {
        ApiTokenSecret known = stored.apiToken();
        tokens.open(known.value(), HERE);
        for (int i = 0; i < BearerTokens.MAX_UNKNOWN; i++) {
            assertUnknown(made(), HERE);
        }
        int before = stored.finds.get();

        for (int i = 0; i < 100; i++) {
            assertThatExceptionOfType(TooManyAttemptsException.class)
                    .isThrownBy(() -> tokens.open(made().value(), HERE));
        }

        assertThat(stored.finds).hasValue(before);
        assertThat(audited)
                .filteredOn(entry -> entry.startsWith("api_token.failed"))
                .hasSize(BearerTokens.MAX_UNKNOWN);
        assertThat(tokens.open(known.value(), HERE).person())
                .as("whoever has a good token at the same address")
                .isEqualTo(ADA);
        assertThat(tokens.open(stored.apiToken().value(), "192.0.2.8").person())
                .as("others")
                .isEqualTo(ADA);
    }

    @Test
    void goodTokensAreNotCounted() {
        for (int i = 0; i < 2 * BearerTokens.MAX_UNKNOWN; i++) {
            tokens.open(stored.apiToken().value(), HERE);
        }

        assertUnknown(made(), HERE);
    }

    @Test
    void anIpv6NetworkIsOneAddress() {
        for (int i = 0; i < BearerTokens.MAX_UNKNOWN; i++) {
            assertUnknown(made(), "2001:db8::" + Integer.toHexString(i + 1));
        }

        assertThatExceptionOfType(TooManyAttemptsException.class)
                .isThrownBy(() -> tokens.open(made().value(), "2001:db8::ffff"));
    }

    @Test
    void aSessionOfABrowserIsNoToken() {
        ApiTokenSecret secret = made();
        stored.sessions.put(secret.token(), SessionFixtures.browser(ADA));

        assertUnknown(secret, HERE);
    }

    @Test
    void aDatabaseThatIsAwayIsNoWrongToken() {
        ApiTokenSecret secret = stored.apiToken();
        stored.failure = new DataAccessResourceFailureException("away");

        assertThatExceptionOfType(AuthenticationServiceException.class)
                .isThrownBy(() -> tokens.open(secret.value(), HERE));
    }

    private ApiTokenSecret made() {
        return ApiTokenSecret.random(random);
    }

    private void assertUnknown(ApiTokenSecret secret, String address) {
        assertThatExceptionOfType(CredentialRefusedException.class)
                .isThrownBy(() -> tokens.open(secret.value(), address))
                .withMessageStartingWith("This API token is unknown, or has expired or was revoked.")
                .withMessageNotContaining(secret.value());
    }

    private static io.tokentally.application.port.out.access.Accounts noAccounts() {
        return new io.tokentally.application.port.out.access.Accounts() {
            @Override
            public Optional<Account> findByLogin(String login) {
                return Optional.empty();
            }

            @Override
            public List<Person> people(io.tokentally.domain.access.Viewer viewer) {
                return List.of();
            }
        };
    }

    /** Sessions in memory, which counts how often it is asked. */
    private final class StoredSessions implements Sessions {

        private final Map<ViewerToken, Session> sessions = new HashMap<>();
        private final AtomicInteger finds = new AtomicInteger();
        private @Nullable RuntimeException failure;

        ApiTokenSecret apiToken() {
            ApiTokenSecret secret = made();
            sessions.put(secret.token(), SessionFixtures.apiToken(ADA, Set.of(Scope.KEYS)));
            return secret;
        }

        @Override
        public Optional<Session> find(ViewerToken token) {
            finds.incrementAndGet();
            if (failure != null) {
                throw failure;
            }
            return Optional.ofNullable(sessions.get(token));
        }

        @Override
        public void open(ViewerToken token, NewSession session) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void noteActivity(ViewerToken token) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void renewAuthentication(ViewerToken token) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void end(ViewerToken token) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void replacePassword(ViewerToken token, String passwordHash) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long purge() {
            throw new UnsupportedOperationException();
        }
    }
}
