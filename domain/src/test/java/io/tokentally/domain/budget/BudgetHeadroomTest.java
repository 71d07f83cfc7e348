package io.tokentally.domain.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BudgetHeadroomTest {

    private static BudgetHeadroom headroom(String amount, @Nullable String used) {
        return new BudgetHeadroom(
                BudgetMeasure.COST, new BigDecimal(amount), used == null ? null : new BigDecimal(used), null);
    }

    @Test
    void whatIsLeftIsNeverBelowNothing() {
        assertThat(headroom("50", "49.998").remaining()).isEqualByComparingTo("0.002");
        assertThat(headroom("50", "50.01").remaining()).isEqualByComparingTo("0");
        assertThat(headroom("50", null).remaining()).isNull();
    }

    @Test
    void theTighterOneIsOfWhichALargerShareIsUsed() {
        assertThat(headroom("10", "6").isTighterThan(headroom("1000", "500"))).isTrue();
        assertThat(headroom("1000", "500").isTighterThan(headroom("10", "6"))).isFalse();
        assertThat(headroom("10", "5").isTighterThan(headroom("20", "10"))).isFalse();
        assertThat(headroom("0", "0").isTighterThan(headroom("10", "9.99"))).isTrue();
        assertThat(headroom("10", "20").isTighterThan(headroom("0", "0"))).isTrue();
        assertThat(headroom("10", "0").isTighterThan(headroom("10", null))).isFalse();
    }
}
