package io.tokentally.domain.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class WholeCentsTest {

    @Test
    void theCentsThatAreLeftGoToThoseThatLostMost() {
        assertThat(WholeCents.addingUpTo(Money.usd("1"), usd("0.334", "0.337", "0.329")))
                .isEqualTo(usd("0.33", "0.34", "0.33"));
        assertThat(WholeCents.addingUpTo(Money.usd("-0.01"), usd("-0.004", "-0.006", "0.001")))
                .isEqualTo(usd("0", "-0.01", "0"));
    }

    @Test
    void whatIsInWholeCentsStaysAsItIs() {
        assertThat(WholeCents.addingUpTo(Money.usd("3.50"), usd("1.25", "2.25")))
                .isEqualTo(usd("1.25", "2.25"));
        assertThat(WholeCents.addingUpTo(Money.usd("0"), List.of())).isEmpty();
    }

    @RepeatedTest(50)
    void anySharesAddUpAndAreWithinACent(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<Money> exact = IntStream.range(0, 1 + random.nextInt(40))
                .mapToObj(any -> Money.usd(BigDecimal.valueOf(random.nextLong(-10_000_000_000L, 10_000_000_000L), 9)))
                .toList();
        Money sum = WholeCents.rounded(Money.sum(Money.USD, exact));

        List<Money> cents = WholeCents.addingUpTo(sum, exact);

        assertThat(Money.sum(Money.USD, cents)).isEqualTo(sum);
        for (int place = 0; place < exact.size(); place++) {
            assertThat(cents.get(place)
                            .amount()
                            .subtract(exact.get(place).amount())
                            .abs())
                    .isLessThanOrEqualTo(new BigDecimal("0.01"));
        }
    }

    @Test
    void aSumThatCannotBeIsRefused() {
        assertThatThrownBy(() -> WholeCents.addingUpTo(Money.usd("0.001"), usd("0.001")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0.001");
        assertThatThrownBy(() -> WholeCents.addingUpTo(Money.usd("0.01"), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<Money> usd(String... amounts) {
        return List.of(amounts).stream().map(Money::usd).toList();
    }
}
