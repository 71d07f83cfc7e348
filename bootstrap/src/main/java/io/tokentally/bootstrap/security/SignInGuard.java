package io.tokentally.bootstrap.security;

import io.tokentally.application.port.out.access.Accounts.Account;
import io.tokentally.application.port.out.access.SignInAttempts;
import io.tokentally.application.service.access.SignInService;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.net.ClientAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Slows down whoever guesses passwords. Attempts are counted before the password is looked at, by account and client address and
 * for all addresses together, and each after a handful waits twice as long as the one before. Names that nobody has are counted
 * in memory and by the same measure, so that the answers tell nothing of who has an account.
 */
final class SignInGuard {

    /** No account is called so: who asks in its name waits for the database as everybody does. */
    private static final UserId NOBODY = new UserId("-");

    private final SignInService signIn;
    private final SignInAttempts attempts;
    private final MadeUpNames madeUpNames;

    SignInGuard(SignInService signIn, SignInAttempts attempts, MadeUpNames madeUpNames) {
        this.signIn = signIn;
        this.attempts = attempts;
        this.madeUpNames = madeUpNames;
    }

    /** Counts an attempt, and returns how long it has to wait; zero to look at the password. */
    Duration begin(String login, String address, byte @Nullable [] device) {
        Optional<UserId> user = user(login);
        Duration pause = attempts.begin(user.orElse(NOBODY), block(address), device);
        return user.isPresent() ? pause : madeUpNames.begin(login, block(address));
    }

    void succeeded(String login, String address) {
        user(login).ifPresent(userId -> attempts.succeeded(userId, block(address), null));
    }

    /** Counts a code of a second factor, apart from passwords: whoever knows the password would forgive themselves wrong codes. */
    Duration beginCode(String login, String address, byte @Nullable [] device) {
        return user(login)
                .map(userId -> attempts.begin(userId, codes(address), device))
                .orElse(Duration.ZERO);
    }

    void codeSucceeded(String login, String address) {
        user(login).ifPresent(userId -> attempts.succeeded(userId, codes(address), null));
    }

    private static String codes(String address) {
        return "code " + block(address);
    }

    private Optional<UserId> user(String login) {
        return signIn.findAccount(login).map(Account::person).map(person -> person.userId());
    }

    private static String block(String address) {
        try {
            return address.isEmpty()
                    ? "unknown"
                    : ClientAddress.of(InetAddress.getByName(address)).block().toString();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
