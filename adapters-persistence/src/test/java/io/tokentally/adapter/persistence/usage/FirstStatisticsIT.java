package io.tokentally.adapter.persistence.usage;

import static io.tokentally.domain.usage.UsageRecordFixtures.ACME;
import static io.tokentally.domain.usage.UsageRecordFixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.application.port.out.usage.CallHistory;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.summary.Period;
import io.tokentally.domain.usage.CallFilter;
import io.tokentally.domain.usage.RandomCalls;
import io.tokentally.domain.usage.UsageRecord;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The first minutes of an installation, and of a month: PostgreSQL has not looked yet at what the tables hold. */
class FirstStatisticsIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final int CALLS = 300;
    private static final Period QUARTER =
            new Period(LocalDate.of(2026, 9, 1), LocalDate.of(2026, 11, 30), ZoneId.of("UTC"));

    /** Each of them went through all series of the organization. */
    @Test
    void callsAreReadByTheirKeysBeforeTheirTablesAreAnalyzed() {
        Viewer admin = ViewerFixtures.viewer(new UserId("admin@acme"), ACME, Role.ADMIN);
        DATABASE.addMember(admin);
        DATABASE.bean(UsageLedger.class).post(new RandomCalls(5, ACME, NOON, Duration.ofDays(20)).take(CALLS));
        assertThat(DATABASE.asOwner()
                        .sql(
                                "SELECT count(*) FROM pg_stat_user_tables WHERE last_analyze IS NOT NULL AND relname LIKE 'usage%'")
                        .query(Long.class)
                        .single())
                .isZero();

        long series = DATABASE.inTransaction(() -> {
            long before = readOfSeries(DATABASE.asApplication());
            assertThat(DATABASE.bean(CallHistory.class)
                            .findOlder(admin, UsageScope.ORGANIZATION, QUARTER.range(), CallFilter.ALL, null, CALLS))
                    .hasSize(CALLS);
            return readOfSeries(DATABASE.asApplication()) - before;
        });

        assertThat(series).isPositive().isLessThanOrEqualTo(10L * CALLS);
    }

    /** As an import does with each batch of what it was given: each look-up joined all series with all rates. */
    @Test
    void knownCallsAreFoundByTheirKeysBeforeTheirTablesAreAnalyzed() {
        List<UsageRecord> calls = new RandomCalls(5, ACME, NOON, Duration.ofDays(20)).take(CALLS);
        DATABASE.bean(UsageLedger.class).post(calls);

        TransactionTemplate ofOwner = new TransactionTemplate(new DataSourceTransactionManager(DATABASE.owner()));
        Long series = ofOwner.execute(status -> {
            long before = readOfSeries(DATABASE.asOwner());
            assertThat(new JdbcLedgerComparison(DATABASE.asOwner()).compare(ACME, calls))
                    .hasSize(CALLS)
                    .doesNotContain(Optional.empty());
            return readOfSeries(DATABASE.asOwner()) - before;
        });

        assertThat(series).isPositive().isLessThanOrEqualTo(10L * CALLS);
    }

    /** A table that is made later begins like the others: {@code assume_one_organization}. */
    @Test
    void noTableOfOrganizationsBeginsWithout() {
        assertThat(DATABASE.asOwner().sql("""
                        SELECT relname FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
                        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND attname = 'organization_id'
                            AND NOT EXISTS (
                                SELECT FROM pg_stats WHERE schemaname = 'public' AND tablename = relname
                                    AND pg_stats.attname = 'organization_id')""").query(String.class).list()).isEmpty();
    }

    /** In this transaction, by scans of the table and of its indexes. */
    private static long readOfSeries(JdbcClient client) {
        return client.sql("""
                        SELECT coalesce(sum(pg_stat_get_xact_tuples_returned(oid)), 0) FROM pg_class
                        WHERE oid = 'usage_series'::regclass
                            OR oid IN (SELECT indexrelid FROM pg_index WHERE indrelid = 'usage_series'::regclass)""").query(Long.class).single();
    }
}
