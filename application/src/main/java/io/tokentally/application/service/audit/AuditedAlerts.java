package io.tokentally.application.service.audit;

import io.tokentally.application.port.in.alert.ReadAlertsUseCase;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.alert.AlertDelivery;
import io.tokentally.domain.alert.AlertEventId;
import io.tokentally.domain.alert.AlertFilter;
import io.tokentally.domain.alert.AlertMute;
import io.tokentally.domain.alert.NotedAlert;
import java.util.Collection;
import java.util.List;

/** Reads alerts as another does. They tell who used how much, which is written down as a look at others' usage. */
public final class AuditedAlerts implements ReadAlertsUseCase {

    private final ReadAlertsUseCase alerts;
    private final LooksAtOthers looks;

    /** @param alerts begins its transactions itself */
    public AuditedAlerts(ReadAlertsUseCase alerts, LooksAtOthers looks) {
        this.alerts = alerts;
        this.looks = looks;
    }

    @Override
    public List<NotedAlert> find(Viewer viewer, AlertFilter filter) {
        looks.noteIfSeen(viewer, "alerts");
        return alerts.find(viewer, filter);
    }

    @Override
    public long countUnseen(Viewer viewer) {
        return alerts.countUnseen(viewer);
    }

    @Override
    public void markSeen(Viewer viewer, Collection<AlertEventId> events) {
        alerts.markSeen(viewer, events);
    }

    @Override
    public List<AlertDelivery> deliveries(Viewer viewer, AlertEventId event) {
        return alerts.deliveries(viewer, event);
    }

    @Override
    public List<AlertMute> mutes(Viewer viewer) {
        return alerts.mutes(viewer);
    }
}
