package io.tokentally.bootstrap.security;

import io.tokentally.adapter.rest.ProblemAuthenticationEntryPoint;
import io.tokentally.adapter.session.CurrentSessions;
import io.tokentally.application.port.out.access.AuthenticationAudit;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.web.access.ExceptionTranslationFilter;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * How programs show who they are, by an API token, or by name and password unless that is switched off; and that what they are refused
 * is written down.
 */
final class ProgramSignIn {

    private final CurrentSessions sessions;
    private final AuthenticationAudit audit;
    private final BearerTokens tokens;
    private final ProblemAuthenticationEntryPoint refusal;
    private final SecurityContextHolderStrategy contexts;
    private final SignInProperties properties;

    ProgramSignIn(
            CurrentSessions sessions,
            AuthenticationAudit audit,
            ProblemAuthenticationEntryPoint refusal,
            SecurityContextHolderStrategy contexts,
            SignInProperties properties) {
        this.sessions = sessions;
        this.audit = audit;
        this.tokens = new BearerTokens(sessions, audit);
        this.refusal = refusal;
        this.contexts = contexts;
        this.properties = properties;
    }

    /** Puts it into a chain that has the {@link SessionFilter} already. */
    void into(HttpSecurity http) {
        http.addFilterBefore(new RefusedAccessFilter(sessions, audit, contexts), ExceptionTranslationFilter.class);
        http.addFilterAfter(new BearerTokenFilter(tokens, sessions, refusal, contexts), SessionFilter.class);
        if (!properties.basic()) {
            http.addFilterBefore(new BasicSwitchedOff(refusal), BasicAuthenticationFilter.class);
        }
    }

    /** What a page of another site may have made a browser ask for; it cannot make it show a token. */
    static RequestMatcher foreignRequests() {
        RequestMatcher foreign = CrossSiteRequestMatcher.ofBrowsers();
        return request -> !BearerTokenFilter.isShownIn(request) && foreign.matches(request);
    }
}
