package io.tokentally.application.service.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.application.port.out.access.AddressConfirmations;
import io.tokentally.application.port.out.access.AuthenticationAudit.Event;
import io.tokentally.application.port.out.access.Mail;
import io.tokentally.domain.access.EmailAddress;
import io.tokentally.domain.access.LinkSecret;
import io.tokentally.domain.access.MembershipRefusedException;
import io.tokentally.domain.access.Person;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.access.SessionFixtures;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.ViewerToken;
import io.tokentally.domain.mailing.MailLanguage;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConfirmAddressServiceTest {

    private static final LinkSecret OPEN = new LinkSecret("a".repeat(64));
    private static final Session ADA =
            SessionFixtures.browser(new Person(new UserId("ada"), "ada@acme.example", "Ada Lovelace"));

    private final List<String> done = new ArrayList<>();
    private final List<String> sent = new ArrayList<>();
    private final List<Runnable> later = new ArrayList<>();
    private final NotedConfirmations confirmations = new NotedConfirmations();
    private boolean hasServer = true;
    private Optional<EmailAddress> address = Optional.of(new EmailAddress("ada@acme.example"));

    private ConfirmAddressService service(boolean hasBase) {
        return new ConfirmAddressService(
                confirmations,
                new ConfirmationBook(confirmations),
                new LinkMail(new NotedMail(), hasBase ? "https://tokentally.example" : null),
                new LinkGuard(
                        Optional::empty,
                        (event, organization, user, login, from) -> done.add(event.action()),
                        Clock.systemUTC()),
                new SecureRandom(),
                later::add);
    }

    @ParameterizedTest
    @EnumSource(MailLanguage.class)
    void aLinkGoesToTheAddressOfTheAccountOnceTheAnswerIsGiven(MailLanguage language) {
        service(true).request(ADA, language);

        assertThat(sent).isEmpty();
        later.forEach(Runnable::run);

        assertThat(sent)
                .singleElement()
                .satisfies(mail -> assertThat(mail)
                        .startsWith("ada@acme.example\n")
                        .contains(
                                language == MailLanguage.GERMAN ? "innerhalb eines Tages" : "within a day",
                                "ada@acme.example")
                        .containsPattern("https://tokentally\\.example/confirmation#[0-9a-f]{64}\n")
                        .doesNotContain("{", "}", "\\"));
    }

    @Test
    void whereTheDatabaseSaysNoNothingIsSentAndNothingTellsSo() {
        address = Optional.empty();

        service(true).request(ADA, MailLanguage.ENGLISH);

        assertThat(done).containsExactly("request");
        assertThat(later).isEmpty();
    }

    @Test
    void withoutAServerOrAnAddressToBeginWithNoLinkIsMade() {
        ConfirmAddressService withoutBase = service(false);
        assertThat(withoutBase.sendsMail()).isFalse();
        withoutBase.request(ADA, MailLanguage.ENGLISH);

        hasServer = false;
        assertThat(service(true).sendsMail()).isFalse();
        service(true).request(ADA, MailLanguage.ENGLISH);

        assertThat(done).isEmpty();
    }

    @Test
    void openingALinkConfirmsNothing() {
        ConfirmAddressService service = service(true);

        assertThat(service.findConfirmation(OPEN)).isPresent();
        assertThat(done).isEmpty();

        service.confirm(OPEN);
        assertThat(done).containsExactly("confirm");
    }

    @Test
    void whatOpensNothingIsWrittenDownAndEndsTheTries() {
        ConfirmAddressService service = service(true);
        LinkSecret none = new LinkSecret("f".repeat(64));
        for (int i = 0; i < LinkGuard.MAX_TRIES; i++) {
            assertThatExceptionOfType(MembershipRefusedException.class)
                    .isThrownBy(() -> service.confirm(none))
                    .extracting(MembershipRefusedException::reason)
                    .isEqualTo(MembershipRefusedException.Reason.NO_SUCH_CONFIRMATION);
        }

        assertThat(done).hasSize(LinkGuard.MAX_TRIES).containsOnly(Event.CONFIRMATION_REFUSED.action());
        assertThatExceptionOfType(MembershipRefusedException.class)
                .isThrownBy(() -> service.confirm(OPEN))
                .extracting(MembershipRefusedException::reason)
                .isEqualTo(MembershipRefusedException.Reason.TOO_MANY_TRIES);
    }

    @Test
    void eachLanguageSaysAllOfIt() {
        ResourceBundle english = bundle(MailLanguage.ENGLISH);
        for (MailLanguage language : MailLanguage.values()) {
            assertThat(bundle(language).keySet()).isEqualTo(english.keySet());
            assertThat(bundle(language).getString("text")).contains("{0}", "{1}");
        }
    }

    private static ResourceBundle bundle(MailLanguage language) {
        return ResourceBundle.getBundle(LinkMail.CONFIRMATION, language.locale());
    }

    private final class NotedConfirmations implements AddressConfirmations {

        @Override
        public Optional<EmailAddress> request(ViewerToken token, LinkSecret secret) {
            assertThat(token).isEqualTo(ADA.token());
            done.add("request");
            return address;
        }

        @Override
        public Optional<OpenConfirmation> find(LinkSecret secret) {
            return secret.equals(OPEN)
                    ? Optional.of(new OpenConfirmation("ada@acme.example", Instant.parse("2026-12-02T00:00:00Z")))
                    : Optional.empty();
        }

        @Override
        public void confirm(LinkSecret secret) {
            done.add("confirm");
        }
    }

    private final class NotedMail implements Mail {

        @Override
        public boolean isConfigured() {
            return hasServer;
        }

        @Override
        public void send(EmailAddress to, String subject, String text) {
            sent.add("%s\n%s\n%s".formatted(to, subject, text));
        }

        @Override
        public void sendKnown(UUID id, EmailAddress to, String subject, String text) {
            throw new AssertionError("Links are sent once");
        }
    }
}
