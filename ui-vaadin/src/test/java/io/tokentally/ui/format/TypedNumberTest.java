package io.tokentally.ui.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypedNumberTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"0.025; 0.025", "1,234; 1234", "1,234,567.5; 1234567.5", "1000; 1000"})
    void aCommaGroupsInEnglish(String typed, BigDecimal number) {
        assertThat(TypedNumber.read(typed)).isEqualByComparingTo(number);
    }

    /** Twenty-five dollars would come of two and a half cents. */
    @ParameterizedTest
    @ValueSource(strings = {"0,025", "2,5", "1,2345", "12,34.5"})
    void aCommaThatGroupsNothingIsRefused(String typed) {
        assertThatExceptionOfType(NumberFormatException.class).isThrownBy(() -> TypedNumber.read(typed));
    }
}
