package io.tokentally.provider.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tokentally.domain.metering.InvalidQuantitiesException;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CountsTest {

    @ParameterizedTest
    @CsvSource({"0, 0", "0.49, 0", "0.5, 1", "9.4, 9", "9.5, 10", "1e-999999999, 0", "1e3, 1000"})
    void measuresAreRoundedToTheNearest(String measure, long rounded) {
        assertThat(Counts.rounded(number(measure))).isEqualTo(rounded);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.5", "1e12", "1e999999999", "1e-999999999"})
    void countsThatCannotBeAreRefused(String count) {
        assertThatThrownBy(() -> Counts.of(number(count))).isInstanceOf(InvalidQuantitiesException.class);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "7, 7", "7.0, 7", "1e3, 1000", "100000000000, 100000000000"})
    void countsAreWhole(String count, long figure) {
        assertThat(Counts.of(number(count))).isEqualTo(figure);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0.1", "100000000000.1", "1e999999999"})
    void measuresThatCannotBeAreRefused(String measure) {
        assertThatThrownBy(() -> Counts.rounded(number(measure))).isInstanceOf(InvalidQuantitiesException.class);
    }

    @Test
    void whatIsNoNumberIsNoCount() {
        assertThatThrownBy(() -> Counts.of(TextNode.valueOf("7"))).isInstanceOf(InvalidQuantitiesException.class);
        assertThatThrownBy(() -> Counts.rounded(BooleanNode.TRUE)).isInstanceOf(InvalidQuantitiesException.class);
    }

    @Test
    void noFigureIsZero() {
        assertThat(Counts.of(NullNode.getInstance())).isZero();
        assertThat(Counts.rounded(NullNode.getInstance())).isZero();
        assertThat(Counts.of(MissingNode.getInstance())).isZero();
        assertThat(Counts.rounded(MissingNode.getInstance())).isZero();
    }

    private static DecimalNode number(String text) {
        return DecimalNode.valueOf(new BigDecimal(text));
    }
}
