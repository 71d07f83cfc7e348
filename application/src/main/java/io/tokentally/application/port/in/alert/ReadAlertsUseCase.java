package io.tokentally.application.port.in.alert;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.alert.AlertDelivery;
import io.tokentally.domain.alert.AlertEventId;
import io.tokentally.domain.alert.AlertFilter;
import io.tokentally.domain.alert.AlertMute;
import io.tokentally.domain.alert.NotedAlert;
import java.util.Collection;
import java.util.List;

/** Looks at alerts: admins and owners at all, members at those that concern them. */
@ReadsOrganizationData
public interface ReadAlertsUseCase {

    /** The newest first. */
    List<NotedAlert> find(Viewer viewer, AlertFilter filter);

    /** How many of the last 30 days the viewer has not seen. */
    long countUnseen(Viewer viewer);

    void markSeen(Viewer viewer, Collection<AlertEventId> events);

    /** What was sent of one; nothing for members. */
    List<AlertDelivery> deliveries(Viewer viewer, AlertEventId event);

    /** Those that have not ended; nothing for members. */
    List<AlertMute> mutes(Viewer viewer);
}
