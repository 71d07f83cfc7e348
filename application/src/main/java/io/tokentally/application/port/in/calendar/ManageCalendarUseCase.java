package io.tokentally.application.port.in.calendar;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.calendar.ReportingCalendar;
import java.time.DayOfWeek;

/** Owners say by whose clocks the organization's days begin, and on which weeks do; everybody in it sees what they said. */
@ReadsOrganizationData
public interface ManageCalendarUseCase {

    ReportingCalendar calendar(Viewer viewer);

    /**
     * With another zone, sums of all days are made anew, of days that are sealed, too; until that is done, nothing is posted.
     *
     * @param name of a region, such as Europe/Berlin
     * @throws io.tokentally.domain.access.AccessRefusedException if the viewer is no owner
     * @throws IllegalArgumentException if there is no such region, or its days begin between two quarter-hours of UTC
     */
    void change(Viewer viewer, String name, DayOfWeek firstDayOfWeek);
}
