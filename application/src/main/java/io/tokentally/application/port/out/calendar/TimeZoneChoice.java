package io.tokentally.application.port.out.calendar;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.calendar.ReportingZone;
import java.time.ZoneId;

/** An organization's time zone. The database lets owners alone change it, and writes it into the audit log. */
@ReadsOrganizationData
public interface TimeZoneChoice {

    ReportingZone find(Viewer viewer);

    /**
     * Makes the sums of all days anew, in the same transaction.
     *
     * @throws io.tokentally.domain.access.AccessRefusedException if the viewer is no owner
     * @throws IllegalArgumentException if the database does not know the zone
     */
    void change(Viewer viewer, ZoneId zone);
}
