package io.tokentally.adapter.persistence.setup;

import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.application.port.out.usage.UsageLedger;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class UsageMonthsIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);

    private final UsageMonths months = new UsageMonths(DATABASE.owner());

    @BeforeEach
    void dropAll() {
        partitions()
                .forEach(partition ->
                        DATABASE.asOwner().sql("DROP TABLE " + partition).update());
    }

    @Test
    void thisMonthAndTheNextTwoHaveRoomWhetherTheyHadItOrNot() {
        months.make(NOVEMBER);
        months.make(NOVEMBER);
        assertThat(partitions()).containsExactly("usage_calls_2026_11", "usage_calls_2026_12", "usage_calls_2027_01");

        months.make(NOVEMBER.plusMonths(1));
        assertThat(partitions())
                .containsExactly(
                        "usage_calls_2026_11", "usage_calls_2026_12", "usage_calls_2027_01", "usage_calls_2027_02");
    }

    @Test
    void postingMakesWhatIsMissing() {
        months.make(NOVEMBER);

        DATABASE.bean(UsageLedger.class)
                .post(List.of(
                        aUsageRecord().at(Instant.parse("2027-06-01T00:00:00Z")).build()));

        assertThat(partitions()).contains("usage_calls_2027_06");
    }

    private static List<String> partitions() {
        return DATABASE.asOwner()
                .sql(
                        "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'usage_calls'::regclass ORDER BY 1")
                .query((row, number) -> row.getString(1))
                .list();
    }
}
