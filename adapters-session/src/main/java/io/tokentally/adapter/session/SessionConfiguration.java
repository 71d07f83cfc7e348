package io.tokentally.adapter.session;

import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.in.access.FollowSessionUseCase;
import io.tokentally.application.port.in.access.ManageSessionsUseCase;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.context.SecurityContextHolderStrategy;

/**
 * Puts the session's viewer together. The application around leaves who signed in as a {@link SignedInPerson} where its {@link
 * SecurityContextHolderStrategy} says, and may supply a {@link PageOrganization}.
 */
@Configuration(proxyBeanMethods = false)
public class SessionConfiguration {

    @Bean
    CurrentSessions currentSessions(FollowSessionUseCase sessions) {
        return new CurrentSessions(sessions);
    }

    @Bean
    CurrentViewer currentViewer(
            CurrentSessions sessions,
            ManageSessionsUseCase manageSessions,
            SecurityContextHolderStrategy contexts,
            ObjectProvider<PageOrganization> shown) {
        return new SessionViewer(sessions, manageSessions, contexts, shown.getIfAvailable(() -> PageOrganization.NONE));
    }
}
