package io.tokentally.adapter.persistence.calendar;

import io.tokentally.adapter.persistence.access.DatabaseRefusal;
import io.tokentally.adapter.persistence.access.ViewerIdentity;
import io.tokentally.application.port.out.calendar.CalendarChoice;
import io.tokentally.domain.access.AccessRefusedException;
import io.tokentally.domain.access.OwnerAction;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.calendar.ReportingCalendar;
import java.time.DayOfWeek;
import java.time.ZoneId;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Columns of the organization's row, which the owner's functions alone write. */
final class JdbcCalendarChoice implements CalendarChoice {

    private static final String ONLY_OWNERS = "only_owners_set_time_zone";
    private static final String UNKNOWN = "time_zone_unknown";

    private final JdbcClient jdbc;
    private final ViewerIdentity identity;

    JdbcCalendarChoice(JdbcClient jdbc, ViewerIdentity identity) {
        this.jdbc = jdbc;
        this.identity = identity;
    }

    @Override
    public ReportingCalendar find(Viewer viewer) {
        identity.assume(viewer);
        return jdbc.sql("SELECT time_zone, first_day_of_week, time_zone_confirmed FROM organizations WHERE id = ?")
                .param(viewer.organizationId().value())
                .query((row, number) -> new ReportingCalendar(
                        ZoneId.of(row.getString("time_zone")),
                        DayOfWeek.of(row.getInt("first_day_of_week")),
                        row.getBoolean("time_zone_confirmed")))
                .optional()
                .orElseThrow(ViewerIdentity::over);
    }

    @Override
    public void change(Viewer viewer, ReportingCalendar calendar) {
        identity.assume(viewer);
        try {
            jdbc.sql("SELECT set_calendar(?, ?)")
                    .param(calendar.zone().getId())
                    .param(calendar.firstDayOfWeek().getValue())
                    .query((row, number) -> true)
                    .list();
        } catch (DataAccessException e) {
            throw DatabaseRefusal.byCode(e, (code, about) -> switch (code) {
                case ONLY_OWNERS -> new AccessRefusedException(OwnerAction.SET_TIME_ZONE.refusal());
                case UNKNOWN -> new IllegalArgumentException("The database knows no time zone " + about);
                default -> e;
            });
        }
    }
}
