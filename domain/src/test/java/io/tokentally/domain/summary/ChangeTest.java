package io.tokentally.domain.summary;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangeTest {

    @ParameterizedTest
    @CsvSource({
        "100, 150, 50, 1",
        "100, 100, 0, 0",
        "100, 0, -100, -1",
        "200, 201, 1, 1",
        "1000, 1004, 0, 1",
        "3, 4, 33, 1",
        "3, 1, -67, -1",
        "0.001, 0.002, 100, 1",
        "-4, -2, 50, 1",
        "1, 20000, 1000000, 1",
        "1, -20000, -1000000, -1",
        "1, 999999999999999999999999, 1000000, 1",
        "200000000000000000000, 200999999999999999999, 0, 1",
    })
    void comparesWithTheFigureBefore(BigDecimal before, BigDecimal now, int percent, int direction) {
        Change change = new Change(before, now);

        assertThat(change.percent()).hasValue(percent);
        assertThat(change.direction()).isEqualTo(direction);
    }

    @Test
    void nothingComparesWithZero() {
        assertThat(Change.of(0, 5).percent()).isEmpty();
        assertThat(Change.of(0, 5).direction()).isEqualTo(1);
        assertThat(Change.of(0, 0).percent()).isEmpty();
        assertThat(Change.of(0, 0).direction()).isZero();
    }
}
