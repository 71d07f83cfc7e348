package io.tokentally.bootstrap.security;

import io.tokentally.application.port.out.access.Accounts;
import io.tokentally.application.port.out.access.PasswordAttempts;
import io.tokentally.application.port.out.access.Sessions;
import io.tokentally.application.port.out.access.SignInAttempts;
import io.tokentally.application.service.access.SignInService;
import io.tokentally.domain.access.Person;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.tck.access.PasswordAttemptsContract;
import java.lang.reflect.Proxy;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The guard of the sign-in counts passwords and codes as every count does. */
class GuardedPasswordAttemptsTest extends PasswordAttemptsContract {

    private final PasswordAttempts attempts = new GuardedPasswordAttempts(guard(), () -> Optional.of("192.0.2.7"));

    @Override
    protected PasswordAttempts attempts() {
        return attempts;
    }

    private static SignInGuard guard() {
        Sessions none = (Sessions) Proxy.newProxyInstance(
                GuardedPasswordAttemptsTest.class.getClassLoader(),
                new Class<?>[] {Sessions.class},
                (proxy, method, arguments) -> {
                    throw new AssertionError("No session is opened here");
                });
        return new SignInGuard(
                new SignInService(new Everybody(), none, new SecureRandom()),
                new CountedInMemory(),
                new MadeUpNames(Clock.systemUTC()));
    }

    /** Whoever is asked for has an account. */
    private static final class Everybody implements Accounts {

        @Override
        public Optional<Account> findByLogin(String login) {
            return Optional.of(new Account(new Person(new UserId(login), login, login), "hash", false, null, false));
        }

        @Override
        public List<Person> people(Viewer viewer) {
            return List.of();
        }
    }

    /** As the database counts, by account and where from, without its clock. */
    private static final class CountedInMemory implements SignInAttempts {

        private final Map<String, Integer> begun = new HashMap<>();

        @Override
        public Duration begin(UserId userId, String block, byte @Nullable [] device) {
            int count = begun.merge(userId.value() + " " + block, 1, Integer::sum);
            return count > MadeUpNames.FREE ? Duration.ofSeconds(5) : Duration.ZERO;
        }

        @Override
        public void succeeded(UserId userId, String block, byte @Nullable [] device) {
            begun.remove(userId.value() + " " + block);
        }
    }
}
