package io.tokentally.adapter.rest;

import io.tokentally.application.port.in.calendar.ManageCalendarUseCase;
import io.tokentally.domain.access.OwnerAction;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.calendar.ReportingCalendar;
import java.time.DayOfWeek;
import java.time.LocalDate;

/** One organization's days and weeks, in memory. */
final class FakeCalendar implements ManageCalendarUseCase {

    private ReportingCalendar calendar = ReportingCalendar.PRESET;

    void reset() {
        calendar = ReportingCalendar.PRESET;
    }

    @Override
    public ReportingCalendar calendar(Viewer viewer) {
        return calendar;
    }

    @Override
    public void change(Viewer viewer, String name, DayOfWeek firstDayOfWeek) {
        viewer.requireOwner(OwnerAction.SET_TIME_ZONE);
        calendar = ReportingCalendar.confirmed(name, firstDayOfWeek, LocalDate.of(2026, 10, 15));
    }
}
