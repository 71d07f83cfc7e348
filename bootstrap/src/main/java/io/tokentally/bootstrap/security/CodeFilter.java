package io.tokentally.bootstrap.security;

import io.tokentally.adapter.session.CurrentSessions;
import io.tokentally.adapter.session.SignedInPerson;
import io.tokentally.application.port.out.access.AuthenticationAudit;
import io.tokentally.application.service.access.SecondFactorCheck;
import io.tokentally.domain.access.SecondFactorRefusedException;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.access.SessionLimit;
import io.tokentally.domain.access.ViewerToken;
import io.tokentally.ui.login.CodeController;
import io.tokentally.ui.login.CodeNotice;
import io.tokentally.ui.login.SignInNotice;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.InternalAuthenticationServiceException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.web.authentication.AbstractAuthenticationProcessingFilter;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.authentication.ExceptionMappingAuthenticationFailureHandler;
import org.springframework.security.web.authentication.session.ChangeSessionIdAuthenticationStrategy;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/**
 * Finishes a sign-in by the code of the second factor. The browser's session and ours both go by another name from then on: who
 * knew them when the password alone had been given shall not have them.
 */
final class CodeFilter extends AbstractAuthenticationProcessingFilter {

    private final SecondFactorCheck check;
    private final CurrentSessions sessions;
    private final AuthenticationAudit audit;
    private final SecurityContextHolderStrategy contexts;

    CodeFilter(
            SecondFactorCheck check,
            CurrentSessions sessions,
            AuthenticationAudit audit,
            SecurityContextHolderStrategy contexts,
            AuthenticationSuccessHandler onSuccess) {
        super(PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, CodeController.PATH));
        this.check = check;
        this.sessions = sessions;
        this.audit = audit;
        this.contexts = contexts;
        setSecurityContextHolderStrategy(contexts);
        setSecurityContextRepository(new HttpSessionSecurityContextRepository());
        setSessionAuthenticationStrategy(new ChangeSessionIdAuthenticationStrategy());
        setAuthenticationSuccessHandler(onSuccess);
        setAuthenticationFailureHandler(onFailure());
        setAuthenticationManager(attempt -> attempt);
    }

    @Override
    public Authentication attemptAuthentication(HttpServletRequest request, HttpServletResponse response) {
        Session session = waiting();
        ViewerToken token;
        try {
            token = check.finishSignIn(session, Objects.requireNonNullElse(request.getParameter("code"), ""));
        } catch (SecondFactorRefusedException e) {
            if (e.reason() == SecondFactorRefusedException.Reason.TOO_MANY_TRIES) {
                throw new TooManyAttemptsException(Duration.ZERO);
            }
            throw new BadCredentialsException("The code is wrong", e);
        } catch (DataAccessException e) {
            throw new InternalAuthenticationServiceException("The code cannot be checked", e);
        }
        sessions.forget(session.token());
        audit.note(
                AuthenticationAudit.Event.SIGN_IN_SUCCEEDED,
                session.chosenOrganization(),
                session.person().userId(),
                session.person().login(),
                request.getRemoteAddr());
        UsernamePasswordAuthenticationToken signedIn = UsernamePasswordAuthenticationToken.authenticated(
                new SignedInPerson(session.person(), token), null, List.of());
        signedIn.setDetails(SignInDetails.inBrowser(request));
        return signedIn;
    }

    private Session waiting() {
        Authentication authentication = contexts.getContext().getAuthentication();
        if (authentication != null && authentication.getPrincipal() instanceof SignedInPerson person) {
            return sessions.find(person.token())
                    .filter(session -> session.limit() == SessionLimit.SECOND_FACTOR)
                    .orElseThrow(() -> new AuthenticationCredentialsNotFoundException("No sign-in waits for a code"));
        }
        throw new AuthenticationCredentialsNotFoundException("No sign-in waits for a code");
    }

    private static AuthenticationFailureHandler onFailure() {
        ExceptionMappingAuthenticationFailureHandler handler = new ExceptionMappingAuthenticationFailureHandler();
        handler.setAllowSessionCreation(false);
        handler.setDefaultFailureUrl(CodeNotice.ERROR.address());
        handler.setExceptionMappings(Map.of(
                TooManyAttemptsException.class.getName(),
                CodeNotice.LOCKED.address(),
                InternalAuthenticationServiceException.class.getName(),
                CodeNotice.UNAVAILABLE.address(),
                AuthenticationCredentialsNotFoundException.class.getName(),
                SignInNotice.EXPIRED.address()));
        return handler;
    }
}
