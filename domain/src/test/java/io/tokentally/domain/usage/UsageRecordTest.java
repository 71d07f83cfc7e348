package io.tokentally.domain.usage;

import static io.tokentally.domain.usage.UsageRecordFixtures.NOON;
import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.metering.BillableJob;
import io.tokentally.domain.metering.MeteredCall;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.Cost;
import io.tokentally.domain.pricing.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UsageRecordTest {

    private static final MeteredCall CALL = aUsageRecord().build().call();

    private static MeteredCall call(Instant startedAt, @Nullable BillableJob billedOnce) {
        return new MeteredCall(
                startedAt,
                CALL.attribution(),
                CALL.operation(),
                CALL.provider(),
                CALL.requestedModel(),
                CALL.servedModel(),
                CALL.serviceTier(),
                CALL.region(),
                CALL.reading(),
                CALL.timing(),
                CALL.outcome(),
                billedOnce,
                List.of(),
                false);
    }

    /** However exact the clock was: what the ledger reads back is the same record. */
    @Test
    void beginsAtTheInstantOfItsId() {
        UsageRecordId id = UsageRecordId.at(NOON.plusNanos(123_456), new Random(1));
        Cost cost = Cost.free(Money.USD);

        UsageRecord exact = new UsageRecord(id, call(NOON.plusNanos(123_456), null), cost);

        assertThat(exact.call().startedAt()).isEqualTo(NOON);
        assertThat(exact).isEqualTo(new UsageRecord(id, call(NOON, null), cost));
    }

    @Test
    void isTheSameWhicheverCallToldOfTheJob() {
        BillableJob job = new BillableJob("batch_1", NOON);
        UsageRecordId id = UsageRecordId.of(job.at(), "acme", "openai", job.reference());
        Cost cost = Cost.free(Money.USD);

        UsageRecord first = new UsageRecord(id, call(NOON.plus(Duration.ofHours(1)), job), cost);
        UsageRecord second = new UsageRecord(id, call(NOON.plus(Duration.ofHours(2)), job), cost);

        assertThat(first).isEqualTo(second);
        assertThat(first.call().billedAt()).isEqualTo(NOON);
    }

    @Test
    void changesItsCostAndNothingElse() {
        UsageRecord before = aUsageRecord().build();

        UsageRecord after = before.withCost(Cost.free(Money.USD));

        assertThat(after.cost()).isEqualTo(Cost.free(Money.USD));
        assertThat(after.withCost(before.cost())).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(UsageReading.Kind.class)
    void aReadingIsOfTheKindThatItWasMadeOf(UsageReading.Kind kind) {
        Quantities some = new Quantities(Map.of(UsageUnit.INPUT_TOKENS, 5L));

        UsageReading reading = kind.of(some, List.of());

        assertThat(reading.kind()).isEqualTo(kind);
        boolean knows = kind == UsageReading.Kind.REPORTED || kind == UsageReading.Kind.ESTIMATED;
        assertThat(reading.knownQuantities()).isEqualTo(knows ? some : Quantities.NONE);
    }
}
