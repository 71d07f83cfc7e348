package io.tokentally.domain.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.pricing.ShutdownComparison.Difference;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ShutdownComparisonTest {

    private static final LocalDate OCTOBER = LocalDate.of(2026, 10, 23);
    private static final LocalDate JANUARY = LocalDate.of(2027, 1, 15);

    private static final PriceBook LIST = new PriceBook(
            Money.USD, List.of(), List.of(), List.of(lifecycle("nano*", OCTOBER), lifecycle("o1", OCTOBER)));

    @Test
    void whatBothSayAlikeIsNoDifference() {
        assertThat(compared(served("nano-2025", OCTOBER), served("luna", null)))
                .isEqualTo(new ShutdownComparison(Provider.OPENAI, 2, true, List.of()));
    }

    @Test
    void anotherDayAndADayThatOneOfThemAloneKnowsAreDifferences() {
        assertThat(compared(served("sol", JANUARY), served("o1", null), served("nano", JANUARY))
                        .differences())
                .containsExactly(
                        new Difference(new ModelName("nano"), OCTOBER, JANUARY),
                        new Difference(new ModelName("o1"), OCTOBER, null),
                        new Difference(new ModelName("sol"), null, JANUARY));
    }

    @Test
    void aProviderThatTellsNoDayAtAllContradictsNothing() {
        assertThat(compared(served("nano", null), served("o1", null)))
                .isEqualTo(new ShutdownComparison(Provider.OPENAI, 2, false, List.of()));
    }

    private static ShutdownComparison compared(ServedModel... served) {
        return ShutdownComparison.of(Provider.OPENAI, List.of(served), LIST);
    }

    private static ServedModel served(String name, @Nullable LocalDate shutDown) {
        return new ServedModel(new ModelName(name), shutDown);
    }

    private static ModelLifecycle lifecycle(String pattern, LocalDate shutDown) {
        return new ModelLifecycle(Provider.OPENAI, List.of(new ModelPattern(pattern)), shutDown, null, "a page");
    }
}
