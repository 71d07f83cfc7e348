package io.tokentally.application.service.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.application.port.out.access.KeyReviews;
import io.tokentally.application.port.out.access.Members;
import io.tokentally.domain.access.AccessRefusedException;
import io.tokentally.domain.access.KeyToReview;
import io.tokentally.domain.access.Member;
import io.tokentally.domain.access.MembershipRefusedException;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Person;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.access.VirtualKeyId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ManageMembersServiceTest {

    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final UserId ADA = new UserId("ada");
    private static final VirtualKeyId KEY = new VirtualKeyId(new UUID(0, 7));
    private static final Viewer OWNER = viewer(Role.OWNER);

    private final FakeMembers members = new FakeMembers();
    private final List<String> audited = new ArrayList<>();
    private final ManageMembersService service = new ManageMembersService(
            members,
            members.reviews(),
            new FakePasswords(),
            (event, organization, user, login, address) ->
                    audited.add(String.join(" ", event.action(), String.valueOf(organization), login, address)),
            () -> Optional.of("192.0.2.7"));

    static Stream<Named<Consumer<Case>>> ownersBusiness() {
        return Stream.of(
                Named.of("list", attempt -> attempt.service.members(attempt.viewer)),
                Named.of("change role", attempt -> attempt.service.changeRole(attempt.viewer, ADA, Role.OWNER)),
                Named.of("close", attempt -> attempt.service.close(attempt.viewer, ADA)),
                Named.of("list keys", attempt -> attempt.service.keysToReview(attempt.viewer)),
                Named.of("keep key", attempt -> attempt.service.keep(attempt.viewer, KEY)),
                Named.of("remove", attempt -> attempt.service.remove(attempt.viewer, ADA)),
                Named.of("reset password", attempt -> attempt.service.resetPassword(attempt.viewer, ADA)));
    }

    @ParameterizedTest
    @MethodSource("ownersBusiness")
    void whoIsNoOwnerIsDeniedBeforeAnythingIsAsked(Consumer<Case> business) {
        for (Role role : List.of(Role.MEMBER, Role.ADMIN)) {
            assertThatExceptionOfType(AccessRefusedException.class)
                    .isThrownBy(() -> business.accept(new Case(service, viewer(role))));
        }
        assertThat(members.asked).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("ownersBusiness")
    void ownersAreLetThrough(Consumer<Case> business) {
        business.accept(new Case(service, OWNER));

        assertThat(members.asked).hasSize(1);
    }

    @Test
    void ownersListTheMembersThatThePortKnows() {
        assertThat(service.members(OWNER)).isEqualTo(members.all(OWNER)).isNotEmpty();
    }

    @Test
    void rolesAndRemovalsArePassedOn() {
        service.changeRole(OWNER, ADA, Role.ADMIN);
        service.remove(OWNER, ADA);

        assertThat(members.asked).containsExactly("change ada ADMIN", "remove ada");
    }

    @Test
    void aLostPasswordIsReplacedByAHashOfTheOneThatTheOwnerLearns() {
        assertThat(service.resetPassword(OWNER, ADA)).isEqualTo("random 1");
        assertThat(members.asked).containsExactly("reset ada " + FakePasswords.hashOf("random 1"));
    }

    @Test
    void whatTheDatabaseRefusesIsNotHidden() {
        members.refusal = new MembershipRefusedException(MembershipRefusedException.Reason.LAST_OWNER);

        assertThatExceptionOfType(MembershipRefusedException.class)
                .isThrownBy(() -> service.remove(OWNER, ADA))
                .isSameAs(members.refusal);
    }

    /** However it would come about: by another role, by somebody who is put out, closed or leaves. */
    @Test
    void whoeverWouldLeaveAnOrganizationWithoutAnOwnerIsInTheAuditLog() {
        members.refusal = new MembershipRefusedException(MembershipRefusedException.Reason.LAST_OWNER);
        List<Runnable> attempts = List.of(
                () -> service.changeRole(OWNER, ADA, Role.MEMBER),
                () -> service.remove(OWNER, ADA),
                () -> service.close(OWNER, ADA),
                () -> service.leave(OWNER));

        attempts.forEach(attempt ->
                assertThatExceptionOfType(MembershipRefusedException.class).isThrownBy(attempt::run));
        assertThat(audited).hasSize(attempts.size()).containsOnly("access.refused acme oscar 192.0.2.7");

        members.refusal = new MembershipRefusedException(MembershipRefusedException.Reason.NO_SUCH_MEMBER);
        assertThatExceptionOfType(MembershipRefusedException.class).isThrownBy(() -> service.leave(OWNER));
        assertThat(audited).hasSize(attempts.size());
    }

    private static Viewer viewer(Role role) {
        return ViewerFixtures.viewer(new UserId("oscar"), ACME, role);
    }

    /** Somebody tries something. */
    record Case(ManageMembersService service, Viewer viewer) {}

    private static final class FakeMembers implements Members {

        private final List<String> asked = new ArrayList<>();
        private @Nullable MembershipRefusedException refusal;

        private KeyReviews reviews() {
            return new KeyReviews() {
                @Override
                public List<KeyToReview> all(Viewer viewer) {
                    ask("list keys");
                    return List.of();
                }

                @Override
                public void keep(Viewer viewer, VirtualKeyId id) {
                    ask("keep " + id);
                }
            };
        }

        private void ask(String what) {
            asked.add(what);
            if (refusal != null) {
                throw refusal;
            }
        }

        @Override
        public List<Member> all(Viewer viewer) {
            ask("all");
            return List.of(new Member(new Person(ADA, "ada@acme.example", "Ada"), Role.MEMBER, false, null));
        }

        @Override
        public void changeRole(Viewer viewer, UserId userId, Role role) {
            ask("change " + userId + " " + role);
        }

        @Override
        public void remove(Viewer viewer, UserId userId) {
            ask("remove " + userId);
        }

        @Override
        public void leave(Viewer viewer) {
            ask("leave");
        }

        @Override
        public boolean isSecondFactorRequired(Viewer viewer) {
            ask("is second factor required");
            return false;
        }

        @Override
        public void requireSecondFactor(Viewer viewer, boolean required) {
            ask("require second factor " + required);
        }

        @Override
        public void resetSecondFactor(Viewer viewer, UserId userId) {
            ask("reset second factor " + userId);
        }

        @Override
        public void close(Viewer viewer, UserId userId) {
            ask("close " + userId);
        }

        @Override
        public void resetPassword(Viewer viewer, UserId userId, String passwordHash) {
            ask("reset " + userId + " " + passwordHash);
        }
    }
}
