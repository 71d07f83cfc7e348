package io.tokentally.application.service.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.application.port.out.access.InvitationLinks;
import io.tokentally.application.port.out.access.Invitations;
import io.tokentally.domain.access.EmailAddress;
import io.tokentally.domain.access.InvitationOffer;
import io.tokentally.domain.access.LinkSecret;
import io.tokentally.domain.access.MembershipRefusedException;
import io.tokentally.domain.access.MembershipRefusedException.Reason;
import io.tokentally.domain.access.NewPassword;
import io.tokentally.domain.access.PasswordRefusedException;
import io.tokentally.domain.access.Person;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.SessionFixtures;
import io.tokentally.domain.access.UserId;
import java.lang.reflect.Proxy;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerInvitationServiceTest {

    private static final LinkSecret SECRET = new LinkSecret("a".repeat(64));
    private static final LinkSecret OTHER = new LinkSecret("b".repeat(64));
    private static final NewPassword PASSWORD = new NewPassword("correct horse battery");

    private final List<String> joined = new ArrayList<>();
    private final List<String> audited = new ArrayList<>();
    private final AnswerInvitationService service = service(nobodysBook());

    private AnswerInvitationService service(InvitationBook book) {
        return new AnswerInvitationService(
                new OneLink(),
                book,
                new FakePasswords(),
                new LinkGuard(
                        Optional::empty,
                        (event, organization, user, login, address) -> audited.add(event.action()),
                        Clock.systemUTC()),
                new SecureRandom());
    }

    @Test
    void whoJoinsGetsAnAccountThatIsNotCalledByTheirAddress() {
        service.join(SECRET, " Ada ", PASSWORD);

        assertThat(joined).singleElement().asString().matches("u_[0-9a-f]{24} Ada hash-of-yrettab esroh tcerroc");
    }

    @Test
    void aLinkThatIsNoneMakesNobodyHashAPassword() {
        assertThatExceptionOfType(MembershipRefusedException.class)
                .isThrownBy(() -> service.join(OTHER, "Ada", PASSWORD))
                .withMessageContaining("no such invitation");
        assertThat(joined).isEmpty();
        assertThat(audited).containsExactly("invitation.refused");
    }

    /** Used, expired, withdrawn, for another address: the database says which, and the log that it was tried. */
    @ParameterizedTest
    @EnumSource(
            value = Reason.class,
            names = {"INVITATION_ACCEPTED", "INVITATION_EXPIRED", "INVITATION_REVOKED", "INVITATION_FOR_ANOTHER"})
    void whoIsSignedInAndMayNotAcceptIsToldWhyAndItIsWrittenDown(Reason reason) {
        AnswerInvitationService refusing = service(new InvitationBook(everyInvitation(reason)));

        assertThatExceptionOfType(MembershipRefusedException.class)
                .isThrownBy(() -> refusing.accept(
                        SessionFixtures.browser(new Person(new UserId("bob"), "bob@acme.example", "Bob")), SECRET))
                .extracting(MembershipRefusedException::reason)
                .isEqualTo(reason);
        assertThat(audited).containsExactly("invitation.refused");
    }

    private static Invitations everyInvitation(Reason refused) {
        return (Invitations) Proxy.newProxyInstance(
                AnswerInvitationServiceTest.class.getClassLoader(),
                new Class<?>[] {Invitations.class},
                (proxy, method, arguments) -> {
                    throw new MembershipRefusedException(refused);
                });
    }

    @Test
    void whatNobodyCanSeeIsInNoNameOfAPerson() {
        assertThatExceptionOfType(MembershipRefusedException.class)
                .isThrownBy(() -> service.join(SECRET, "Ada\u2066Admin", PASSWORD))
                .withMessageContaining("U+2066");
        assertThat(joined).isEmpty();
    }

    /** What whoever knows of the invitation would try first. */
    @ParameterizedTest
    @ValueSource(
            strings = {"ada@acme.example", "ada@acme.example1", "Acme-tokentally!", "tokentally2026", "AcmeAcmeAcme1"})
    void onesOwnAddressAndTheNamesOfThisPlaceAreNoPassword(String known) {
        NewPassword password = new NewPassword(known);

        assertThatExceptionOfType(PasswordRefusedException.class)
                .isThrownBy(() -> service.join(SECRET, "Ada", password))
                .withMessageContaining("Choose another");
        assertThat(joined).isEmpty();
    }

    private static InvitationBook nobodysBook() {
        return new InvitationBook((Invitations) Proxy.newProxyInstance(
                AnswerInvitationServiceTest.class.getClassLoader(),
                new Class<?>[] {Invitations.class},
                (proxy, method, arguments) -> {
                    throw new AssertionError("Nobody is signed in");
                }));
    }

    private final class OneLink implements InvitationLinks {

        @Override
        public Optional<InvitationOffer> find(LinkSecret secret) {
            return secret.equals(SECRET)
                    ? Optional.of(new InvitationOffer(
                            "Acme", Role.MEMBER, new EmailAddress("ada@acme.example"), SessionFixtures.NOON, false))
                    : Optional.empty();
        }

        @Override
        public void join(LinkSecret secret, UserId userId, String displayName, String passwordHash) {
            joined.add(userId + " " + displayName + " " + passwordHash);
        }

        @Override
        public void decline(LinkSecret secret) {
            throw new AssertionError("Nobody declined");
        }
    }
}
