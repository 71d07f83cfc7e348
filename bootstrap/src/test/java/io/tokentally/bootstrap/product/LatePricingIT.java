package io.tokentally.bootstrap.product;

import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.pricing.Cost;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.UnpricedReason;
import io.tokentally.domain.usage.UsageRecord;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A call that was recorded while its price book could not be read, in the running product. */
@ProductTest
class LatePricingIT {

    @Autowired
    private UsageLedger ledger;

    @Autowired
    @Qualifier("ownerDataSource")
    private DataSource ownerDataSource;

    @Test
    void isPricedWithoutAnybodyAskingForIt() {
        UsageRecord late = aUsageRecord()
                .withSeed(41)
                .of(new OrganizationId("unattributed"), new UserId("nobody"))
                .withCost(Cost.unpriced(Money.USD, UnpricedReason.NO_PRICE_BOOK))
                .build();
        ledger.post(List.of(late));

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(statusOf(late)).isEqualTo("MEASURED"));
    }

    private String statusOf(UsageRecord call) {
        return JdbcClient.create(ownerDataSource)
                .sql("SELECT cost_status FROM api_usage_logs WHERE id = :id")
                .param("id", call.id().value())
                .query(String.class)
                .single();
    }
}
