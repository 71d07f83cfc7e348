package io.tokentally.domain.metering;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class ModelNameBaseTest {

    /** The database's function is tested with the same names. */
    @ParameterizedTest
    @CsvFileSource(resources = "base-models.csv", numLinesToSkip = 1)
    void aSnapshotIsOfTheModelWhoseNameItHasBeforeItsDate(String name, String base) {
        ModelName model = new ModelName(name);

        assertThat(model.base()).isEqualTo(new ModelName(base));
        assertThat(model.base().base()).isEqualTo(model.base());
        assertThat(model.isOf(new ModelName(base))).isTrue();
        assertThat(model.isOf(model)).isTrue();
        assertThat(model.isOf(new ModelName("another"))).isFalse();
    }
}
