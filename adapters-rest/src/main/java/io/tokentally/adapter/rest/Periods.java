package io.tokentally.adapter.rest;

import io.tokentally.application.port.in.calendar.ManageCalendarUseCase;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.calendar.ReportingCalendar;
import io.tokentally.domain.summary.Period;
import java.time.Clock;
import java.util.Objects;

/** Which days are meant: the organization's, where no zone is asked for; its weeks in any case. */
final class Periods {

    private final ManageCalendarUseCase calendar;
    private final Clock clock;

    Periods(ManageCalendarUseCase calendar, Clock clock) {
        this.calendar = calendar;
        this.clock = clock;
    }

    Period of(Viewer viewer, PeriodParameters asked) {
        ReportingCalendar ofOrganization = calendar.calendar(viewer);
        return asked.period(clock.instant(), Objects.requireNonNullElse(asked.zone(), ofOrganization.zone()))
                .withWeeksFrom(ofOrganization.firstDayOfWeek());
    }
}
