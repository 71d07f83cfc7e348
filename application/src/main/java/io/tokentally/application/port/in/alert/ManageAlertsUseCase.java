package io.tokentally.application.port.in.alert;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.alert.AlertChannel;
import io.tokentally.domain.alert.AlertChannelId;
import io.tokentally.domain.alert.AlertDeliveryId;
import io.tokentally.domain.alert.AlertKind;
import io.tokentally.domain.alert.AlertMuteId;
import io.tokentally.domain.alert.AlertState;
import io.tokentally.domain.alert.ChannelType;
import io.tokentally.domain.alert.DeliveryOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says where alerts are told, and of which nobody is told. Admins see it, owners change it. */
@ReadsOrganizationData
public interface ManageAlertsUseCase {

    /** By name. */
    List<AlertChannel> channels(Viewer viewer);

    /**
     * Keeps a channel.
     *
     * @param id of the one that is changed; none for a new one
     * @return its identity
     * @throws io.tokentally.domain.alert.AlertRefusedException if it cannot be so
     */
    AlertChannelId save(Viewer viewer, @Nullable AlertChannelId id, ChannelDraft draft);

    void remove(Viewer viewer, AlertChannelId id);

    /** Sends a test message by what a form holds, and tells what came of it. */
    DeliveryOutcome test(Viewer viewer, @Nullable AlertChannelId id, ChannelDraft draft);

    /** Has a message sent once more, as a delivery of its own. */
    AlertDeliveryId replay(Viewer viewer, AlertDeliveryId delivery);

    /**
     * Lets nobody be told of some alerts until then.
     *
     * @param kind of all kinds, where there is none
     * @param subject of all whose subject has these values
     */
    AlertMuteId mute(Viewer viewer, @Nullable AlertKind kind, Map<String, String> subject, Instant until);

    void unmute(Viewer viewer, AlertMuteId mute);

    /**
     * A channel as somebody fills it in.
     *
     * @param address to whom by mail; of a hook its whole address, or none to keep the one that it has
     * @param signingKey none to keep the one that it has
     */
    record ChannelDraft(
            String name,
            ChannelType type,
            @Nullable String address,
            @Nullable String signingKey,
            boolean enabled,
            AlertState minimum,
            Set<AlertKind> kinds,
            @Nullable Integer renotifyHours) {

        public ChannelDraft {
            kinds = Set.copyOf(kinds);
        }

        /** Without what is secret. */
        @Override
        public String toString() {
            return "ChannelDraft[name=%s, type=%s]".formatted(name, type);
        }
    }
}
