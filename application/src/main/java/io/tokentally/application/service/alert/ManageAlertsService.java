package io.tokentally.application.service.alert;

import io.tokentally.application.port.in.alert.ManageAlertsUseCase;
import io.tokentally.application.port.out.alert.AlertChannels;
import io.tokentally.application.port.out.alert.AlertHistory;
import io.tokentally.application.port.out.alert.AlertQueue;
import io.tokentally.domain.access.EmailAddress;
import io.tokentally.domain.access.OwnerAction;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.alert.AlertChannel;
import io.tokentally.domain.alert.AlertChannelId;
import io.tokentally.domain.alert.AlertDeliveryId;
import io.tokentally.domain.alert.AlertEvent;
import io.tokentally.domain.alert.AlertEventId;
import io.tokentally.domain.alert.AlertKind;
import io.tokentally.domain.alert.AlertMessage;
import io.tokentally.domain.alert.AlertMuteId;
import io.tokentally.domain.alert.AlertRefusedException;
import io.tokentally.domain.alert.AlertState;
import io.tokentally.domain.alert.ChannelType;
import io.tokentally.domain.alert.DeliveryOutcome;
import io.tokentally.domain.alert.HookAddress;
import io.tokentally.domain.alert.HookSecret;
import io.tokentally.domain.key.SealedSecret;
import io.tokentally.domain.text.ChosenName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.annotation.Transactional;

/** Keeps channels, with what is secret of them sealed, and mutes. No transaction is open while a channel is tried. */
public class ManageAlertsService implements ManageAlertsUseCase {

    /** Nobody mutes for good. */
    private static final Duration LONGEST_MUTE = Duration.ofDays(366);

    private final AlertChannels channels;
    private final AlertHistory history;
    private final AlertQueue queue;
    private final AlertRecord kept;
    private final ChannelSecrets secrets;
    private final AlertSending sending;
    private final Supplier<UUID> newIds;
    private final Clock clock;

