package io.tokentally.adapter.persistence.pricing;

import static io.tokentally.domain.usage.UsageRecordFixtures.ACME;
import static io.tokentally.domain.usage.UsageRecordFixtures.NOON;
import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.adapter.persistence.access.ViewerIdentity;
import io.tokentally.application.port.out.pricing.UnpricedCalls;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.CostStatus;
import io.tokentally.domain.usage.RandomCalls;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.tck.pricing.UnpricedCallsContract;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbcUnpricedCallsIT extends UnpricedCallsContract {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @Override
    protected UnpricedCalls unpriced() {
        return DATABASE.bean(UnpricedCalls.class);
    }

    @Override
    protected void given(Collection<UsageRecord> usageRecords) {
        DATABASE.bean(UsageLedger.class).post(usageRecords);
    }

    @Override
    protected void givenMember(Viewer viewer) {
        DATABASE.addMember(viewer);
    }

    @Override
    protected <T> T reading(Supplier<T> query) {
        return DATABASE.inTransaction(query);
    }

    @Test
    void callsThatHaveAPriceAreNotRead() {
        givenMember(OSCAR);
        given(new RandomCalls(29, ACME, NOON, Duration.ofDays(40))
                .take(4_000).stream()
                        .filter(call -> call.cost().status() != CostStatus.UNPRICED)
                        .toList());
        given(List.of(aUsageRecord().unpriced().build()));
        DATABASE.asOwner().sql("ANALYZE api_usage_logs").update();

        String plan = reading(() -> {
            DATABASE.bean(ViewerIdentity.class).assume(OSCAR);
            return String.join(
                    "\n",
                    DATABASE.asApplication()
                            .sql("EXPLAIN " + JdbcUnpricedCalls.QUERY)
                            .param("organization", ACME.value())
                            .query(String.class)
                            .list());
        });

        assertThat(plan)
                .contains("organization_id_created_at_idx")
                .doesNotContain("Seq Scan on api_usage_logs", "_pkey");
    }

    /** As a newer version of the application would have posted it. */
    @Test
    void aUnitThatIsNotKnownHereHidesNothing() {
        givenMember(OSCAR);
        given(List.of(aUsageRecord().unpriced().build()));
        DATABASE.asOwner()
                .sql("UPDATE api_usage_logs_2026_10 SET quantities = quantities || '{\"SMELLS\": 3}'")
                .update();

        assertThat(reading(() -> unpriced().find(OSCAR)))
                .singleElement()
                .satisfies(model -> assertThat(model.units())
                        .containsExactlyInAnyOrder(UsageUnit.INPUT_TOKENS, UsageUnit.OUTPUT_TOKENS));
    }
}
