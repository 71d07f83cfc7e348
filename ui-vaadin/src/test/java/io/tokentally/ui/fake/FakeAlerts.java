package io.tokentally.ui.fake;

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
import io.tokentally.domain.alert.AlertState;
import io.tokentally.domain.alert.DeliveryOutcome;
import io.tokentally.domain.alert.NotedAlert;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One organization's alerts, in memory: what a test raises, sends and says of tests. */
public final class FakeAlerts implements ReadAlertsUseCase, ManageAlertsUseCase {

    private final Clock clock;
    private final List<AlertEvent> events = new ArrayList<>();
    private final List<AlertDelivery> deliveries = new ArrayList<>();
    private final List<AlertChannel> channels = new ArrayList<>();
    private final List<AlertMute> mutes = new ArrayList<>();
    private final Set<AlertEventId> seen = new HashSet<>();
    private DeliveryOutcome outcome = DeliveryOutcome.arrived();

    FakeAlerts(Clock clock) {
        this.clock = clock;
    }

    public void reset() {
        events.clear();
        deliveries.clear();
        channels.clear();
        mutes.clear();
        seen.clear();
        outcome = DeliveryOutcome.arrived();
    }

    public AlertEvent raise(AlertState state, @Nullable UserId user, Map<String, String> subject) {
        return raise(state, user, subject, Map.of("spent", "12.50"));
    }

    public AlertEvent raise(
            AlertState state, @Nullable UserId user, Map<String, String> subject, Map<String, String> figures) {
        AlertEvent event = new AlertEvent(
                new AlertEventId(UUID.randomUUID()),
                AlertKind.BUDGET,
                state,
                clock.instant(),
                null,
                null,
                user,
                new TreeMap<>(subject),
                new TreeMap<>(figures));
        events.addFirst(event);
        return event;
    }

    public void sent(AlertDelivery delivery) {
        deliveries.add(delivery);
    }

    /** What comes of test messages. */
    public void testsEndIn(DeliveryOutcome next) {
        outcome = next;
    }

    public List<AlertChannel> kept() {
        return List.copyOf(channels);
    }

    @Override
    public List<NotedAlert> find(Viewer viewer, AlertFilter filter) {
        return events.stream()
                .filter(event -> viewer.seesOrganization() || viewer.userId().equals(event.user()))
                .filter(event -> filter.state() == null || filter.state() == event.state())
                .filter(event -> filter.kind() == null || filter.kind().equals(event.kind()))
                .limit(filter.limit())
                .map(event -> new NotedAlert(event, false, false, seen.contains(event.id())))
                .toList();
    }

    @Override
    public long countUnseen(Viewer viewer) {
        return find(viewer, AlertFilter.newest(AlertFilter.MAX_LIMIT)).stream()
                .filter(alert -> !alert.seen())
                .count();
    }

    @Override
    public void markSeen(Viewer viewer, Collection<AlertEventId> ids) {
        seen.addAll(ids);
    }

    @Override
    public List<AlertDelivery> deliveries(Viewer viewer, AlertEventId event) {
        return deliveries.stream()
                .filter(delivery -> delivery.event().equals(event))
                .toList();
    }

    @Override
    public List<AlertMute> mutes(Viewer viewer) {
        return viewer.seesOrganization() ? List.copyOf(mutes) : List.of();
    }

    @Override
    public List<AlertChannel> channels(Viewer viewer) {
        return kept();
    }

    @Override
    public AlertChannelId save(Viewer viewer, @Nullable AlertChannelId id, ChannelDraft draft) {
        viewer.requireOwner(OwnerAction.MANAGE_ALERTS);
        AlertChannelId own = id == null ? new AlertChannelId(UUID.randomUUID()) : id;
        channels.removeIf(channel -> channel.id().equals(own));
        channels.add(new AlertChannel(
                own,
                draft.name(),
                draft.type(),
                String.valueOf(draft.address()),
                draft.enabled(),
                draft.minimum(),
                draft.kinds(),
                draft.renotifyHours()));
        return own;
    }

    @Override
    public void remove(Viewer viewer, AlertChannelId id) {
        channels.removeIf(channel -> channel.id().equals(id));
    }

    @Override
    public DeliveryOutcome test(Viewer viewer, @Nullable AlertChannelId id, ChannelDraft draft) {
        viewer.requireOwner(OwnerAction.MANAGE_ALERTS);
        return outcome;
    }

    @Override
    public AlertDeliveryId replay(Viewer viewer, AlertDeliveryId id) {
        AlertDelivery old = deliveries.stream()
                .filter(delivery -> delivery.id().equals(id))
                .findFirst()
                .orElseThrow();
        AlertDelivery again = new AlertDelivery(
                new AlertDeliveryId(UUID.randomUUID()),
                old.event(),
                old.channel(),
                old.channelName(),
                old.type(),
                old.address(),
                old.round() + 1,
                AlertDelivery.State.PENDING,
                0,
                clock.instant(),
                clock.instant(),
                null,
                null,
                null);
        deliveries.add(again);
        return again.id();
    }

    @Override
    public AlertMuteId mute(Viewer viewer, @Nullable AlertKind kind, Map<String, String> subject, Instant until) {
        AlertMute mute = new AlertMute(new AlertMuteId(UUID.randomUUID()), kind, new TreeMap<>(subject), until);
        mutes.add(mute);
        return mute.id();
    }

    @Override
    public void unmute(Viewer viewer, AlertMuteId id) {
        mutes.removeIf(mute -> mute.id().equals(id));
    }
}
