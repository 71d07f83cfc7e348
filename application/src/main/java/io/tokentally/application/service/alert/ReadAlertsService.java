package io.tokentally.application.service.alert;

import io.tokentally.application.port.in.alert.ReadAlertsUseCase;
import io.tokentally.application.port.out.alert.AlertHistory;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.alert.AlertDelivery;
import io.tokentally.domain.alert.AlertEventId;
import io.tokentally.domain.alert.AlertFilter;
import io.tokentally.domain.alert.AlertMute;
import io.tokentally.domain.alert.NotedAlert;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.springframework.transaction.annotation.Transactional;

/** Reads alerts as the database lets the viewer see them. */
@Transactional
public class ReadAlertsService implements ReadAlertsUseCase {

    private static final Duration UNSEEN_FOR = Duration.ofDays(30);

    private final AlertHistory history;
    private final Clock clock;

    public ReadAlertsService(AlertHistory history, Clock clock) {
        this.history = history;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public List<NotedAlert> find(Viewer viewer, AlertFilter filter) {
        return history.find(viewer, filter);
    }

    @Override
    @Transactional(readOnly = true)
    public long countUnseen(Viewer viewer) {
        return history.countUnseen(viewer, clock.instant().minus(UNSEEN_FOR));
    }

    @Override
    public void markSeen(Viewer viewer, Collection<AlertEventId> events) {
        if (!events.isEmpty()) {
            history.markSeen(viewer, events);
        }
    }

    @Override
    @Transactional(readOnly = true)
    public List<AlertDelivery> deliveries(Viewer viewer, AlertEventId event) {
        return history.deliveries(viewer, event);
    }

    @Override
    @Transactional(readOnly = true)
    public List<AlertMute> mutes(Viewer viewer) {
        return history.mutes(viewer, clock.instant());
    }
}
