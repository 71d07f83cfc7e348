package io.tokentally.domain.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateChangeTest {

    @ParameterizedTest
    @CsvSource({
        "44, 2076, 54, 2611, SAME",
        "20, 1000, 60, 1000, WORSE",
        "60, 1000, 20, 1000, BETTER",
        "0, 10, 1, 10, SAME",
        "0, 1000, 0, 1000, SAME",
        "5, 5, 7, 7, SAME",
        "0, 0, 7, 7, SAME",
        "5, 5, 0, 0, SAME",
        "0, 9000000000000000000, 9000000000000000000, 9000000000000000000, WORSE"
    })
    void whatChanceMakesIsNoChange(
            long failuresBefore, long requestsBefore, long failures, long requests, RateChange change) {
        assertThat(RateChange.between(failuresBefore, requestsBefore, failures, requests))
                .isEqualTo(change);
    }

    @Test
    void chanceAloneIsToldInOneOfTwentyCases() {
        Random random = new Random(7);
        long told = IntStream.range(0, 2_000)
                .mapToObj(number -> RateChange.between(failures(random), 1_000, failures(random), 1_000))
                .filter(change -> change != RateChange.SAME)
                .count();

        assertThat(told).isBetween(50L, 150L);
    }

    private static long failures(Random random) {
        return IntStream.range(0, 1_000).filter(call -> random.nextInt(20) == 0).count();
    }
}
