package io.tokentally.adapter.persistence.retention;

import static io.tokentally.domain.usage.UsageRecordFixtures.ACME;
import static io.tokentally.domain.usage.UsageRecordFixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.adapter.persistence.usage.LedgerContents;
import io.tokentally.adapter.persistence.usage.LedgerRows;
import io.tokentally.application.port.in.retention.RetainCallsUseCase.MonthRetained;
import io.tokentally.application.port.in.retention.RetainCallsUseCase.Outcome;
import io.tokentally.application.port.out.report.UsageReports;
import io.tokentally.application.port.out.retention.ExpiringCalls;
import io.tokentally.application.port.out.summary.RollupUpkeep;
import io.tokentally.application.port.out.usage.RecordsRejectedException;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.application.service.retention.RetainCallsService;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.report.Attribute;
import io.tokentally.domain.report.Dimension;
import io.tokentally.domain.report.Grain;
import io.tokentally.domain.report.Measure;
import io.tokentally.domain.report.Report;
import io.tokentally.domain.report.ReportQuery;
import io.tokentally.domain.retention.SealedMonth;
import io.tokentally.domain.summary.Period;
import io.tokentally.domain.usage.RandomCalls;
import io.tokentally.domain.usage.UsageRecord;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.dao.DataAccessException;

