package io.tokentally.bootstrap.security;

import io.tokentally.application.port.out.access.Accounts.Account;
import io.tokentally.application.port.out.access.AuthenticationAudit;
import io.tokentally.application.port.out.access.Sessions.NewSession;
import io.tokentally.application.service.access.SignInService;
import io.tokentally.bootstrap.configuration.TokentallyProperties;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.access.ViewerToken;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.CredentialsExpiredException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;

/**
 * Opens a session for whoever has shown who they are. A password that comes with each request opens one for a while and is
 * not checked anew as long as it lasts.
 */
final class SessionOpeningProvider implements AuthenticationProvider {

    /** Longer than a verified password is remembered, so that no request outlives its session by much. */
    private static final Duration BASIC_LIFETIME = Duration.ofMinutes(10);

    private final AuthenticationProvider passwords;
    private final SignInService signIn;
    private final AuthenticationAudit audit;
    private final VerifiedPasswords verified;
    private final CurrentSessions sessions;
    private final TokentallyProperties.Sessions limits;
    private final Clock clock;

    SessionOpeningProvider(
            AuthenticationProvider passwords,
            SignInService signIn,
            AuthenticationAudit audit,
            VerifiedPasswords verified,
            CurrentSessions sessions,
            TokentallyProperties.Sessions limits,
            Clock clock) {
        this.passwords = passwords;
        this.signIn = signIn;
        this.audit = audit;
        this.verified = verified;
        this.sessions = sessions;
        this.limits = limits;
        this.clock = clock;
    }

    @Override
    public @Nullable Authentication authenticate(Authentication attempt) {
        Optional<Session> remembered = verified.find(attempt).flatMap(sessions::find);
        if (remembered.isPresent()) {
            return signedIn(
                    attempt,
                    new SignedInPerson(
                            remembered.get().person(), remembered.get().token()));
        }
        String password = String.valueOf(attempt.getCredentials());
        Authentication checked = passwords.authenticate(attempt);
        if (checked == null || !(checked.getPrincipal() instanceof AccountDetails details)) {
            throw new BadCredentialsException("Nobody was recognized");
        }
        Account account = details.account();
        if (account.isPasswordExpiredAt(clock.instant())) {
            throw new CredentialsExpiredException("The one-time password has expired. Ask for another.");
        }
        ViewerToken token = signIn.open(session(account, attempt));
        verified.remember(attempt, password, token);
        noteInBrowser(attempt, account, token);
        return signedIn(attempt, new SignedInPerson(account.person(), token));
    }

    /** Programs send their password with each request, which would fill the log. */
    private void noteInBrowser(Authentication attempt, Account account, ViewerToken token) {
        SignInDetails details = SignInDetails.of(attempt);
        if (details.kind() == Session.Kind.BROWSER) {
            audit.note(
                    AuthenticationAudit.Event.SIGN_IN_SUCCEEDED,
                    sessions.find(token).map(Session::chosenOrganization).orElse(null),
                    account.person().userId(),
                    account.person().login(),
                    details.clientAddress());
        }
    }

    private NewSession session(Account account, Authentication attempt) {
        SignInDetails details = SignInDetails.of(attempt);
        boolean inBrowser = details.kind() == Session.Kind.BROWSER;
        return new NewSession(
                details.kind(),
                account.person().userId(),
                account.oneTimePassword(),
                inBrowser ? limits.lifetime() : BASIC_LIFETIME,
                inBrowser ? limits.idle() : null,
                details.clientAddress(),
                details.userAgent());
    }

    private static Authentication signedIn(Authentication attempt, SignedInPerson person) {
        UsernamePasswordAuthenticationToken result =
                UsernamePasswordAuthenticationToken.authenticated(person, null, java.util.List.of());
        result.setDetails(attempt.getDetails());
        return result;
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return passwords.supports(authentication);
    }
}
