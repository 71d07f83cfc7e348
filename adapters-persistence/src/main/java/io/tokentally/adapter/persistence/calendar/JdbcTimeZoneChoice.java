package io.tokentally.adapter.persistence.calendar;

import io.tokentally.adapter.persistence.access.DatabaseRefusal;
import io.tokentally.adapter.persistence.access.ViewerIdentity;
import io.tokentally.application.port.out.calendar.TimeZoneChoice;
import io.tokentally.domain.access.AccessRefusedException;
import io.tokentally.domain.access.OwnerAction;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.calendar.ReportingZone;
import java.time.ZoneId;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Columns of the organization's row, which the owner's functions alone write. */
final class JdbcTimeZoneChoice implements TimeZoneChoice {

    private static final String ONLY_OWNERS = "only_owners_set_time_zone";
    private static final String UNKNOWN = "time_zone_unknown";

    private final JdbcClient jdbc;
    private final ViewerIdentity identity;

    JdbcTimeZoneChoice(JdbcClient jdbc, ViewerIdentity identity) {
        this.jdbc = jdbc;
        this.identity = identity;
    }

    @Override
    public ReportingZone find(Viewer viewer) {
        identity.assume(viewer);
        return jdbc.sql("SELECT time_zone, time_zone_confirmed FROM organizations WHERE id = ?")
                .param(viewer.organizationId().value())
                .query((row, number) ->
                        new ReportingZone(ZoneId.of(row.getString("time_zone")), row.getBoolean("time_zone_confirmed")))
                .single();
    }

    @Override
    public void change(Viewer viewer, ZoneId zone) {
        identity.assume(viewer);
        try {
            jdbc.sql("SELECT set_time_zone(?)")
                    .param(zone.getId())
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
