package io.tokentally.bootstrap.security;

import com.vaadin.flow.spring.security.VaadinSecurityConfigurer;
import io.tokentally.adapter.rest.ProblemAccessDeniedHandler;
import io.tokentally.adapter.rest.ProblemAuthenticationEntryPoint;
import io.tokentally.adapter.rest.SignInOptions;
import io.tokentally.adapter.session.CurrentSessions;
import io.tokentally.adapter.session.PageOrganization;
import io.tokentally.adapter.session.SignedInPerson;
import io.tokentally.application.port.out.access.AuthenticationAudit;
import io.tokentally.application.port.out.access.PasswordAttempts;
import io.tokentally.application.port.out.access.RequestOrigin;
import io.tokentally.application.port.out.access.SignInAttempts;
import io.tokentally.application.service.access.SecondFactorCheck;
import io.tokentally.application.service.access.SignInService;
import io.tokentally.bootstrap.configuration.TokentallyProperties;
import io.tokentally.demo.DemoMode;
import io.tokentally.ui.link.LinkController;
import io.tokentally.ui.login.CodeController;
import io.tokentally.ui.login.SignInController;
import io.tokentally.ui.login.SignInNotice;
import io.tokentally.ui.shell.ShownOrganization;
import jakarta.servlet.DispatcherType;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.InternalAuthenticationServiceException;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer.AuthorizedUrl;
import org.springframework.security.config.annotation.web.configurers.RequestCacheConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.authentication.ExceptionMappingAuthenticationFailureHandler;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.authentication.logout.HeaderWriterLogoutHandler;
import org.springframework.security.web.header.writers.ClearSiteDataHeaderWriter;
import org.springframework.security.web.header.writers.ClearSiteDataHeaderWriter.Directive;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.AndRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** Who may come in where: by form in the browser, by API token, HTTP Basic or the browser's session in the API. */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class SecurityConfiguration {

    @Bean
    SignInGuard signInGuard(SignInService signIn, SignInAttempts attempts, Clock clock) {
        return new SignInGuard(signIn, attempts, new MadeUpNames(clock));
    }

    @Bean
    PasswordAttempts passwordAttempts(SignInGuard signInGuard, RequestOrigin origin) {
        return new GuardedPasswordAttempts(signInGuard, origin);
    }

    @Bean
    AuthenticationProvider authenticationProvider(
            SignInService signIn,
            CurrentSessions sessions,
            PasswordEncoder passwordEncoder,
            SignInGuard signInGuard,
            AuthenticationAudit audit,
            TokentallyProperties properties,
            DemoMode demo,
            Clock clock) {
        DaoAuthenticationProvider passwords = new DaoAuthenticationProvider(new AccountUserDetailsService(signIn));
        passwords.setPasswordEncoder(passwordEncoder);
        return new SessionOpeningProvider(
                new BoundedPasswordChecks(
                        new GuardedAuthenticationProvider(passwords, signInGuard, audit), passwordsAtOnce()),
                signIn,
                audit,
                new VerifiedPasswords(new SecureRandom()),
                sessions,
                properties.sessions(),
                demo,
                clock);
    }

    /** Half of the processors stay for those who have signed in. */
    private static int passwordsAtOnce() {
        return Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    }

    @Bean
    PageOrganization pageOrganization() {
        return ShownOrganization::ofCurrentPage;
    }

    @Bean
    RequestOrigin requestOrigin() {
        return new WebRequestOrigin();
    }

    @Bean
    SessionFilter sessionFilter(CurrentSessions sessions, SecurityContextHolderStrategy contexts) {
        return new SessionFilter(sessions, contexts);
    }

    @Bean
    SignInOptions signInOptions(SignInProperties properties) {
        return new SignInOptions(properties.basic());
    }

    @Bean
    ProgramSignIn programSignIn(
            CurrentSessions sessions,
            AuthenticationAudit audit,
            ProblemAuthenticationEntryPoint signInFirst,
            SecurityContextHolderStrategy contexts,
            SignInProperties properties) {
        return new ProgramSignIn(sessions, audit, signInFirst, contexts, properties);
    }

    /** It belongs into the chains of filters below, and runs in no other place. */
    @Bean
    FilterRegistrationBean<SessionFilter> sessionFilterInChainsOnly(SessionFilter sessionFilter) {
        FilterRegistrationBean<SessionFilter> registration = new FilterRegistrationBean<>(sessionFilter);
        registration.setEnabled(false);
        return registration;
    }

    @Bean
    @Order(1)
    SecurityFilterChain actuatorSecurity(
            HttpSecurity http,
            SessionFilter sessionFilter,
            ProgramSignIn programSignIn,
            ProblemAuthenticationEntryPoint signInFirst)
            throws Exception {
        http.securityMatcher("/actuator/**", "/actuator")
                .authorizeHttpRequests(requests -> requests.requestMatchers("/actuator/health")
                        .permitAll()
                        .requestMatchers("/actuator/metrics", "/actuator/metrics/**", "/actuator/prometheus")
                        .hasAnyAuthority("ROLE_OPERATOR", SessionFilter.READS_METRICS)
                        .anyRequest()
                        .hasRole("OPERATOR"))
                .httpBasic(basic -> basic.authenticationEntryPoint(signInFirst)
                        .authenticationDetailsSource(SignInDetails::withRequest))
                .addFilterBefore(sessionFilter, AuthorizationFilter.class)
                .csrf(csrf -> csrf.csrfTokenRepository(new NoCsrfTokens())
                        .requireCsrfProtectionMatcher(ProgramSignIn.foreignRequests()))
                .requestCache(RequestCacheConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.NEVER));
        programSignIn.into(http);
        return http.build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain apiSecurity(
            HttpSecurity http,
            SessionFilter sessionFilter,
            ProgramSignIn programSignIn,
            ProblemAuthenticationEntryPoint signInFirst,
            ProblemAccessDeniedHandler notAllowed)
            throws Exception {
        http.securityMatcher("/api/**", "/v3/api-docs/**", "/swagger-ui/**", "/swagger-ui.html")
                .authorizeHttpRequests(requests -> requests.anyRequest().hasAuthority(SessionFilter.FULL_SESSION))
                .httpBasic(basic -> basic.authenticationEntryPoint(signInFirst)
                        .authenticationDetailsSource(SignInDetails::withRequest))
                .addFilterBefore(sessionFilter, AuthorizationFilter.class)
                .csrf(csrf -> csrf.csrfTokenRepository(new NoCsrfTokens())
                        .requireCsrfProtectionMatcher(ProgramSignIn.foreignRequests()))
                .requestCache(RequestCacheConfigurer::disable)
                .exceptionHandling(problems ->
                        problems.authenticationEntryPoint(signInFirst).accessDeniedHandler(notAllowed))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.NEVER));
        programSignIn.into(http);
        return http.build();
    }

    @Bean
    @Order(3)
    SecurityFilterChain viewSecurity(
            HttpSecurity http,
            SessionFilter sessionFilter,
            CurrentSessions sessions,
            AuthenticationAudit audit,
            SignInAttempts attempts,
            SecondFactorCheck secondFactor,
            SecurityContextHolderStrategy contexts)
            throws Exception {
        http.setSharedObject(RequestCache.class, new ReturnCookie());
        RequestMatcher signInForm = PathPatternRequestMatcher.withDefaults().matcher(SignInController.PATH);
        RequestMatcher codeForm = PathPatternRequestMatcher.withDefaults().matcher(CodeController.PATH);
        DeviceRemembering signedIn = new DeviceRemembering(sessions, attempts, new SecureRandom());
        RequestMatcher signOut = PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, "/logout");
        return http.authorizeHttpRequests(requests -> requests
                        // Every chain's errors come by here: whoever was refused shall read why.
                        .dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .requestMatchers(signInForm, codeForm, linkPages())
                        .permitAll()
                        .requestMatchers(new VaadinStart())
                        .authenticated())
                .with(
                        VaadinSecurityConfigurer.vaadin(),
                        vaadin -> vaadin.loginView(SignInController.PATH)
                                .enableCsrfConfiguration(false)
                                // An unknown address leads to the page that says so.
                                .anyRequest(AuthorizedUrl::authenticated))
                .csrf(csrf -> csrf.csrfTokenRepository(new NoCsrfTokens())
                        .requireCsrfProtectionMatcher(new OrRequestMatcher(
                                CrossSiteRequestMatcher.ofBrowsers(),
                                new AndRequestMatcher(
                                        new OrRequestMatcher(signInForm, codeForm, signOut),
                                        CrossSiteRequestMatcher.allButOwn()))))
                .logout(logout -> logout.logoutRequestMatcher(signOut)
                        // Browsers take it by TLS alone. Whoever sits there next finds no page by going back.
                        .addLogoutHandler(new HeaderWriterLogoutHandler(new ClearSiteDataHeaderWriter(Directive.CACHE)))
                        .addLogoutHandler((request, response, authentication) -> {
                            if (authentication != null
                                    && authentication.getPrincipal() instanceof SignedInPerson person) {
                                sessions.end(person.token());
                                audit.note(
                                        AuthenticationAudit.Event.SIGN_OUT,
                                        null,
                                        person.person().userId(),
                                        person.getName(),
                                        request.getRemoteAddr());
                            }
                        }))
                .exceptionHandling(problems ->
                        problems.accessDeniedHandler(new ForeignForm(new OrRequestMatcher(signInForm, codeForm))))
                .formLogin(form -> form.failureHandler(signInFailure())
                        .withObjectPostProcessor(after(signedIn))
                        .authenticationDetailsSource(SignInDetails::inBrowser))
                .addFilterBefore(sessionFilter, AuthorizationFilter.class)
                .addFilterAfter(new CodeFilter(secondFactor, sessions, audit, contexts, signedIn), SessionFilter.class)
                .addFilterAfter(new NoSessionForStrangers(contexts), AuthorizationFilter.class)
                .build();
    }

    /** Vaadin's configurer sets a handler of its own, whichever was set before. */
    private static ObjectPostProcessor<UsernamePasswordAuthenticationFilter> after(
            AuthenticationSuccessHandler handler) {
        return new ObjectPostProcessor<>() {
            @Override
            public <O extends UsernamePasswordAuthenticationFilter> O postProcess(O filter) {
                filter.setAuthenticationSuccessHandler(handler);
                return filter;
            }
        };
    }

    /** The pages of private links, and what their scripts ask for without anybody signed in. */
    private static RequestMatcher linkPages() {
        PathPatternRequestMatcher.Builder paths = PathPatternRequestMatcher.withDefaults();
        return new OrRequestMatcher(
                paths.matcher(HttpMethod.GET, LinkController.INVITATION),
                paths.matcher(HttpMethod.POST, LinkController.INVITATION + "/open"),
                paths.matcher(HttpMethod.POST, LinkController.INVITATION + "/join"),
                paths.matcher(HttpMethod.POST, LinkController.INVITATION + "/decline"),
                paths.matcher(HttpMethod.GET, LinkController.FORGOTTEN),
                paths.matcher(HttpMethod.POST, LinkController.FORGOTTEN),
                paths.matcher(HttpMethod.GET, LinkController.RESET),
                paths.matcher(HttpMethod.POST, LinkController.RESET + "/open"),
                paths.matcher(HttpMethod.POST, LinkController.RESET + "/reset"),
                paths.matcher(HttpMethod.GET, LinkController.CONFIRMATION),
                paths.matcher(HttpMethod.POST, LinkController.CONFIRMATION + "/open"),
                paths.matcher(HttpMethod.POST, LinkController.CONFIRMATION + "/confirm"));
    }

    static AuthenticationFailureHandler signInFailure() {
        ExceptionMappingAuthenticationFailureHandler handler = new ExceptionMappingAuthenticationFailureHandler();
        // Nobody reads the reason there, and it would make a session for whoever guesses.
        handler.setAllowSessionCreation(false);
        handler.setDefaultFailureUrl(SignInNotice.ERROR.address());
        handler.setExceptionMappings(Map.of(
                TooManyAttemptsException.class.getName(),
                SignInNotice.LOCKED.address(),
                InternalAuthenticationServiceException.class.getName(),
                SignInNotice.UNAVAILABLE.address()));
        return handler;
    }
}
