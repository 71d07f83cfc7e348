package io.tokentally.bootstrap.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.adapter.session.CurrentSessions;
import io.tokentally.adapter.session.SignedInPerson;
import io.tokentally.application.port.in.access.FollowSessionUseCase;
import io.tokentally.domain.access.Person;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.access.SessionFixtures;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.ViewerToken;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

/** What keeps a session from ending for want of acts. */
class SessionFilterTest {

    private static final Session SESSION =
            SessionFixtures.browser(new Person(new UserId("ada"), "ada@acme.example", "Ada"));

    private int acts;

    private final CurrentSessions sessions = new CurrentSessions(new FollowSessionUseCase() {
        @Override
        public Optional<Session> find(ViewerToken token) {
            return Optional.of(SESSION);
        }

        @Override
        public void noteActivity(ViewerToken token) {
            acts++;
        }

        @Override
        public void end(ViewerToken token) {
            throw new AssertionError("Nobody ends it here");
        }
    });

    @AfterEach
    void leave() {
        SecurityContextHolder.clearContext();
    }

    private void ask(String method, String address) throws Exception {
        SecurityContextHolder.getContext()
                .setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                        new SignedInPerson(SESSION.person(), SESSION.token()), null, List.of()));
        MockHttpServletRequest request = new MockHttpServletRequest(method, address.replaceFirst("[?].*", ""));
        request.setContextPath("/usage");
        request.setQueryString(address.contains("?") ? address.replaceFirst("[^?]*[?]", "") : null);
        new SessionFilter(sessions, SecurityContextHolder.getContextHolderStrategy())
                .doFilter(request, new MockHttpServletResponse(), new MockFilterChain());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/usage/", "/usage/activity", "/usage/api/v1/usage/summary?days=7"})
    void whatSomebodyDoesIsAnAct(String address) throws Exception {
        ask("POST", address);

        assertThat(acts).isOne();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/usage/?v-r=uidl&v-uiId=0",
                "/usage/?v-r=heartbeat&v-uiId=0",
                "/usage/VAADIN/push?v-r=push",
                "/usage/VAADIN/build/indexhtml-0123abcd.js",
                "/usage/VAADIN/dynamic/resource/0/1/chart.svg",
                "/usage/aura/aura.css",
                "/usage/assets/tokentally/tokentally.css?1"
            })
    void whatAPageDoesByItselfIsNone(String address) throws Exception {
        ask("GET", address);

        assertThat(acts).isZero();
    }

    /** While it waits for the server: assets/tokentally/connection.js. */
    @Test
    void lookingWhetherTheServerAnswersIsNone() throws Exception {
        ask("HEAD", "/usage/assets/tokentally/icon.svg");

        assertThat(acts).isZero();
    }
}
