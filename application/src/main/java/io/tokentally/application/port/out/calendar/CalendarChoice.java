package io.tokentally.application.port.out.calendar;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.calendar.ReportingCalendar;

/** An organization's time zone and first day of the week. The database lets owners alone change it, and writes it into the audit log. */
@ReadsOrganizationData
public interface CalendarChoice {

    ReportingCalendar find(Viewer viewer);

    /**
     * With another zone, makes the sums of all days anew in the same transaction.
     *
     * @throws io.tokentally.domain.access.AccessRefusedException if the viewer is no owner
     * @throws IllegalArgumentException if the database does not know the zone
     */
    void change(Viewer viewer, ReportingCalendar calendar);
}
