package io.tokentally.adapter.rest;

import io.tokentally.application.port.in.calendar.ManageTimeZoneUseCase;
import io.tokentally.domain.access.OwnerAction;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.calendar.ReportingZone;
import java.time.LocalDate;
import java.time.ZoneId;

/** One organization's time zone, in memory. */
final class FakeTimeZone implements ManageTimeZoneUseCase {

    private static final ReportingZone AT_FIRST = new ReportingZone(ZoneId.of("UTC"), false);

    private ReportingZone zone = AT_FIRST;

    void reset() {
        zone = AT_FIRST;
    }

    @Override
    public ReportingZone timeZone(Viewer viewer) {
        return zone;
    }

    @Override
    public void change(Viewer viewer, String name) {
        viewer.requireOwner(OwnerAction.SET_TIME_ZONE);
        zone = ReportingZone.confirmed(name, LocalDate.of(2026, 10, 15));
    }
}
