package io.tokentally.adapter.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PercentEncodingTest {

    @ParameterizedTest
    @CsvSource({"a,a", "%61,a", "%2fx%2F,/x/", "%2561,%61", "%6,%6", "%,%", "%zz,%zz", "%%61,%a"})
    void itIsUndoneOnceAndWhatIsNoneStays(String text, String decoded) {
        assertThat(PercentEncoding.decoded(text)).isEqualTo(decoded);
    }

    @Test
    void eachPercentSignMustBeginOne() {
        assertThat(PercentEncoding.isWellFormed("a%20b%7E")).isTrue();
        assertThat(PercentEncoding.isWellFormed("")).isTrue();
        assertThat(PercentEncoding.isWellFormed("a%2")).isFalse();
        assertThat(PercentEncoding.isWellFormed("%g0")).isFalse();
        assertThat(PercentEncoding.isWellFormed("%20%")).isFalse();
    }

    @Test
    void bytesThatAreNoUtf8AreSeen() {
        assertThat(PercentEncoding.isUtf8(PercentEncoding.decoded("%C3%A4"))).isTrue();
        assertThat(PercentEncoding.isUtf8(PercentEncoding.decoded("%E4"))).isFalse();
        assertThat(PercentEncoding.isUtf8(PercentEncoding.decoded("%C0%AF"))).isFalse();
    }
}
