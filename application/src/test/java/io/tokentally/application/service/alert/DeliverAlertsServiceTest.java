package io.tokentally.application.service.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.application.port.out.access.Mail;
import io.tokentally.application.port.out.alert.AlertHooks;
import io.tokentally.application.port.out.alert.AlertQueue;
import io.tokentally.application.port.out.secret.SealUnreadableException;
import io.tokentally.application.port.out.secret.SecretPlace;
import io.tokentally.application.port.out.secret.SecretSealing;
import io.tokentally.domain.access.EmailAddress;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.alert.AlertChannelId;
import io.tokentally.domain.alert.AlertDeliveryId;
import io.tokentally.domain.alert.AlertEvent;
import io.tokentally.domain.alert.AlertEventId;
import io.tokentally.domain.alert.AlertKind;
import io.tokentally.domain.alert.AlertMessage;
import io.tokentally.domain.alert.AlertState;
import io.tokentally.domain.alert.ChannelType;
import io.tokentally.domain.alert.DeliveryFailure;
import io.tokentally.domain.alert.DeliveryOutcome;
import io.tokentally.domain.alert.HookAddress;
import io.tokentally.domain.alert.HookSecret;
import io.tokentally.domain.key.SealedSecret;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is due is sent by its channel, and what came of it is noted with when it is sent again. */
class DeliverAlertsServiceTest {

    private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");
    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final AlertChannelId CHANNEL = new AlertChannelId(new UUID(0, 1));

    private record Finished(
            AlertDeliveryId id,
            DeliveryOutcome outcome,
            @Nullable Instant nextAttempt) {}

    private final List<AlertQueue.Due> due = new ArrayList<>();
    private final List<Finished> finished = new ArrayList<>();
    private final List<String> mails = new ArrayList<>();
    private final List<String> calls = new ArrayList<>();
    private boolean hasMailServer = true;
    private boolean takesMail = true;
    private DeliveryOutcome answer = DeliveryOutcome.ofStatus(204);

    private final ChannelSecrets secrets = new ChannelSecrets(new PlainSealing());
    private final DeliverAlertsService service = new DeliverAlertsService(
            new GivenQueue(),
            secrets,
            new AlertSending(new GivenMail(), new GivenHooks()),
            Runnable::run,
            Clock.fixed(NOON, ZoneOffset.UTC));

    private final class GivenQueue implements AlertQueue {

        @Override
        public long spread(Instant now, int most) {
            return 0;
        }

        @Override
        public List<Due> claim(Instant now, Instant leaseEnds, int most) {
            assertThat(Duration.between(now, leaseEnds)).isEqualTo(DeliverAlertsService.LEASE);
            return due;
        }

        @Override
        public void finish(Due of, DeliveryOutcome outcome, Instant now, @Nullable Instant nextAttempt) {
            finished.add(new Finished(of.id(), outcome, nextAttempt));
        }

        @Override
        public Optional<SealedSecret> secret(OrganizationId organizationId, AlertChannelId channel) {
            return Optional.empty();
        }
    }

    private final class GivenMail implements Mail {

        @Override
        public boolean isConfigured() {
            return hasMailServer;
        }

        @Override
        public void send(EmailAddress to, String subject, String text) {
            if (!takesMail) {
                throw new MailNotSentException("no", new IllegalStateException("away"));
            }
            mails.add(to + " | " + subject + " | " + text.replace('\n', ';'));
        }

        @Override
        public void sendKnown(UUID id, EmailAddress to, String subject, String text) {
            throw new AssertionError("An alert names its identity itself");
        }
    }

    private final class GivenHooks implements AlertHooks {

        @Override
        public DeliveryOutcome send(ChannelType type, HookSecret hook, AlertMessage message) {
            calls.add(type + " " + hook.address().uri() + " " + hook.signingKey());
            return answer;
        }
    }

    /** Seals say for which place they are. */
    private static final class PlainSealing implements SecretSealing {

