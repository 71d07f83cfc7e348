package io.tokentally.domain.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Random;
import org.instancio.junit.Given;
import org.instancio.junit.InstancioExtension;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(InstancioExtension.class)
class MoneyTest {

    private static final Currency EUR = Currency.getInstance("EUR");

    @Test
    void equalIfWorthTheSameWhateverTheScale() {
        assertThat(Money.usd("1.50")).isEqualTo(Money.usd("1.5")).hasSameHashCodeAs(Money.usd("1.5000"));
        assertThat(Money.usd("0.000")).isEqualTo(Money.zero(Money.USD)).hasSameHashCodeAs(Money.zero(Money.USD));
        assertThat(Money.usd("1E+2")).isEqualTo(Money.usd("100"));
        assertThat(Money.usd("1")).isNotEqualTo(new Money(EUR, BigDecimal.ONE));
    }

    @Test
    void writtenWithoutExponent() {
        assertThat(Money.usd("12000").amount()).hasToString("12000");
        assertThat(Money.usd("0.000000001")).hasToString("USD 0.000000001");
    }

    @Test
    void sumOfNothingIsZeroInTheCurrencyNamed() {
        assertThat(Money.sum(EUR, List.of())).isEqualTo(new Money(EUR, BigDecimal.ZERO));
        assertThat(Money.sum(EUR, List.of()).isZero()).isTrue();
    }

    @Test
    void mixingCurrenciesIsRefused() {
        Money dollar = Money.usd("1");
        Money euro = new Money(EUR, BigDecimal.ONE);

        assertThatThrownBy(() -> dollar.plus(euro)).hasMessage("Cannot mix USD with EUR");
        assertThatThrownBy(() -> dollar.minus(euro)).hasMessage("Cannot mix USD with EUR");
        assertThatThrownBy(() -> dollar.compareTo(euro)).hasMessage("Cannot mix USD with EUR");
        assertThatThrownBy(() -> Money.sum(EUR, List.of(dollar))).hasMessage("Cannot mix EUR with USD");
    }

    @Test
    void nothingIsRounded() {
        Money huge = Money.usd("123456789012345678901234567890");
        Money tiny = Money.usd("0.000000000000000000000000000001");

        assertThat(huge.plus(tiny)).hasToString("USD 123456789012345678901234567890.000000000000000000000000000001");
        assertThat(huge.plus(tiny).minus(huge)).isEqualTo(tiny);
    }

    @RepeatedTest(200)
    void aSumDoesNotDependOnTheOrder(@Given long seed) {
        Random random = new Random(seed);
        List<Money> amounts = new ArrayList<>();
        for (int i = random.nextInt(30); i >= 0; i--) {
            amounts.add(anyMoney(random));
        }
        Money sum = Money.sum(Money.USD, amounts);
        Collections.shuffle(amounts, random);

        assertThat(Money.sum(Money.USD, amounts)).isEqualTo(sum);
    }

    @RepeatedTest(200)
    void whatIsAddedCanBeTakenAwayAgain(@Given long seed) {
        Random random = new Random(seed);
        Money one = anyMoney(random);
        Money other = anyMoney(random);

        assertThat(one.plus(other).minus(other)).isEqualTo(one);
        assertThat(one.compareTo(other)).isEqualTo(one.minus(other).amount().signum());
        assertThat(one.minus(other).isNegative()).isEqualTo(one.compareTo(other) < 0);
    }

    private static Money anyMoney(Random random) {
        return Money.usd(new BigDecimal(new BigInteger(random.nextInt(1, 120), random), random.nextInt(-5, 40)));
    }
}
