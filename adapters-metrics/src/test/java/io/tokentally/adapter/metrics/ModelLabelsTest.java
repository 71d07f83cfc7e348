package io.tokentally.adapter.metrics;

import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.metering.MeteredCall;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.PriceBook;
import io.tokentally.domain.pricing.PriceFixtures;
import io.tokentally.domain.usage.UsageRecord;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ModelLabelsTest {

    private final ModelLabels labels = new ModelLabels(new PriceBook(Money.USD, List.of(PriceFixtures.nanoPrice())));

    private static UsageRecord asking(String model) {
        return aUsageRecord().withModel(model).build();
    }

    /** As an echoing provider answers {@code gpt-4.1-nano-2025-04-14} and the like, with another date for each number. */
    private static UsageRecord servedOn(int number) {
        UsageRecord usual = asking("gpt-4.1-nano");
        return new UsageRecord(
                usual.id(),
                new MeteredCall(
                        usual.createdAt(),
                        usual.attribution(),
                        usual.operation(),
                        usual.provider(),
                        usual.model(),
                        new ModelName("gpt-4.1-nano-%04d-01-01".formatted(number)),
                        usual.serviceTier(),
                        usual.region(),
                        usual.reading(),
                        usual.timing(),
                        usual.outcome()),
                usual.cost());
    }

    @Test
    void tellsAModelOfTheBookByTheNameAskedForAndTheOneThatAnswered() {
        UsageRecord usual = asking("gpt-4.1-nano");

        assertThat(labels.asked(usual)).isEqualTo("gpt-4.1-nano");
        assertThat(labels.served(usual)).isEqualTo("gpt-4.1-nano-2025-04-14");
    }

    @Test
    void aNameThatTheBookDoesNotKnowIsNotTold() {
        assertThat(labels.asked(asking("customer-data"))).isEqualTo(ModelLabels.OTHER);
        assertThat(labels.served(asking("customer-data"))).isEqualTo(ModelLabels.OTHER);
    }

    @Test
    void aNameMadeUpToAPatternIsToldAsItsModel() {
        assertThat(labels.asked(asking("gpt-4.1-nano-9999-99-99"))).isEqualTo("gpt-4.1-nano");
    }

    @Test
    void whatAnswersIsToldByItsOwnNameUpToALimit() {
        assertThat(IntStream.range(0, 3 * ModelLabels.MAX_SERVED)
                        .mapToObj(number -> labels.served(servedOn(number)))
                        .collect(Collectors.toSet()))
                .contains("gpt-4.1-nano")
                .hasSize(ModelLabels.MAX_SERVED + 1);
    }
}