        @Override
        public SealedSecret seal(SecretPlace place, byte[] secret) {
            String text = place + "|" + new String(secret, StandardCharsets.UTF_8);
            return new SealedSecret(Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
        }

        @Override
        public byte[] open(SecretPlace place, SealedSecret sealed) {
            String text = new String(Base64.getDecoder().decode(sealed.base64()), StandardCharsets.UTF_8);
            if (!text.startsWith(place + "|")) {
                throw new SealUnreadableException(place, new IllegalStateException("another place"));
            }
            return text.substring(place.toString().length() + 1).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public boolean isCurrent(SealedSecret sealed) {
            return true;
        }
    }

    private void isDue(ChannelType type, String address, @Nullable SealedSecret sealed, Duration since, int attempts) {
        AlertEvent event = new AlertEvent(
                new AlertEventId(new UUID(0, 7)),
                AlertKind.BUDGET,
                AlertState.OVER,
                NOON,
                null,
                null,
                null,
                new TreeMap<>(Map.of("model", "gpt-5")),
                new TreeMap<>(Map.of("spent", "12.50")));
        due.add(new AlertQueue.Due(
                ACME,
                new AlertDeliveryId(UUID.randomUUID()),
                UUID.randomUUID(),
                attempts,
                NOON.minus(since),
                CHANNEL,
                type,
                address,
                sealed,
                new AlertMessage("Acme", event, 1)));
    }

    private SealedSecret sealedHook() {
        return secrets.seal(
                ACME, CHANNEL, new HookSecret(HookAddress.of("https://hooks.example/1"), "0123456789abcdef"));
    }

    @Test
    void mailGoesToItsAddressWithTheAlertsIdentity() {
        isDue(ChannelType.EMAIL, "ops@acme.example", null, Duration.ZERO, 1);

        assertThat(service.deliverDue()).isEqualTo(1);

        assertThat(mails)
                .containsExactly("ops@acme.example | [over] Budget: model gpt-5 (Acme) | spent: 12.50;"
                        + "Crossed at: 2026-11-30T12:00:00Z;Alert: 00000000-0000-0000-0000-000000000007;");
        assertThat(finished)
                .singleElement()
                .satisfies(end -> assertThat(end.outcome().hasArrived()).isTrue());
    }

    @Test
    void aHookIsCalledByWhatWasSealedForIt() {
        isDue(ChannelType.WEBHOOK, "hooks.example", sealedHook(), Duration.ZERO, 1);

        service.deliverDue();

        assertThat(calls).containsExactly("WEBHOOK https://hooks.example/1 0123456789abcdef");
        assertThat(finished)
                .singleElement()
                .satisfies(end -> assertThat(end.outcome().status()).isEqualTo(204));
    }

    @Test
    void aSealOfAnotherChannelOpensNothing() {
        SealedSecret others = secrets.seal(
                ACME,
                new AlertChannelId(new UUID(0, 2)),
                new HookSecret(HookAddress.of("https://hooks.example/2"), null));
        isDue(ChannelType.SLACK, "hooks.example", others, Duration.ZERO, 1);

        service.deliverDue();

        assertThat(calls).isEmpty();
        assertThat(finished.getFirst().outcome().failure()).isEqualTo(DeliveryFailure.SECRET_UNREADABLE);
    }

    @Test
    void whatFailedIsSentAgainUntilADayIsOver() {
        answer = DeliveryOutcome.ofStatus(503);
        isDue(ChannelType.WEBHOOK, "hooks.example", sealedHook(), Duration.ZERO, 1);
        isDue(ChannelType.WEBHOOK, "hooks.example", sealedHook(), Duration.ofHours(24), 30);

        service.deliverDue();

        assertThat(finished).extracting(Finished::nextAttempt).containsExactly(NOON.plusSeconds(10), null);
    }

    @Test
    void aMailServerThatIsAwayOrNotThereIsTold() {
        takesMail = false;
        isDue(ChannelType.EMAIL, "ops@acme.example", null, Duration.ZERO, 1);
        service.deliverDue();
        hasMailServer = false;
        service.deliverDue();

        assertThat(finished)
                .extracting(end -> end.outcome().failure())
                .containsExactly(DeliveryFailure.MAIL_NOT_TAKEN, DeliveryFailure.NO_MAIL_SERVER);
    }
}
