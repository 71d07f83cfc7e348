package io.tokentally.application.service.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.application.port.out.access.ApiTokens;
import io.tokentally.domain.access.AccessRefusedException;
import io.tokentally.domain.access.ApiToken;
import io.tokentally.domain.access.ApiTokenRefusedException;
import io.tokentally.domain.access.ApiTokenSecret;
import io.tokentally.domain.access.Membership;
import io.tokentally.domain.access.NewApiToken;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Person;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.access.Session.Scope;
import io.tokentally.domain.access.SessionFixtures;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.access.ViewerToken;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ManageApiTokensServiceTest {

    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final UserId ADA = new UserId("ada");
    private static final Person PERSON = new Person(ADA, "ada@acme.example", "Ada");
    private static final Membership PLACE = new Membership(ADA, ACME, "Acme", Role.MEMBER);
    private static final NewApiToken WANTED =
            new NewApiToken("nightly", Set.of(Scope.KEYS), SessionFixtures.NOON.plusSeconds(60));
    private static final UUID ID = new UUID(0, 1);

    private final Recording recording = new Recording();
    private final ManageApiTokensService service = new ManageApiTokensService(recording, new SecureRandom());

    @Test
    void aNewTokenIsKeptAndTold() {
        Session session = SessionFixtures.browser(PERSON, PLACE);

        ApiTokenSecret secret = service.make(session, ACME, WANTED);

        assertThat(recording.secrets).containsExactly(secret);
        assertThat(service.make(session, ACME, WANTED)).isNotEqualTo(secret);
    }

    @Test
    void aTokenDoesNothingWithTokens() {
        Session program = SessionFixtures.apiToken(PERSON, Set.of(Scope.MEMBERS), PLACE);

        assertNotByToken(() -> service.make(program, ACME, WANTED));
        assertNotByToken(() -> service.tokens(program));
        assertNotByToken(() -> service.revoke(program, ID));
        assertNotByToken(() -> service.revokeAll(program));
        assertThat(recording.calls).isEmpty();
    }

    @Test
    void ownersAloneSeeAndRevokeTheTokensOfOthers() {
        for (Role role : List.of(Role.MEMBER, Role.ADMIN)) {
            Viewer viewer = ViewerFixtures.viewer(ADA, ACME, role);
            assertThatExceptionOfType(AccessRefusedException.class)
                    .isThrownBy(() -> service.tokensOfOrganization(viewer));
            assertThatExceptionOfType(AccessRefusedException.class).isThrownBy(() -> service.revokeOf(viewer, ID));
        }
        assertThat(recording.calls).isEmpty();
        Viewer owner = ViewerFixtures.viewer(ADA, ACME, Role.OWNER);

        service.tokensOfOrganization(owner);
        service.revokeOf(owner, ID);

        assertThat(recording.calls).containsExactly("of organization", "revoke of organization");
    }

    private static void assertNotByToken(ThrowingCallable attempt) {
        assertThatExceptionOfType(ApiTokenRefusedException.class)
                .isThrownBy(attempt)
                .returns(ApiTokenRefusedException.Reason.NOT_BY_TOKEN, ApiTokenRefusedException::reason);
    }

    /** Remembers what it was asked. */
    private static final class Recording implements ApiTokens {

        private final List<ApiTokenSecret> secrets = new ArrayList<>();
        private final List<String> calls = new ArrayList<>();

        @Override
        public void add(
                ViewerToken session,
                @Nullable OrganizationId organizationId,
                ApiTokenSecret secret,
                NewApiToken wanted) {
            secrets.add(secret);
        }

        @Override
        public List<ApiToken> own(Session session) {
            calls.add("own");
            return List.of();
        }

        @Override
        public void revoke(ViewerToken session, UUID id) {
            calls.add("revoke");
        }

        @Override
        public int revokeAll(ViewerToken session) {
            calls.add("revoke all");
            return 0;
        }

        @Override
        public List<ApiToken> ofOrganization(Viewer viewer) {
            calls.add("of organization");
            return List.of();
        }

        @Override
        public void revoke(Viewer viewer, UUID id) {
            calls.add("revoke of organization");
        }
    }
}