/** Calls of months whose time is over go, sums stay as they are, and nothing goes that is not sealed. */
class ExpiringCallsIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final OrganizationId GLOBEX = new OrganizationId("globex");
    private static final Viewer OWNER = ViewerFixtures.viewer(new UserId("owner@acme"), ACME, Role.OWNER);
    private static final Viewer OTHER = ViewerFixtures.viewer(new UserId("owner@globex"), GLOBEX, Role.OWNER);
    private static final YearMonth OCTOBER = YearMonth.of(2026, 10);
    private static final Clock DECEMBER = Clock.fixed(Instant.parse("2026-12-15T00:00:00Z"), ZoneOffset.UTC);

    private final UsageLedger ledger = DATABASE.bean(UsageLedger.class);
    private final ExpiringCalls expiring = DATABASE.bean(ExpiringCalls.class);
    private final RollupUpkeep rollups = DATABASE.bean(RollupUpkeep.class);
    private final List<UsageRecord> acme = new RandomCalls(3, ACME, NOON, Duration.ofDays(40)).take(300);
    private final List<UsageRecord> globex = new RandomCalls(4, GLOBEX, NOON, Duration.ofDays(40)).take(100);
    private final List<MonthRetained> told = new ArrayList<>();

    @BeforeEach
    void fill() {
        DATABASE.addMember(OWNER);
        DATABASE.addMember(OTHER);
        ledger.post(acme);
        ledger.post(globex);
    }

    @Test
    void callsGoAndEveryReportStaysAsItWasToTheLastDigit() {
        List<List<Report.Row>> before = reports();
        List<String> sums = sums();
        keep(ACME, 1);

        retain();

        assertThat(told).containsExactly(new MonthRetained(ACME, OCTOBER, Outcome.REMOVED, ""));
        assertThat(LedgerContents.recordsOf(DATABASE, ACME))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(
                        acme.stream().filter(call -> !isOfOctober(call)).toList());
        assertThat(LedgerContents.recordsOf(DATABASE, GLOBEX)).containsExactlyInAnyOrderElementsOf(globex);
        assertThat(reports()).isEqualTo(before);
        assertThat(sums()).isEqualTo(sums);
        assertThat(LedgerContents.drift(DATABASE)).isEmpty();
        assertThat(rollups.sealedMonths(ACME)).containsExactly(OCTOBER);
        assertThat(rollups.drift(ACME, OCTOBER)).isEmpty();
        assertThat(one("SELECT calls_removed_until = '2026-11-01Z' FROM organizations WHERE id = 'acme'"))
                .isEqualTo("t");
        assertThat(one("SELECT count(*) FROM audit_entries WHERE action = 'calls.removed' AND chain = 'acme'"))
                .isEqualTo("1");
    }

    @Test
    void aMonthThatNobodyKeepsIsDroppedAsAWhole() {
        keep(ACME, 1);
        keep(GLOBEX, 1);
        List<String> sums = sums();

        retain();

        assertThat(told).extracting(MonthRetained::outcome).containsExactly(Outcome.REMOVED, Outcome.REMOVED);
        assertThat(partitions()).doesNotContain("usage_calls_2026_10").contains("usage_calls_2026_11");
        assertThat(sums()).isEqualTo(sums);
        assertThat(LedgerContents.drift(DATABASE)).isEmpty();
        assertThatExceptionOfType(RecordsRejectedException.class).isThrownBy(() -> ledger.post(acme));
    }

    @Test
    void runningAgainDoesNothing() {
        keep(ACME, 1);
        retain();
        told.clear();

        retain();

        assertThat(told).isEmpty();
        assertThat(one("SELECT count(*) FROM audit_entries WHERE action = 'calls.removed'"))
                .isEqualTo("1");
    }

    @Test
    void removalGoesOnWhereItWasBrokenOff() throws IOException {
        keep(ACME, 1);
        expiring.seal(ACME, OCTOBER);
        assertThat(expiring.removeSome(ACME, OCTOBER, false, 10)).isTrue();
        long calls = acme.stream().filter(ExpiringCallsIT::isOfOctober).count();
        assertThat(copied()).hasSize((int) calls - 10);
        assertThat(expiring.sealed(ACME, OCTOBER)).containsExactly(new SealedMonth(OCTOBER, calls, false, true));

        retain();

        assertThat(told).containsExactly(new MonthRetained(ACME, OCTOBER, Outcome.REMOVED, ""));
        assertThat(copied()).isEmpty();
        assertThat(LedgerContents.drift(DATABASE)).isEmpty();
    }

    @Test
    void nothingGoesThatIsNotSealedOrNotArchivedThoughItHasToBe() {
        keep(ACME, 1);
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> expiring.removeSome(ACME, OCTOBER, false, 10));
        expiring.seal(ACME, OCTOBER);
        expiring.seal(GLOBEX, OCTOBER);

        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> expiring.removeSome(ACME, OCTOBER, true, 10));
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> expiring.removeAtOnce(List.of(ACME, GLOBEX), OCTOBER, true));
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> expiring.removeSome(ACME, OCTOBER.plusMonths(1), false, 10));
        assertThat(one("SELECT count(*) FROM usage_calls")).isEqualTo("400");

        expiring.archived(ACME, OCTOBER);
        assertThat(expiring.removeSome(ACME, OCTOBER, true, 10)).isTrue();
    }

    @Test
    void nothingIsDroppedThatSomebodyElseHasCallsIn() {
        expiring.seal(ACME, OCTOBER);

        assertThat(expiring.removeAtOnce(List.of(ACME), OCTOBER, false)).isFalse();

        assertThat(one("SELECT count(*) FROM usage_calls")).isEqualTo("400");
        assertThat(expiring.sealed(ACME, OCTOBER))
                .extracting(SealedMonth::removing)
                .containsExactly(false);
    }

    /** Whoever found room for a call may still post it. */
    @Test
    @Timeout(60)
    void aMonthThatSomebodyPostsToAtThatMomentIsNotDropped() throws SQLException {
        DATABASE.asOwner()
                .sql("SELECT ensure_usage_month('2026-03-01')")
                .query()
                .singleRow();
        try (Connection connection = DATABASE.owner().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SELECT ensure_usage_month('2026-03-01')");

            assertThat(expiring.removeAtOnce(List.of(), YearMonth.of(2026, 3), false))
                    .isFalse();
            connection.rollback();
        }
        expiring.dropEmptyMonths(YearMonth.of(2026, 12));

        assertThat(partitions())
                .doesNotContain("usage_calls_2026_03")
                .contains("usage_calls_2026_10", "usage_calls_2026_11");
    }

    @Test
    void noCallIsDeletedByAnythingElse() {
        expiring.seal(ACME, OCTOBER);

        for (String deletion : List.of(
                "DELETE FROM usage_calls",
                "DO $$ BEGIN PERFORM set_config('tokentally.removes_calls_of', 'acme', true); DELETE FROM usage_calls WHERE organization_id = 'globex'; END $$")) {
            assertThatExceptionOfType(DataAccessException.class)
                    .isThrownBy(() -> DATABASE.asOwner().sql(deletion).update())
                    .withMessageContaining("never_changed");
        }
    }

    @Test
    void callsAreCopiedAsTheyWerePostedTheOldestFirst() throws IOException {
        List<UsageRecord> october = acme.stream()
                .filter(ExpiringCallsIT::isOfOctober)
                .sorted(Comparator.comparing(UsageRecord::createdAt)
                        .thenComparing(call -> call.id().toString()))
                .toList();

        assertThat(copied()).isEqualTo(october);
    }

    /** By pages. */
    private static List<UsageRecord> copied() throws IOException {
        List<UsageRecord> copied = new ArrayList<>();
        long told = new JdbcExpiringCalls(DATABASE.asOwner(), new LedgerRows(), 7).copy(ACME, OCTOBER, copied::add);
        assertThat(told).isEqualTo(copied.size());
        return copied;
    }

    @Test
    void organizationsThatDecidedNothingKeepTheirCallsForEver() {
        retain();

        assertThat(told).isEmpty();
        assertThat(expiring.terms()).isEmpty();
        assertThat(one("SELECT count(*) FROM organizations WHERE sealed_until IS NOT NULL"))
                .isEqualTo("0");
    }

    private void retain() {
        new RetainCallsService(expiring, rollups, DECEMBER).retain(null, told::add);
    }

    private static void keep(OrganizationId organization, int months) {
        DATABASE.asOwner()
                .sql("UPDATE organizations SET retention_months = ? WHERE id = ?")
                .params(months, organization.value())
                .update();
    }

    private static boolean isOfOctober(UsageRecord call) {
        return call.createdAt().isBefore(Instant.parse("2026-11-01T00:00:00Z"));
    }

    /** By day and in all, by each pair of dimensions. */
    private static List<List<Report.Row>> reports() {
        Period period = new Period(LocalDate.of(2026, 10, 1), LocalDate.of(2026, 11, 30), ZoneOffset.UTC);
        UsageReports reports = DATABASE.bean(UsageReports.class);
        List<List<Report.Row>> answers = new ArrayList<>();
        for (Dimension dimension : Attribute.values()) {
            for (Grain grain : List.of(Grain.TOTAL, Grain.DAY)) {
                for (List<Measure> measures :
                        List.of(List.of(Measure.COST), List.of(Measure.REQUESTS, Measure.RESPONSE_TIME))) {
                    answers.add(DATABASE.inTransaction(() -> reports.rows(
                            OWNER,
                            new ReportQuery(
                                    UsageScope.ORGANIZATION,
                                    period,
                                    grain,
                                    List.of(dimension),
                                    Map.of(),
                                    measures,
                                    100))));
                }
            }
        }
        assertThat(answers).anyMatch(rows -> rows.size() > 10);
        return answers;
    }

    private static List<String> sums() {
        return DATABASE.asOwner()
                .sql("""
                        SELECT sums::text FROM usage_quarter_hours sums UNION ALL SELECT sums::text FROM usage_days sums
                        UNION ALL SELECT sums::text FROM usage_series_quarter_hours sums
                        UNION ALL SELECT sums::text FROM usage_series_days sums
                        UNION ALL SELECT sums::text FROM usage_caller_days sums
                        UNION ALL SELECT sums::text FROM usage_series sums
                        UNION ALL SELECT sums::text FROM usage_callers sums ORDER BY 1""")
                .query((row, number) -> row.getString(1))
                .list();
    }

    private static List<String> partitions() {
        return DATABASE.asOwner()
                .sql("SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'usage_calls'::regclass")
                .query((row, number) -> row.getString(1))
                .list();
    }

    private static String one(String sql) {
        return DATABASE.asOwner().sql(sql).query(String.class).single();
    }
}
