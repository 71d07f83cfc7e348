package io.tokentally.adapter.rest;

import io.tokentally.application.port.in.alert.ManageAlertsUseCase;
import io.tokentally.application.port.in.alert.ReadAlertsUseCase;
import io.tokentally.domain.access.OwnerAction;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.alert.AlertChannel;
import io.tokentally.domain.alert.AlertChannelId;
import io.tokentally.domain.alert.AlertDelivery;
import io.tokentally.domain.alert.AlertDeliveryId;
import io.tokentally.domain.alert.AlertEvent;
import io.tokentally.domain.alert.AlertEventId;
import io.tokentally.domain.alert.AlertFilter;
import io.tokentally.domain.alert.AlertKind;
import io.tokentally.domain.alert.AlertMute;
import io.tokentally.domain.alert.AlertMuteId;
import io.tokentally.domain.alert.AlertRefusal;
import io.tokentally.domain.alert.AlertState;
import io.tokentally.domain.alert.ChannelType;
import io.tokentally.domain.alert.DeliveryOutcome;
import io.tokentally.domain.alert.NotedAlert;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One alert that concerns alice, a channel that it was told by, and one mute at most. */
final class FakeAlerts implements ReadAlertsUseCase, ManageAlertsUseCase {

    static final AlertEventId EVENT = new AlertEventId(UUID.fromString("01939c00-0000-7000-8000-000000000001"));
    static final AlertChannelId CHANNEL = new AlertChannelId(UUID.fromString("01939c00-0000-7000-8000-000000000002"));
    static final AlertDeliveryId DELIVERY =
            new AlertDeliveryId(UUID.fromString("01939c00-0000-7000-8000-000000000003"));

    static final AlertMuteId MUTE = new AlertMuteId(UUID.fromString("01939c00-0000-7000-8000-000000000005"));

    private static final Instant AT = Instant.parse("2026-10-15T12:00:00Z");

    private @Nullable AlertFilter lastFilter;
    private @Nullable ChannelDraft lastDraft;
    private @Nullable AlertMute mute;

    @Nullable
    AlertFilter lastFilter() {
        return lastFilter;
    }

    /** What was saved or tried last. */
    @Nullable
    ChannelDraft lastDraft() {
        return lastDraft;
    }

    @Override
    public List<NotedAlert> find(Viewer viewer, AlertFilter filter) {
        lastFilter = filter;
        return List.of(new NotedAlert(
                new AlertEvent(
                        EVENT,
                        AlertKind.BUDGET,
                        AlertState.OVER,
                        AT,
                        AT.minusSeconds(3600),
                        null,
                        new UserId("alice"),
                        new TreeMap<>(Map.of("name", "Team A")),
                        new TreeMap<>(Map.of("spent", "12.50"))),
                false,
                false,
                false));
    }

    @Override
    public long countUnseen(Viewer viewer) {
        return 1;
    }

    @Override
    public void markSeen(Viewer viewer, Collection<AlertEventId> events) {
        throw new UnsupportedOperationException("The API marks nothing");
    }

    @Override
    public List<AlertDelivery> deliveries(Viewer viewer, AlertEventId event) {
        return !event.equals(EVENT)
                ? List.of()
                : List.of(new AlertDelivery(
                        DELIVERY,
                        EVENT,
                        CHANNEL,
                        "On call",
                        ChannelType.WEBHOOK,
                        "hooks.example",
                        1,
                        AlertDelivery.State.FAILED,
                        2,
                        AT,
                        AT.plusSeconds(30),
                        "failed",
                        503,
                        null));
    }

    @Override
    public List<AlertMute> mutes(Viewer viewer) {
        return mute == null ? List.of() : List.of(mute);
    }

    @Override
    public List<AlertChannel> channels(Viewer viewer) {
        return List.of(new AlertChannel(
                CHANNEL,
                "On call",
                ChannelType.WEBHOOK,
                "hooks.example",
                true,
                AlertState.WARNING,
                Set.of(AlertKind.BUDGET),
                24));
    }

    @Override
    public void remove(Viewer viewer, AlertChannelId id) {
        viewer.requireOwner(OwnerAction.MANAGE_ALERTS);
        if (!id.equals(CHANNEL)) {
            throw AlertRefusal.NO_SUCH_ALERT_CHANNEL.about(id.toString());
        }
    }

    @Override
    public AlertDeliveryId replay(Viewer viewer, AlertDeliveryId delivery) {
        viewer.requireOwner(OwnerAction.MANAGE_ALERTS);
        if (!delivery.equals(DELIVERY)) {
            throw AlertRefusal.NO_SUCH_ALERT_DELIVERY.about(delivery.toString());
        }
        return new AlertDeliveryId(UUID.fromString("01939c00-0000-7000-8000-000000000004"));
    }

    @Override
    public AlertChannelId save(Viewer viewer, @Nullable AlertChannelId id, ChannelDraft draft) {
        viewer.requireOwner(OwnerAction.MANAGE_ALERTS);
        if (id != null && !id.equals(CHANNEL)) {
            throw AlertRefusal.NO_SUCH_ALERT_CHANNEL.about(id.toString());
        }
        lastDraft = draft;
        return CHANNEL;
    }

    @Override
    public DeliveryOutcome test(Viewer viewer, @Nullable AlertChannelId id, ChannelDraft draft) {
        viewer.requireOwner(OwnerAction.MANAGE_ALERTS);
        lastDraft = draft;
        return DeliveryOutcome.ofStatus(503);
    }

    @Override
    public AlertMuteId mute(Viewer viewer, @Nullable AlertKind kind, Map<String, String> subject, Instant until) {
        viewer.requireOwner(OwnerAction.MANAGE_ALERTS);
        mute = new AlertMute(MUTE, kind, new TreeMap<>(subject), until);
        return MUTE;
    }

    @Override
    public void unmute(Viewer viewer, AlertMuteId ended) {
        viewer.requireOwner(OwnerAction.MANAGE_ALERTS);
        if (ended.equals(MUTE)) {
            mute = null;
        }
    }
}
