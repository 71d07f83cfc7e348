package io.tokentally.bootstrap.security;

import io.tokentally.adapter.session.CurrentSessions;
import io.tokentally.adapter.session.SignedInPerson;
import io.tokentally.application.port.out.access.Accounts.Account;
import io.tokentally.application.port.out.access.AuthenticationAudit;
import io.tokentally.application.port.out.access.Sessions.NewSession;
import io.tokentally.application.service.access.SignInService;
import io.tokentally.bootstrap.configuration.TokentallyProperties;
import io.tokentally.demo.DemoMode;
import io.tokentally.domain.access.SecondFactorRefusedException;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.access.SessionLimit;
import io.tokentally.domain.access.ViewerToken;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.CredentialsExpiredException;
import org.springframework.security.authentication.InsufficientAuthenticationException;
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
    private final HourlyUses uses = new HourlyUses();
    private final VerifiedPasswords verified;
    private final CurrentSessions sessions;
    private final TokentallyProperties.Sessions limits;
    private final DemoMode demo;
    private final Clock clock;

    SessionOpeningProvider(
            AuthenticationProvider passwords,
            SignInService signIn,
            AuthenticationAudit audit,
            VerifiedPasswords verified,
            CurrentSessions sessions,
            TokentallyProperties.Sessions limits,
            DemoMode demo,
            Clock clock) {
        this.passwords = passwords;
        this.signIn = signIn;
        this.audit = audit;
        this.verified = verified;
        this.sessions = sessions;
        this.limits = limits;
        this.demo = demo;
        this.clock = clock;
    }

    @Override
    public @Nullable Authentication authenticate(Authentication attempt) {
        Optional<Session> remembered =
                verified.find(attempt).flatMap(sessions::find).filter(SessionOpeningProvider::isEnough);
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
        ViewerToken token = open(account, attempt);
        verified.remember(attempt, password, token);
        note(attempt, account, token);
        return signedIn(attempt, new SignedInPerson(account.person(), token));
    }

    /** Whoever needs a second factor from now on is told so. */
    private static boolean isEnough(Session session) {
        return session.limit() != SessionLimit.SECOND_FACTOR_SETUP;
    }

    private ViewerToken open(Account account, Authentication attempt) {
        try {
            return signIn.open(session(account, attempt));
        } catch (SecondFactorRefusedException e) {
            throw new InsufficientAuthenticationException("A password alone does not sign in to this account", e);
        }
    }

    private void note(Authentication attempt, Account account, ViewerToken token) {
        SignInDetails details = SignInDetails.of(attempt);
        Optional<Session> session = sessions.find(token);
        boolean inBrowser = details.kind() == Session.Kind.BROWSER;
        if ((inBrowser || uses.isFirst(account.person().userId(), details.clientBlock()))
                && session.map(Session::limit).orElse(SessionLimit.NONE) != SessionLimit.SECOND_FACTOR) {
            audit.note(
                    inBrowser
                            ? AuthenticationAudit.Event.SIGN_IN_SUCCEEDED
                            : AuthenticationAudit.Event.PROGRAM_SIGNED_IN,
                    session.map(Session::chosenOrganization).orElse(null),
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
                details.userAgent(),
                demo.on());
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
