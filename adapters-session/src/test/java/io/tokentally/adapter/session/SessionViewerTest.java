package io.tokentally.adapter.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.application.port.in.access.FollowSessionUseCase;
import io.tokentally.application.port.in.access.ManageSessionsUseCase;
import io.tokentally.domain.access.AccessRefusedException;
import io.tokentally.domain.access.Membership;
import io.tokentally.domain.access.OpenSession;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.OrganizationNotNamedException;
import io.tokentally.domain.access.Person;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.access.SessionLimit;
import io.tokentally.domain.access.UnknownOrganizationException;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerToken;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.core.context.SecurityContextImpl;

class SessionViewerTest {

    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final OrganizationId GLOBEX = new OrganizationId("globex");
    private static final OrganizationId INITECH = new OrganizationId("initech");
    private static final Person TOM = new Person(new UserId("tom"), "tom", "Tom");
    private static final ViewerToken TOKEN = new ViewerToken("token of tom");
    private static final List<Membership> BOTH = List.of(
            new Membership(TOM.userId(), ACME, "Acme", Role.MEMBER),
            new Membership(TOM.userId(), GLOBEX, "Globex", Role.ADMIN));

    private final Stored stored = new Stored();
    private final List<OrganizationId> chosen = new ArrayList<>();
    private Optional<OrganizationId> shown = Optional.empty();
    private boolean signedIn = true;

    @Test
    void looksForTheOrganizationThatWasChosen() {
        stored.session = session(false, ACME, BOTH);

        assertThat(viewer().viewer()).isEqualTo(new Viewer(TOM.userId(), ACME, Role.MEMBER, TOKEN));
    }

    @Test
    void looksForTheOrganizationThatThePageShowsWhateverWasChosenSince() {
        stored.session = session(false, ACME, BOTH);
        shown = Optional.of(GLOBEX);

        assertThat(viewer().viewer()).isEqualTo(new Viewer(TOM.userId(), GLOBEX, Role.ADMIN, TOKEN));
    }

    @Test
    void goesToNoOtherOrganizationByItself() {
        stored.session = session(false, INITECH, BOTH);

        assertThatExceptionOfType(OrganizationNotNamedException.class).isThrownBy(() -> viewer().viewer());
    }

    @Test
    void anOrganizationOfOthersIsUnknown() {
        stored.session = session(false, ACME, BOTH);

        assertThatExceptionOfType(UnknownOrganizationException.class).isThrownBy(() -> viewer().viewerIn(INITECH));
        assertThatExceptionOfType(UnknownOrganizationException.class).isThrownBy(() -> viewer().switchTo(INITECH));
        assertThat(chosen).isEmpty();
    }

    @Test
    void anOperatorAndWhoeverBelongsNowhereLooksAtNoOrganization() {
        stored.session = session(true, null, List.of());
        assertThatExceptionOfType(AccessRefusedException.class)
                .isThrownBy(() -> viewer().viewer())
                .withMessageContaining("Operators");

        stored.session = session(false, null, List.of());
        assertThatExceptionOfType(AccessRefusedException.class)
                .isThrownBy(() -> viewer().viewer())
                .withMessageContaining("no organization yet");
    }

    @Test
    void nobodyLooksWithoutASession() {
        assertThatExceptionOfType(AccessRefusedException.class)
                .isThrownBy(() -> viewer().viewer())
                .withMessageContaining("ended");

        signedIn = false;
        assertThatExceptionOfType(AccessRefusedException.class)
                .isThrownBy(() -> viewer().viewer())
                .withMessageContaining("not signed in");
    }

    @Test
    void whatWasChosenCountsAtOnce() {
        stored.session = session(false, ACME, BOTH);
        SessionViewer viewer = viewer();
        assertThat(viewer.viewer().organizationId()).isEqualTo(ACME);

        stored.session = session(false, GLOBEX, BOTH);
        viewer.switchTo(GLOBEX);

        assertThat(chosen).containsExactly(GLOBEX);
        assertThat(viewer.viewer().organizationId()).isEqualTo(GLOBEX);
    }

    @Test
    void whatHadToBeDoneFirstIsNotAskedForOnceItIsDone() {
        SessionViewer viewer = viewer();
        stored.session = session(SessionLimit.PASSWORD_CHANGE, false, ACME, BOTH);
        assertThat(viewer.mustChangePassword()).isTrue();

        stored.session = session(false, ACME, BOTH);

        assertThat(viewer.mustChangePassword()).isFalse();
    }

    private SessionViewer viewer() {
        SecurityContextImpl context = new SecurityContextImpl();
        if (signedIn) {
            context.setAuthentication(
                    UsernamePasswordAuthenticationToken.authenticated(new SignedInPerson(TOM, TOKEN), null, List.of()));
        }
        return new SessionViewer(new CurrentSessions(stored), new Choices(), contexts(context), () -> shown);
    }

    private static SecurityContextHolderStrategy contexts(SecurityContextImpl context) {
        return new SecurityContextHolderStrategy() {
            @Override
            public void clearContext() {
                context.setAuthentication(null);
            }

            @Override
            public SecurityContextImpl getContext() {
                return context;
            }

            @Override
            public void setContext(org.springframework.security.core.context.SecurityContext other) {
                context.setAuthentication(other.getAuthentication());
            }

            @Override
            public SecurityContextImpl createEmptyContext() {
                return new SecurityContextImpl();
            }
        };
    }

    private static Session session(
            boolean operator, @Nullable OrganizationId chosenOrganization, List<Membership> memberships) {
        return session(SessionLimit.NONE, operator, chosenOrganization, memberships);
    }

    private static Session session(
            SessionLimit limit,
            boolean operator,
            @Nullable OrganizationId chosenOrganization,
            List<Membership> memberships) {
        return new Session(
                new UUID(0, 1),
                TOKEN,
                Session.Kind.BROWSER,
                TOM,
                operator,
                limit,
                null,
                Instant.parse("2026-07-01T10:00:00Z"),
                Instant.parse("2026-07-01T18:00:00Z"),
                chosenOrganization,
                memberships);
    }

    /** Of one session, or of none. */
    private static final class Stored implements FollowSessionUseCase {

        private @Nullable Session session;

        @Override
        public Optional<Session> find(ViewerToken token) {
            return Optional.ofNullable(session);
        }

        @Override
        public void noteActivity(ViewerToken token) {}

        @Override
        public void end(ViewerToken token) {
            session = null;
        }
    }

    /** Remembers what was chosen. */
    private final class Choices implements ManageSessionsUseCase {

        @Override
        public List<OpenSession> sessions(Session session) {
            return List.of();
        }

        @Override
        public void end(Session session, UUID id) {}

        @Override
        public int endOthers(Session session) {
            return 0;
        }

        @Override
        public void chooseOrganization(Viewer viewer) {
            chosen.add(viewer.organizationId());
        }
    }
}
