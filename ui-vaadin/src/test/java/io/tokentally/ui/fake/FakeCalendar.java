package io.tokentally.ui.fake;

import io.tokentally.application.port.in.calendar.ManageCalendarUseCase;
import io.tokentally.domain.access.OwnerAction;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.calendar.ReportingCalendar;
import java.time.DayOfWeek;
import java.time.LocalDate;

/** One organization's days and weeks, in memory. */
public final class FakeCalendar implements ManageCalendarUseCase {

    private ReportingCalendar calendar = ReportingCalendar.PRESET;

    public void reset() {
        calendar = ReportingCalendar.PRESET;
    }

    /** An owner said so. */
    public void confirm(String name) {
        confirm(name, DayOfWeek.MONDAY);
    }

    private void confirm(String name, DayOfWeek firstDayOfWeek) {
        calendar = ReportingCalendar.confirmed(name, firstDayOfWeek, LocalDate.of(2026, 10, 15));
    }

    @Override
    public ReportingCalendar calendar(Viewer viewer) {
        return calendar;
    }

    @Override
    public void change(Viewer viewer, String name, DayOfWeek firstDayOfWeek) {
        viewer.requireOwner(OwnerAction.SET_TIME_ZONE);
        confirm(name, firstDayOfWeek);
    }
}
