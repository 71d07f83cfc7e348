package io.tokentally.domain.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageRequestTest {

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1_001, 1_000_000})
    void limitsOutOfBoundsAreRefused(int limit) {
        assertThatThrownBy(() -> PageRequest.first(limit))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("limit must lie between 1 and 1000, not " + limit);
    }

    @Test
    void negativeOffsetsAreRefused() {
        assertThatThrownBy(() -> new PageRequest(-1, 10)).hasMessage("offset must not be negative: -1");
    }

    @Test
    void theFirstPageStartsAtTheBeginning() {
        assertThat(PageRequest.first(1_000)).isEqualTo(new PageRequest(0, 1_000));
    }
}
