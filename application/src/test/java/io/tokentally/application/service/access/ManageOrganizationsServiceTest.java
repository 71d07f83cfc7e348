package io.tokentally.application.service.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.application.port.in.access.ManageInvitationsUseCase.InvitationNotSentException;
import io.tokentally.application.port.in.access.ManageInvitationsUseCase.Invited;
import io.tokentally.application.port.out.access.InvitationLinks;
import io.tokentally.application.port.out.access.Mail;
import io.tokentally.application.port.out.access.OperatorOrganizations;
import io.tokentally.domain.access.AccessRefusedException;
import io.tokentally.domain.access.EmailAddress;
import io.tokentally.domain.access.InstalledOrganization;
import io.tokentally.domain.access.InvitationOffer;
import io.tokentally.domain.access.LinkSecret;
import io.tokentally.domain.access.MembershipRefusedException;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Person;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.access.SessionFixtures;
import io.tokentally.domain.access.SessionLimit;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.ViewerToken;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManageOrganizationsServiceTest {

    private static final OrganizationId UMBRELLA = new OrganizationId("umbrella");
    private static final EmailAddress ANNA = new EmailAddress("anna@umbrella.example");
    private static final Person OPAL = new Person(new UserId("opal"), "opal@host.example", "Opal");
    private static final Session OPERATOR = SessionFixtures.operator(SessionLimit.NONE, OPAL);

    private final List<String> done = new ArrayList<>();
    private boolean sendsMail = true;
    private boolean mailFails;

    private final ManageOrganizationsService service = new ManageOrganizationsService(
            new OrganizationBook(new Organizations()),
            new Links(),
            new LinkMail(new Post(), "https://tokentally.example"),
            new SecureRandom());

    private final class Organizations implements OperatorOrganizations {

        @Override
        public List<InstalledOrganization> all(ViewerToken token) {
            return List.of(new InstalledOrganization(UMBRELLA, "Umbrella", 0, 0, 1));
        }

        @Override
        public void create(ViewerToken token, OrganizationId id, String name) {
            done.add("create %s, %s".formatted(id, name));
        }

        @Override
        public UUID inviteOwner(
                ViewerToken token,
                OrganizationId id,
                LinkSecret secret,
                EmailAddress address,
                Duration lifetime,
                boolean byMail) {
            done.add("invite %s to %s for %s%s".formatted(address, id, lifetime, byMail ? " by mail" : ""));
            return new UUID(0, 1);
        }
    }

    private static final class Links implements InvitationLinks {

        @Override
        public Optional<InvitationOffer> find(LinkSecret secret) {
            return Optional.of(new InvitationOffer(
                    "Umbrella", Role.OWNER, ANNA, SessionFixtures.NOON.plus(Duration.ofDays(7)), false));
        }

        @Override
        public void join(LinkSecret secret, UserId newUserId, String displayName, String passwordHash) {
            done("join");
        }

        @Override
        public void decline(LinkSecret secret) {
            done("decline");
        }

        private static void done(String act) {
            throw new AssertionError("Nobody is to " + act);
        }
    }

    private final class Post implements Mail {

        @Override
        public boolean isConfigured() {
            return sendsMail;
        }

        @Override
        public void send(EmailAddress to, String subject, String text) {
            if (mailFails) {
                throw new MailNotSentException("The server is away", new IllegalStateException());
            }
            done.add("mail to %s: %s".formatted(to, subject));
        }

        @Override
        public void sendKnown(UUID id, EmailAddress to, String subject, String text) {
            throw new AssertionError("Links are sent once");
        }
    }

    @Test
    void theFirstOwnerGetsTheLinkByMailAndNobodyElseSeesIt() {
        Invited invited = service.create(OPERATOR, UMBRELLA, " Umbrella ", ANNA);

        assertThat(invited.link()).isEmpty();
        assertThat(done)
                .containsExactly(
                        "create umbrella, Umbrella",
                        "invite anna@umbrella.example to umbrella for PT168H by mail",
                        "mail to anna@umbrella.example: Umbrella invites you to Tokentally");
    }

    @Test
    void withoutMailTheLinkIsHandedOver() {
        sendsMail = false;

        assertThat(service.inviteOwner(OPERATOR, UMBRELLA, ANNA).link()).isPresent();
        assertThat(done).containsExactly("invite anna@umbrella.example to umbrella for PT168H");
    }

    @Test
    void whatWasMadeIsToldWhereTheMailFails() {
        mailFails = true;

        assertThatExceptionOfType(InvitationNotSentException.class)
                .isThrownBy(() -> service.create(OPERATOR, UMBRELLA, "Umbrella", ANNA))
                .withMessageContaining("Umbrella was made, but the mail to anna@umbrella.example could not be sent");
        assertThatExceptionOfType(InvitationNotSentException.class)
                .isThrownBy(() -> service.inviteOwner(OPERATOR, UMBRELLA, ANNA))
                .withMessageContaining("nobody was invited");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "Umb\u202Erella", "a\u0000b"})
    void aNameThatCannotBeReadIsRefused(String name) {
        assertThatExceptionOfType(MembershipRefusedException.class)
                .isThrownBy(() -> service.create(OPERATOR, UMBRELLA, name, ANNA))
                .extracting(MembershipRefusedException::reason)
                .isEqualTo(MembershipRefusedException.Reason.NAME_NOT_POSSIBLE);
        assertThat(done).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = SessionLimit.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void anOperatorWhoHasToDoSomethingFirstDoesThatFirst(SessionLimit limit) {
        assertDenied(SessionFixtures.operator(limit, OPAL));
    }

    @Test
    void nobodyElseMakesOrganizations() {
        assertDenied(SessionFixtures.browser(OPAL));
    }

    private void assertDenied(Session session) {
        assertThatExceptionOfType(AccessRefusedException.class).isThrownBy(() -> service.organizations(session));
        assertThatExceptionOfType(AccessRefusedException.class)
                .isThrownBy(() -> service.create(session, UMBRELLA, "Umbrella", ANNA));
        assertThatExceptionOfType(AccessRefusedException.class)
                .isThrownBy(() -> service.inviteOwner(session, UMBRELLA, ANNA));
        assertThat(done).isEmpty();
    }

    @Test
    void anOperatorSeesAllOrganizations() {
        assertThat(service.organizations(OPERATOR)).hasSize(1);
    }

    @Test
    void nobodyIsInvitedByAnAddressThatReadsOtherwiseThanItIs() {
        EmailAddress turned = new EmailAddress("anna\u202E@umbrella.example");

        assertThatExceptionOfType(MembershipRefusedException.class)
                .isThrownBy(() -> service.inviteOwner(OPERATOR, UMBRELLA, turned))
                .withMessageContaining("nobody can see");
        assertThat(done).isEmpty();
    }
}
