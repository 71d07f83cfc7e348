package io.tokentally.application.port.out.alert;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.alert.AlertDelivery;
import io.tokentally.domain.alert.AlertDeliveryId;
import io.tokentally.domain.alert.AlertEventId;
import io.tokentally.domain.alert.AlertFilter;
import io.tokentally.domain.alert.AlertKind;
import io.tokentally.domain.alert.AlertMute;
import io.tokentally.domain.alert.AlertMuteId;
import io.tokentally.domain.alert.NotedAlert;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** An organization's alerts: admins and owners see all, members those that concern them. */
@ReadsOrganizationData
public interface AlertHistory {

    /** The newest first. */
    List<NotedAlert> find(Viewer viewer, AlertFilter filter);

    /** How many the viewer has not seen of those that were noted since then, without muted ones and those for the history alone. */
    long countUnseen(Viewer viewer, Instant since);

    /** Notes that the viewer has seen these. */
    void markSeen(Viewer viewer, Collection<AlertEventId> events);

    /** What was sent of one, in the order of the channels' names and of time. */
    List<AlertDelivery> deliveries(Viewer viewer, AlertEventId event);

    /** Has it sent once more. */
    AlertDeliveryId replay(Viewer viewer, AlertDeliveryId delivery, Instant now);

    /** Those that have not ended. */
    List<AlertMute> mutes(Viewer viewer, Instant now);

    AlertMuteId mute(Viewer viewer, @Nullable AlertKind kind, SortedMap<String, String> subject, Instant until);

    void unmute(Viewer viewer, AlertMuteId mute);
}
