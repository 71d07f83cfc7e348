package io.tokentally.domain.pricing;

import static io.tokentally.domain.pricing.PriceFixtures.perMillion;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokentally.domain.metering.UsageUnit;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;

class CostTest {

    private static final CostLine LINE = new CostLine(5, perMillion(UsageUnit.INPUT_TOKENS, "1"));

    @Test
    void aCostInOneCurrencyHasNoLineInAnother() {
        assertThatThrownBy(() -> Cost.measured(Currency.getInstance("EUR"), List.of(LINE), "v"))
                .hasMessage("A cost in EUR has no line in USD");
    }

    @Test
    void onlyWhatIsPricedHasLinesAndAVersion() {
        assertThatThrownBy(() -> new Cost(CostStatus.FREE, Money.USD, List.of(LINE), null, null, null))
                .hasMessage("A cost that is FREE has no lines");
        assertThatThrownBy(() -> new Cost(CostStatus.ESTIMATED, Money.USD, List.of(LINE), null, null, null))
                .hasMessage("A cost that is ESTIMATED must name its price version");
        assertThatThrownBy(
                        () -> new Cost(CostStatus.UNPRICED, Money.USD, List.of(), "v", null, UnpricedReason.NO_PRICE))
                .hasMessage("A cost that is UNPRICED has no price version");
        assertThatThrownBy(() -> new Cost(CostStatus.FREE, Money.USD, List.of(), null, new InputBand(0, null), null))
                .hasMessage("A cost that is FREE has no rates for a length of input");
    }

    @Test
    void aReasonBelongsToTheUnpriced() {
        assertThatThrownBy(() -> new Cost(CostStatus.UNPRICED, Money.USD, List.of(), null, null, null))
                .hasMessage("A reason belongs to an unpriced cost and to no other");
        assertThatThrownBy(() -> new Cost(CostStatus.FREE, Money.USD, List.of(), null, null, UnpricedReason.NO_USAGE))
                .hasMessage("A reason belongs to an unpriced cost and to no other");
    }

    @Test
    void withoutLinesTheTotalIsZeroInItsCurrency() {
        Currency euro = Currency.getInstance("EUR");

        assertThat(Cost.free(euro).total()).isEqualTo(Money.zero(euro));
    }

    @Test
    void aNegativeQuantityIsRefused() {
        assertThatThrownBy(() -> new CostLine(-1, LINE.rate()))
                .hasMessage("A cost line's quantity must not be negative: -1");
    }
}
