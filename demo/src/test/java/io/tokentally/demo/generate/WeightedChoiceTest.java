package io.tokentally.demo.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WeightedChoiceTest {

    private static final int DRAWS = 200_000;

    @Test
    void eachIsDrawnAsOftenAsItsWeightSays() {
        double[] shares = shares(new WeightedChoice(new double[] {1, 0, 6, 3}), 4);

        assertThat(shares).containsExactly(new double[] {0.1, 0, 0.6, 0.3}, within(0.01));
        assertThat(shares[1]).isZero();
    }

    @Test
    void theSecondOfAZipfDistributionIsDrawnHalfAsOftenAsTheFirst() {
        double[] shares = shares(WeightedChoice.zipf(3, 1), 3);

        assertThat(shares).containsExactly(new double[] {6 / 11.0, 3 / 11.0, 2 / 11.0}, within(0.01));
    }

    @Test
    void withoutAnyWeightThereIsNothingToDraw() {
        assertThatThrownBy(() -> new WeightedChoice(new double[2])).isInstanceOf(IllegalArgumentException.class);
    }

    private static double[] shares(WeightedChoice choice, int size) {
        SplittableRandom random = new SplittableRandom(3);
        double[] shares = new double[size];
        for (int i = 0; i < DRAWS; i++) {
            shares[choice.draw(random)] += 1.0 / DRAWS;
        }
        return shares;
    }
}
