package io.tokentally.adapter.persistence.calendar;

import static io.tokentally.domain.usage.UsageRecordFixtures.ACME;
import static io.tokentally.domain.usage.UsageRecordFixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.adapter.persistence.usage.LedgerContents;
import io.tokentally.application.port.out.calendar.CalendarChoice;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.domain.access.AccessRefusedException;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.calendar.ReportingCalendar;
import io.tokentally.domain.usage.RandomCalls;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Owners say it, everybody in the organization sees it, and all days and weeks follow. */
class JdbcCalendarChoiceIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Viewer OWNER = ViewerFixtures.viewer(new UserId("owner@acme"), ACME, Role.OWNER);
    private static final Viewer ADMIN = ViewerFixtures.viewer(new UserId("admin@acme"), ACME, Role.ADMIN);
    private static final Viewer MEMBER = ViewerFixtures.viewer(new UserId("member@acme"), ACME, Role.MEMBER);
    private static final Viewer OTHER =
            ViewerFixtures.viewer(new UserId("owner@globex"), new OrganizationId("globex"), Role.OWNER);

    private final CalendarChoice choice = DATABASE.bean(CalendarChoice.class);

    @BeforeEach
    void fill() {
        List.of(OWNER, ADMIN, MEMBER, OTHER).forEach(DATABASE::addMember);
        for (String organization : List.of("acme", "globex")) {
            DATABASE.bean(UsageLedger.class)
                    .post(new RandomCalls(5, new OrganizationId(organization), NOON, Duration.ofDays(40)).take(300));
        }
    }

    /** With the end of daylight saving in between. */
    @ParameterizedTest
    @ValueSource(strings = {"Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Kiritimati"})
    void allDaysAreCutAsIfTheyHadAlwaysBeen(String zone) {
        List<@Nullable String> ofGlobex = days("globex");

        change(OWNER, zone);

        assertThat(find(MEMBER)).isEqualTo(of(zone, DayOfWeek.MONDAY));
        assertThat(find(OTHER)).isEqualTo(ReportingCalendar.PRESET);
        assertThat(LedgerContents.drift(DATABASE)).isEmpty();
        assertThat(days("globex")).isEqualTo(ofGlobex);

        List<@Nullable String> cut = days("acme");
        DATABASE.bean(UsageLedger.class).post(new RandomCalls(6, ACME, NOON, Duration.ofDays(40)).take(50));
        assertThat(LedgerContents.drift(DATABASE)).isEmpty();
        change(OWNER, "UTC");
        assertThat(LedgerContents.drift(DATABASE)).isEmpty();
        assertThat(days("acme")).isNotEqualTo(cut);
    }

    private static List<@Nullable String> days(String organization) {
        return DATABASE.asOwner()
                .sql("""
                        SELECT concat_ws(' ', day, caller, requests, failures, total_cost)
                        FROM usage_caller_days WHERE organization_id = ? ORDER BY 1""")
                .param(organization)
                .query(String.class)
                .list();
    }

    @Test
    void howLongRemovedCallsTookStaysWithTheirDay() {
        List<@Nullable String> before = times();
        DATABASE.asOwner().sql("TRUNCATE usage_calls").update();

        change(OWNER, "Asia/Kathmandu");

        assertThat(times()).isNotEmpty().isSubsetOf(before);
    }

    private static List<@Nullable String> times() {
        return DATABASE.asOwner().sql("""
                        SELECT concat_ws(' ', day, caller, distributions)
                        FROM usage_caller_days WHERE organization_id = 'acme' AND distributions <> '{}'""").query(String.class).list();
    }

    @Test
    void nobodyElseDecides() {
        for (Viewer viewer : List.of(ADMIN, MEMBER)) {
            assertThatExceptionOfType(AccessRefusedException.class)
                    .isThrownBy(() -> change(viewer, "Europe/Berlin"))
                    .withMessageContaining("Only owners say by whose clocks days begin");
        }
        assertThat(find(OWNER)).isEqualTo(ReportingCalendar.PRESET);
    }

    @Test
    void whatTheDatabaseDoesNotKnowIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> change(OWNER, "SystemV/PST8PDT"))
                .withMessageContaining("SystemV/PST8PDT");
        assertThat(find(OWNER)).isEqualTo(ReportingCalendar.PRESET);
    }

    @Test
    void everyChangeIsInTheAuditLogOnceAndAConfirmationIsNone() {
        change(OWNER, "UTC");
        change(OWNER, "Europe/Berlin");
        change(OWNER, "Europe/Berlin");

        assertThat(DATABASE.asOwner()
                        .sql("SELECT detail::jsonb::text FROM audit_entries WHERE action = 'time_zone.changed'")
                        .query(String.class)
                        .list())
                .containsExactly("{\"after\": {\"zone\": \"Europe/Berlin\"}, \"before\": {\"zone\": \"UTC\"}}");
        assertThat(find(OWNER).isConfirmed()).isTrue();
    }

    @Test
    void weeksBeginOnTheDayThatAnOwnerSays() {
        change(OWNER, of("Europe/Berlin", DayOfWeek.SUNDAY));
        change(OWNER, of("Europe/Berlin", DayOfWeek.SUNDAY));

        assertThat(find(MEMBER)).isEqualTo(of("Europe/Berlin", DayOfWeek.SUNDAY));
        assertThat(find(OTHER)).isEqualTo(ReportingCalendar.PRESET);
        assertThat(DATABASE.asOwner()
                        .sql("SELECT detail::jsonb::text FROM audit_entries WHERE action = 'first_day_of_week.changed'")
                        .query(String.class)
                        .list())
                .containsExactly("{\"after\": {\"day\": 7}, \"before\": {\"day\": 1}}");
    }

    private static ReportingCalendar of(String zone, DayOfWeek firstDay) {
        return new ReportingCalendar(ZoneId.of(zone), firstDay, true);
    }

    private ReportingCalendar find(Viewer viewer) {
        return DATABASE.inTransaction(() -> choice.find(viewer));
    }

    private void change(Viewer viewer, String zone) {
        change(viewer, of(zone, DayOfWeek.MONDAY));
    }

    private void change(Viewer viewer, ReportingCalendar calendar) {
        DATABASE.inTransaction(() -> {
            choice.change(viewer, calendar);
            return viewer;
        });
    }
}
