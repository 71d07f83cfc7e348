package io.tokentally.adapter.persistence.pricing;

import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.application.port.out.pricing.UnpricedCalls;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.tck.pricing.UnpricedCallsContract;
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

    /** As a newer version of the application would have posted it. */
    @Test
    void aUnitThatIsNotKnownHereHidesNothing() {
        givenMember(OSCAR);
        given(List.of(aUsageRecord().unpriced().build()));
        DATABASE.asOwner()
                .sql("UPDATE usage_rates SET units = array_replace(units, 'OUTPUT_TOKENS', 'SMELLS')")
                .update();

        assertThat(reading(() -> unpriced().find(OSCAR)))
                .singleElement()
                .satisfies(model -> assertThat(model.units()).containsExactly(UsageUnit.INPUT_TOKENS));
    }
}
