package io.tokentally.domain.pricing;

import static io.tokentally.domain.metering.UsageUnit.INPUT_TOKENS;
import static io.tokentally.domain.metering.UsageUnit.LIVE_SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Random;
import org.instancio.junit.Given;
import org.instancio.junit.InstancioExtension;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(InstancioExtension.class)
class RateTest {

    @ParameterizedTest
    @CsvSource({
        "0.10, 1000000, 1, 0.0000001",
        "0.10, 1000000, 3, 0.0000003",
        "0.025, 1000000, 999999999, 24.999999975",
        "0.10, 1000000, 0, 0",
        "0, 7, 5, 0",
        "0.9, 3, 1, 0.3",
        "1E+3, 8, 3, 375",
        "10, 1000, 1, 0.01",
    })
    void pricesToTheLastDigit(String price, long per, long quantity, String amount) {
        assertThat(new Rate(INPUT_TOKENS, Money.usd(price), per).of(quantity)).isEqualTo(Money.usd(amount));
    }

    @RepeatedTest(200)
    void aPriceTimesItsQuantityGivesThePriceBack(@Given long seed) {
        Random random = new Random(seed);
        BigDecimal price = BigDecimal.valueOf(random.nextLong(0, 1_000_000_000L), random.nextInt(0, 12));
        long per = (long) Math.pow(10, random.nextInt(0, 7)) * (1L << random.nextInt(0, 10));
        long quantity = random.nextLong(0, 100_000_000_000L);
        Money cost = new Rate(INPUT_TOKENS, Money.usd(price), per).of(quantity);

        assertThat(cost.amount().multiply(BigDecimal.valueOf(per)))
                .isEqualByComparingTo(price.multiply(BigDecimal.valueOf(quantity)));
    }

    @RepeatedTest(200)
    void pricingAllAtOnceIsPricingInParts(@Given long seed) {
        Random random = new Random(seed);
        Rate rate =
                new Rate(INPUT_TOKENS, Money.usd(BigDecimal.valueOf(random.nextLong(0, 1_000_000_000L), 6)), 1_000_000);
        long one = random.nextLong(0, 100_000_000_000L);
        long other = random.nextLong(0, 100_000_000_000L);

        assertThat(rate.of(one).plus(rate.of(other))).isEqualTo(rate.of(one + other));
    }

    @Test
    void aPriceWithoutAnExactQuotientIsRefused() {
        assertThatThrownBy(() -> new Rate(INPUT_TOKENS, Money.usd("0.10"), 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("USD 0.1 per 3 INPUT_TOKENS has no exact decimal price per unit");
    }

    @Test
    void aPriceByTheMinuteIsRoundedWhereASecondHasNoExactPrice() {
        // USD 0.05 / 60 s × 61 s = 0.050833…; a whole minute is exact.
        Rate minute = new Rate(LIVE_SECONDS, Money.usd("0.05"), 60);

        assertThat(minute.of(61)).isEqualTo(Money.usd("0.050833333333333333"));
        assertThat(minute.of(60)).isEqualTo(Money.usd("0.05"));
        assertThat(minute.of(90)).isEqualTo(Money.usd("0.075"));
    }

    @Test
    void negativePricesAndEmptyPacksAreRefused() {
        assertThatThrownBy(() -> new Rate(INPUT_TOKENS, Money.usd("-0.01"), 1))
                .hasMessage("The price of INPUT_TOKENS must not be negative: USD -0.01");
        assertThatThrownBy(() -> new Rate(INPUT_TOKENS, Money.usd("1"), 0))
                .hasMessage("The price of INPUT_TOKENS must be per 1 unit or more, not 0");
    }
}
