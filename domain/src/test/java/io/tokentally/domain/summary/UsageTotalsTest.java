package io.tokentally.domain.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokentally.domain.pricing.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.instancio.junit.Given;
import org.instancio.junit.InstancioExtension;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(InstancioExtension.class)
class UsageTotalsTest {

    private static final UsageTotals NOTHING = UsageTotals.none(Money.USD);

    @RepeatedTest(100)
    void partsAddUpToTheTotalInAnyGrouping(@Given long seed) {
        Random random = new Random(seed);
        List<UsageTotals> parts = new ArrayList<>();
        for (int i = random.nextInt(50); i >= 0; i--) {
            parts.add(anyTotals(random));
        }
        int groups = random.nextInt(1, 8);

        Map<Integer, UsageTotals> grouped = parts.stream()
                .collect(Collectors.groupingBy(
                        part -> random.nextInt(groups), Collectors.reducing(NOTHING, UsageTotals::plus)));

        assertThat(grouped.values().stream().reduce(NOTHING, UsageTotals::plus))
                .isEqualTo(parts.stream().reduce(NOTHING, UsageTotals::plus));
    }

    @Test
    void everyFigureIsAdded() {
        UsageTotals one = new UsageTotals(10, 1, 2, 3, 100, 1_000, Money.usd("0.5"));
        UsageTotals other = new UsageTotals(20, 4, 5, 6, 200, 2_000, Money.usd("0.25"));

        assertThat(one.plus(other)).isEqualTo(new UsageTotals(30, 5, 7, 9, 300, 3_000, Money.usd("0.75")));
        assertThat(one.totalTokens()).isEqualTo(1_100);
        assertThat(one.plus(NOTHING)).isEqualTo(one);
    }

    @Test
    void countsNeverTurnNegative() {
        UsageTotals most = new UsageTotals(1, 0, 0, 0, Long.MAX_VALUE, 1, Money.usd("0"));

        assertThatThrownBy(most::totalTokens).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> most.plus(most)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void contradictionsAreRefused() {
        Money zero = Money.usd("0");

        assertThatThrownBy(() -> new UsageTotals(-1, 0, 0, 0, 0, 0, zero))
                .hasMessage("requests must not be negative: -1");
        assertThatThrownBy(() -> new UsageTotals(1, 2, 0, 0, 0, 0, zero))
                .hasMessage("failures must not exceed the 1 requests, but is 2");
        assertThatThrownBy(() -> new UsageTotals(1, 0, 2, 0, 0, 0, zero)).hasMessageStartingWith("unpriced");
        assertThatThrownBy(() -> new UsageTotals(1, 0, 0, 2, 0, 0, zero)).hasMessageStartingWith("estimated");
        assertThatThrownBy(() -> new UsageTotals(1, 0, 0, 0, -1, 0, zero)).hasMessageStartingWith("inputTokens");
        assertThatThrownBy(() -> new UsageTotals(1, 0, 0, 0, 0, -1, zero)).hasMessageStartingWith("outputTokens");
    }

    @Test
    void currenciesDoNotMix() {
        UsageTotals euros = UsageTotals.none(Currency.getInstance("EUR"));

        assertThatThrownBy(() -> NOTHING.plus(euros)).hasMessage("Cannot mix USD with EUR");
    }

    private static UsageTotals anyTotals(Random random) {
        long requests = random.nextLong(0, 1_000_000);
        return new UsageTotals(
                requests,
                random.nextLong(0, requests + 1),
                random.nextLong(0, requests + 1),
                random.nextLong(0, requests + 1),
                random.nextLong(0, 1L << 50),
                random.nextLong(0, 1L << 50),
                Money.usd(BigDecimal.valueOf(random.nextLong(0, 1L << 40), random.nextInt(0, 15))));
    }
}
