package io.tokentally.application.service.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.application.port.out.access.Mail;
import io.tokentally.application.port.out.access.PasswordResets;
import io.tokentally.domain.access.EmailAddress;
import io.tokentally.domain.access.LinkSecret;
import io.tokentally.domain.access.MembershipRefusedException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResetPasswordServiceTest {

    private static final String ADA = "ada@acme.example";
    private static final String NOBODY = "nobody@acme.example";

    private final List<String> asked = new ArrayList<>();
    private final List<Runnable> later = new ArrayList<>();
    private final ResetPasswordService service = new ResetPasswordService(
            new AdaAlone(),
            new FakePasswords(),
            new LinkMail(new NotedMail(), "https://tokentally.example"),
            new LinkGuard(Optional::empty, (event, organization, user, login, address) -> {}, Clock.systemUTC()),
            new SecureRandom(),
            later::add);

    /** Whoever asks has the answer by then: neither what is looked up nor what is sent shows in how long it took. */
    @ParameterizedTest
    @ValueSource(strings = {ADA, NOBODY})
    void nobodyIsLookedForBeforeTheAnswer(String login) {
        service.request(login);

        assertThat(asked).isEmpty();
        assertThat(later).hasSize(1);
    }

    @Test
    void aLinkGoesToWhoeverHasTheAddressAndToNobodyElse() {
        service.request(ADA);
        service.request(NOBODY);
        later.forEach(Runnable::run);

        assertThat(asked).containsExactly("request " + ADA, "send " + ADA, "request " + NOBODY);
    }

    @Test
    void addressesThatNobodyHasAreCountedAsOthersAre() {
        for (int i = 0; i < LinkGuard.MAX_TRIES; i++) {
            service.request(i % 2 == 0 ? ADA : NOBODY);
        }

        for (String login : List.of(ADA, NOBODY)) {
            assertThatExceptionOfType(MembershipRefusedException.class)
                    .isThrownBy(() -> service.request(login))
                    .extracting(MembershipRefusedException::reason)
                    .isEqualTo(MembershipRefusedException.Reason.TOO_MANY_TRIES);
        }
        assertThat(later).hasSize(LinkGuard.MAX_TRIES);
    }

    private final class AdaAlone implements PasswordResets {

        @Override
        public Optional<OpenReset> find(LinkSecret secret) {
            return Optional.empty();
        }

        @Override
        public void reset(LinkSecret secret, String passwordHash) {
            throw new AssertionError("No password is set by asking for a link");
        }

        @Override
        public Optional<EmailAddress> request(String login, LinkSecret secret) {
            asked.add("request " + login);
            return login.equals(ADA) ? Optional.of(new EmailAddress(ADA)) : Optional.empty();
        }
    }

    private final class NotedMail implements Mail {

        @Override
        public boolean isConfigured() {
            return true;
        }

        @Override
        public void send(EmailAddress to, String subject, String text) {
            asked.add("send " + to);
        }

        @Override
        public void sendKnown(UUID id, EmailAddress to, String subject, String text) {
            throw new AssertionError("Links are sent once");
        }
    }
}
