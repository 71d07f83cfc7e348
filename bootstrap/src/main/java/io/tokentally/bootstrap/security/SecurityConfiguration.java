package io.tokentally.bootstrap.security;

import com.vaadin.flow.spring.security.VaadinSecurityConfigurer;
import io.tokentally.adapter.rest.ProblemAccessDeniedHandler;
import io.tokentally.adapter.rest.ProblemAuthenticationEntryPoint;
import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.out.access.Passwords;
import io.tokentally.application.service.access.SignInService;
import io.tokentally.ui.login.LoginView;
import jakarta.servlet.DispatcherType;
import java.time.Clock;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer.AuthorizedUrl;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.ExceptionMappingAuthenticationFailureHandler;

/** Who may come in where: by form in the browser, by HTTP Basic or the browser's session in the API. */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class SecurityConfiguration {

    /** Everything comes from this server and nothing goes elsewhere. Vaadin starts from inline scripts and styles. */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'self'; script-src 'self' 'unsafe-inline'"
            + " 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:;"
            + " object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    @Bean
    PasswordEncoder passwordEncoder() {
        return PasswordEncoderFactories.createDelegatingPasswordEncoder();
    }

    @Bean
    Passwords passwords(PasswordEncoder passwordEncoder) {
        return new EncodedPasswords(passwordEncoder);
    }

    @Bean
    AuthenticationProvider authenticationProvider(SignInService signIn, PasswordEncoder passwordEncoder, Clock clock) {
        DaoAuthenticationProvider passwords = new DaoAuthenticationProvider(new AccountUserDetailsService(signIn));
        passwords.setPasswordEncoder(passwordEncoder);
        return new GuardedAuthenticationProvider(passwords, new SignInGuard(clock));
    }

    @Bean
    CurrentViewer currentViewer(SignInService signIn, SecurityContextHolderStrategy contexts) {
        return new SessionViewer(signIn, contexts);
    }

    @Bean
    @Order(1)
    SecurityFilterChain actuatorSecurity(HttpSecurity http) throws Exception {
        return http.securityMatcher("/actuator/**", "/actuator")
                .authorizeHttpRequests(requests -> requests.requestMatchers("/actuator/health")
                        .permitAll()
                        .anyRequest()
                        .hasRole("OWNER"))
                .httpBasic(basic -> basic.realmName("Tokentally"))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.NEVER))
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain apiSecurity(
            HttpSecurity http, ProblemAuthenticationEntryPoint signInFirst, ProblemAccessDeniedHandler notAllowed)
            throws Exception {
        return http.securityMatcher("/api/**", "/v3/api-docs/**", "/swagger-ui/**", "/swagger-ui.html")
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .httpBasic(basic -> basic.authenticationEntryPoint(signInFirst))
                .csrf(csrf -> csrf.requireCsrfProtectionMatcher(new ForeignRequests()))
                .exceptionHandling(problems ->
                        problems.authenticationEntryPoint(signInFirst).accessDeniedHandler(notAllowed))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.NEVER))
                .build();
    }

    @Bean
    @Order(3)
    SecurityFilterChain viewSecurity(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(requests -> requests
                        // Every chain's errors come by here: whoever was refused shall read why.
                        .dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll())
                .with(
                        VaadinSecurityConfigurer.vaadin(),
                        vaadin -> vaadin.loginView(LoginView.class)
                                // An unknown address leads to the page that says so.
                                .anyRequest(AuthorizedUrl::authenticated))
                .formLogin(form -> form.failureHandler(signInFailure()))
                .headers(headers ->
                        headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_SECURITY_POLICY)))
                .build();
    }

    private static AuthenticationFailureHandler signInFailure() {
        ExceptionMappingAuthenticationFailureHandler handler = new ExceptionMappingAuthenticationFailureHandler();
        handler.setDefaultFailureUrl("/login?error");
        handler.setExceptionMappings(Map.of(LockedException.class.getName(), "/login?locked"));
        return handler;
    }
}