    public ManageAlertsService(
            AlertChannels channels,
            AlertHistory history,
            AlertQueue queue,
            AlertRecord kept,
            ChannelSecrets secrets,
            AlertSending sending,
            Supplier<UUID> newIds,
            Clock clock) {
        this.channels = channels;
        this.history = history;
        this.queue = queue;
        this.kept = kept;
        this.secrets = secrets;
        this.sending = sending;
        this.newIds = newIds;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public List<AlertChannel> channels(Viewer viewer) {
        return channels.all(viewer);
    }

    @Override
    @Transactional
    public AlertChannelId save(Viewer viewer, @Nullable AlertChannelId id, ChannelDraft draft) {
        viewer.requireOwner(OwnerAction.MANAGE_ALERTS);
        AlertChannelId own = id == null ? new AlertChannelId(newIds.get()) : id;
        if (draft.type() == ChannelType.EMAIL) {
            channels.save(viewer, channel(own, draft, mailAddress(draft).value()), null, now());
            return own;
        }
        Optional<HookSecret> old = id == null ? Optional.empty() : stored(viewer, id);
        HookSecret secret = secret(draft, old);
        boolean isNew = old.filter(secret::equals).isEmpty();
        SealedSecret sealedSecret = isNew ? secrets.seal(viewer.organizationId(), own, secret) : null;
        channels.save(viewer, channel(own, draft, secret.address().host()), sealedSecret, now());
        return own;
    }

    private static AlertChannel channel(AlertChannelId id, ChannelDraft draft, String address) {
        return new AlertChannel(
                id,
                ChosenName.require("name of the channel", draft.name(), AlertChannel.MAX_NAME_LENGTH),
                draft.type(),
                address,
                draft.enabled(),
                draft.minimum(),
                draft.kinds(),
                draft.renotifyHours());
    }

    private static EmailAddress mailAddress(ChannelDraft draft) {
        if (draft.address() == null || draft.address().isBlank()) {
            throw new AlertRefusedException("A channel by mail needs an address.");
        }
        return new EmailAddress(draft.address());
    }

    private static HookSecret secret(ChannelDraft draft, Optional<HookSecret> old) {
        HookAddress address = draft.address() == null || draft.address().isBlank()
                ? old.map(HookSecret::address)
                        .orElseThrow(() -> new AlertRefusedException(
                                "That is no address of a hook. Write one that begins with https://."))
                : HookAddress.of(draft.address());
        if (draft.type() != ChannelType.WEBHOOK) {
            return new HookSecret(address, null);
        }
        String key = draft.signingKey() == null || draft.signingKey().isBlank()
                ? old.map(HookSecret::signingKey).orElse(null)
                : draft.signingKey().strip();
        if (key == null) {
            throw new AlertRefusedException(
                    "A webhook needs a signing key, so that whoever is called knows from whom.");
        }
        return new HookSecret(address, key);
    }

    private Optional<HookSecret> stored(Viewer viewer, AlertChannelId id) {
        return queue.secret(viewer.organizationId(), id)
                .flatMap(secret -> secrets.open(viewer.organizationId(), id, secret));
    }

    @Override
    @Transactional
    public void remove(Viewer viewer, AlertChannelId id) {
        viewer.requireOwner(OwnerAction.MANAGE_ALERTS);
        channels.remove(viewer, id, now());
    }

    @Override
    public DeliveryOutcome test(Viewer viewer, @Nullable AlertChannelId id, ChannelDraft draft) {
        viewer.requireOwner(OwnerAction.MANAGE_ALERTS);
        if (id != null) {
            // None but who belongs to the organization finds it there, whoever claims to.
            AlertChannel unused = kept.channel(viewer, id);
        }
        AlertChannelId tried = id == null ? new AlertChannelId(newIds.get()) : id;
        AlertMessage message = testMessage(viewer);
        if (draft.type() == ChannelType.EMAIL) {
            EmailAddress to = mailAddress(draft);
            return noted(viewer, tried, () -> sending.byMail(to, message));
        }
        HookSecret secret = secret(draft, id == null ? Optional.empty() : stored(viewer, id));
        return noted(viewer, tried, () -> sending.byHook(draft.type(), secret, message));
    }

    private DeliveryOutcome noted(Viewer viewer, AlertChannelId tried, Supplier<DeliveryOutcome> send) {
        // Whoever may not is refused by the database before anybody is called.
        kept.trying(viewer, tried);
        DeliveryOutcome outcome = send.get();
        kept.tested(viewer, tried, outcome);
        return outcome;
    }

    private AlertMessage testMessage(Viewer viewer) {
        AlertEvent event = new AlertEvent(
                new AlertEventId(newIds.get()),
                AlertKind.TEST,
                AlertState.OK,
                now(),
                null,
                null,
                null,
                AlertEvent.sorted(Map.of()),
                AlertEvent.sorted(Map.of()));
        return new AlertMessage(viewer.organizationId().value(), event, 1);
    }

    @Override
    @Transactional
    public AlertDeliveryId replay(Viewer viewer, AlertDeliveryId delivery) {
        viewer.requireOwner(OwnerAction.MANAGE_ALERTS);
        return history.replay(viewer, delivery, now());
    }

    @Override
    @Transactional
    public AlertMuteId mute(Viewer viewer, @Nullable AlertKind kind, Map<String, String> subject, Instant until) {
        viewer.requireOwner(OwnerAction.MANAGE_ALERTS);
        if (kind == null && subject.isEmpty()) {
            throw new AlertRefusedException("Say which kind or which usage is muted.");
        }
        if (!until.isAfter(now()) || until.isAfter(now().plus(LONGEST_MUTE))) {
            throw new AlertRefusedException("A mute ends within a year, and not before it begins. Choose another end.");
        }
        return history.mute(viewer, kind, AlertEvent.sorted(subject), until);
    }

    @Override
    @Transactional
    public void unmute(Viewer viewer, AlertMuteId mute) {
        viewer.requireOwner(OwnerAction.MANAGE_ALERTS);
        history.unmute(viewer, mute);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
