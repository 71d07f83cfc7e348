package io.tokentally.application.service.calendar;

import io.tokentally.application.port.in.calendar.ManageTimeZoneUseCase;
import io.tokentally.application.port.out.calendar.TimeZoneChoice;
import io.tokentally.domain.access.OwnerAction;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.calendar.ReportingZone;
import java.time.Clock;
import java.time.LocalDate;
import org.springframework.transaction.annotation.Transactional;

/** Keeps what owners say about their clocks. */
@Transactional
public class ManageTimeZoneService implements ManageTimeZoneUseCase {

    private final TimeZoneChoice choice;
    private final Clock clock;

    public ManageTimeZoneService(TimeZoneChoice choice, Clock clock) {
        this.choice = choice;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public ReportingZone timeZone(Viewer viewer) {
        return choice.find(viewer);
    }

    @Override
    public void change(Viewer viewer, String name) {
        viewer.requireOwner(OwnerAction.SET_TIME_ZONE);
        choice.change(
                viewer, ReportingZone.confirmed(name, LocalDate.now(clock)).zone());
    }
}
