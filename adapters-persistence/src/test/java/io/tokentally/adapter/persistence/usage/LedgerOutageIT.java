package io.tokentally.adapter.persistence.usage;

import static io.tokentally.domain.usage.UsageRecordFixtures.ACME;
import static io.tokentally.domain.usage.UsageRecordFixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.adapter.persistence.notification.NotificationSender;
import io.tokentally.application.port.out.usage.RecordsRejectedException;
import io.tokentally.domain.usage.RandomCalls;
import io.tokentally.domain.usage.UsageRecord;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The ledger whose database goes away and comes back. */
class LedgerOutageIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @Test
    void aPostThatFailedIsWorthAnotherTryAndCountsOnce() {
        List<UsageRecord> records = new RandomCalls(17, ACME, NOON, Duration.ofHours(3)).take(300);
        try (HikariDataSource metering = DATABASE.impatientMeteringPool()) {
            JdbcUsageLedger ledger = new JdbcUsageLedger(metering, DATABASE.bean(NotificationSender.class));
            ledger.post(records.subList(0, 100));

            DATABASE.goAway();
            try {
                assertThatThrownBy(() -> ledger.post(records)).isNotInstanceOf(RecordsRejectedException.class);
            } finally {
                DATABASE.comeBack();
            }
            ledger.post(records);
        }
        assertThat(LedgerContents.recordsOf(DATABASE, ACME)).containsExactlyInAnyOrderElementsOf(records);
        assertThat(DATABASE.asOwner()
                        .sql("SELECT sum(calls) FROM usage_days")
                        .query(Long.class)
                        .single())
                .isEqualTo(300);
    }
}
