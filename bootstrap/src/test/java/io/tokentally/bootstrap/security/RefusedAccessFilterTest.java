package io.tokentally.bootstrap.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.tokentally.adapter.session.CurrentSessions;
import io.tokentally.adapter.session.SignedInPerson;
import io.tokentally.application.port.in.access.FollowSessionUseCase;
import io.tokentally.application.port.out.access.AuthenticationAudit;
import io.tokentally.domain.access.Person;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.ViewerToken;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

class RefusedAccessFilterTest {

    private static final Person ADA = new Person(new UserId("ada"), "ada@acme.example", "Ada");

    private final List<String> audited = new ArrayList<>();

    @AfterEach
    void leave() {
        SecurityContextHolder.clearContext();
    }

    private static CurrentSessions sessions() {
        return new CurrentSessions((FollowSessionUseCase) Proxy.newProxyInstance(
                RefusedAccessFilterTest.class.getClassLoader(),
                new Class<?>[] {FollowSessionUseCase.class},
                (proxy, method, arguments) -> Optional.empty()));
    }

    private void answer(int status, @Nullable Person person, AuthenticationAudit audit) throws Exception {
        RefusedAccessFilter filter =
                new RefusedAccessFilter(sessions(), audit, SecurityContextHolder.getContextHolderStrategy());
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/api/v1/audit");
        request.setRemoteAddr("192.0.2.7");
        filter.doFilter(request, new MockHttpServletResponse(), (asked, response) -> {
            if (person != null) {
                SecurityContextHolder.getContext()
                        .setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                                new SignedInPerson(person, new ViewerToken("a".repeat(64))), null, List.of()));
            }
            ((HttpServletResponse) response).setStatus(status);
        });
    }

    private void answer(int status, @Nullable Person person) throws Exception {
        answer(
                status,
                person,
                (event, organization, user, login, address) ->
                        audited.add(event.action() + " " + user + " " + login + " " + address));
    }

    @Test
    void whoIsKnownAndRefusedIsWrittenDown() throws Exception {
        answer(403, ADA);

        assertThat(audited).containsExactly("access.refused ada ada@acme.example 192.0.2.7");
    }

    @Test
    void whatIsAllowedAndWhoIsNobodyIsNot() throws Exception {
        answer(200, ADA);
        answer(401, ADA);
        SecurityContextHolder.clearContext();
        answer(403, null);

        assertThat(audited).isEmpty();
    }

    @Test
    void aLogThatCannotBeWrittenChangesNoAnswer() {
        assertThatNoException()
                .isThrownBy(() -> answer(403, ADA, (event, organization, user, login, address) -> {
                    throw new DataAccessResourceFailureException("The database is away");
                }));
    }
}
