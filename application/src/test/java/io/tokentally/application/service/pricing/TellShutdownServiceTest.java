package io.tokentally.application.service.pricing;

import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.pricing.ModelLifecycle;
import io.tokentally.domain.pricing.ModelPattern;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.PriceBook;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class TellShutdownServiceTest {

    private static final Instant DAY = Instant.parse("2026-10-23T00:00:00Z");
    private static final ModelLifecycle ENDS = new ModelLifecycle(
            Provider.OPENAI, List.of(new ModelPattern("gpt-4.1-nano*")), LocalDate.of(2026, 10, 23), null, "a page");

    private final TellShutdownService service =
            new TellShutdownService(() -> new PriceBook(Money.USD, List.of(), List.of(), List.of(ENDS)));

    @Test
    void aCallThatIsAnsweredFromTheDayOnIsMarked() {
        assertThat(service.before(aUsageRecord().at(DAY).build())).contains(ENDS);
        assertThat(service.before(aUsageRecord().at(DAY.minusMillis(1)).build()))
                .isEmpty();
    }

    @Test
    void theModelThatServedCountsWhateverWasAskedFor() {
        assertThat(service.before(aUsageRecord().at(DAY).withModel("gpt-6-luna").build()))
                .isEmpty();
    }

    @Test
    void aSnapshotThatEndsByItselfMarksCallsThatAskedForItsModel() {
        ModelLifecycle snapshotEnds = new ModelLifecycle(
                Provider.OPENAI,
                List.of(new ModelPattern("gpt-4.1-nano-2025-04-14")),
                LocalDate.of(2026, 10, 23),
                null,
                "a page");
        TellShutdownService ofSnapshot =
                new TellShutdownService(() -> new PriceBook(Money.USD, List.of(), List.of(), List.of(snapshotEnds)));

        assertThat(ofSnapshot.before(aUsageRecord().at(DAY).build())).contains(snapshotEnds);
    }

    @Test
    void whatWasNotAnsweredIsNotMarked() {
        assertThat(service.before(aUsageRecord()
                        .at(DAY)
                        .failing(new Outcome.Failure(Outcome.Failure.Kind.PROVIDER_ERROR, 404, null, "model_not_found"))
                        .build()))
                .isEmpty();
        assertThat(service.before(aUsageRecord().at(DAY).free().build())).isEmpty();
    }
}
