package io.tokentally.application.service.calendar;

import io.tokentally.application.port.in.calendar.ManageCalendarUseCase;
import io.tokentally.application.port.out.calendar.CalendarChoice;
import io.tokentally.domain.access.OwnerAction;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.calendar.ReportingCalendar;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import org.springframework.transaction.annotation.Transactional;

/** Keeps what owners say about their days and weeks. */
@Transactional
public class ManageCalendarService implements ManageCalendarUseCase {

    private final CalendarChoice choice;
    private final Clock clock;

    public ManageCalendarService(CalendarChoice choice, Clock clock) {
        this.choice = choice;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public ReportingCalendar calendar(Viewer viewer) {
        return choice.find(viewer);
    }

    @Override
    public void change(Viewer viewer, String name, DayOfWeek firstDayOfWeek) {
        viewer.requireOwner(OwnerAction.SET_TIME_ZONE);
        choice.change(viewer, ReportingCalendar.confirmed(name, firstDayOfWeek, LocalDate.now(clock)));
    }
}
