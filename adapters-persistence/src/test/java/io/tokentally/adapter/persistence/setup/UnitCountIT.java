package io.tokentally.adapter.persistence.setup;

import static io.tokentally.domain.usage.UsageRecordFixtures.ACME;
import static io.tokentally.domain.usage.UsageRecordFixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.adapter.persistence.usage.LedgerContents;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.usage.RandomCalls;
import io.tokentally.domain.usage.UsageRecord;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Days that a version summed which did not count units are counted afterwards. */
class UnitCountIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private final List<UsageRecord> later = new RandomCalls(52, ACME, NOON, Duration.ofDays(6)).take(100);
    private JdbcClient owner;

    @BeforeEach
    void forgetTheUnitsOfWhatIsThere() {
        DATABASE.addMember(ViewerFixtures.viewer(new UserId("oscar"), ACME, Role.OWNER));
        DATABASE.bean(UsageLedger.class).post(new RandomCalls(51, ACME, NOON, Duration.ofDays(5)).take(200));
        owner = DATABASE.asOwner();
        List.of("usage_series_quarter_hours", "usage_series_days", "usage_caller_days")
                .forEach(rollup -> owner.sql("UPDATE %s SET quantities = '{}'".formatted(rollup))
                        .update());
        owner.sql("""
                        INSERT INTO days_without_quantities (organization_id, day)
                        SELECT 'acme', day FROM days_of_usage('acme') AS day""").update();
        assertThat(LedgerContents.drift(DATABASE)).isNotEmpty();
    }

    @Test
    void eachDayIsCountedOnceAndWhatIsPostedMeanwhileIsInIt() {
        owner.sql("SELECT count_quantities_of_a_day()").query().singleRow();
        DATABASE.bean(UsageLedger.class).post(later);
        assertThat(new UsageMove(DATABASE.owner()).isDone()).isFalse();

        new UsageMove(DATABASE.owner()).run();

        assertThat(new UsageMove(DATABASE.owner()).isDone()).isTrue();
        assertThat(LedgerContents.drift(DATABASE)).isEmpty();
    }

    /** Days by other clocks begin before the first of those that are not counted, and end after the last. */
    @Test
    void daysThatAreCutAnewMeanwhileAreCountedToTheirEnds() {
        owner.sql("UPDATE organizations SET time_zone = 'Pacific/Kiritimati' WHERE id = 'acme'")
                .update();
        owner.sql("SELECT cut_days('acme', 'Pacific/Kiritimati')").query().singleRow();

        new UsageMove(DATABASE.owner()).run();

        assertThat(LedgerContents.drift(DATABASE)).isEmpty();
    }
}
