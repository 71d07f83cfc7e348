package io.tokentally.provider;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutgoingRequestTest {

    @ParameterizedTest
    @CsvSource({
        "'', key, abc, ?key=abc",
        "?a=1, key, abc, ?a=1&key=abc",
        "?a=1, a key, 'a+b c&d=ä', ?a=1&a%20key=a%2Bb%20c%26d%3D%C3%A4",
    })
    void aParameterIsAddedAtTheEndSoThatAnyServerReadsItAsItWas(String query, String name, String value, String whole) {
        assertThat(OutgoingRequest.withParameter(query, name, value)).isEqualTo(whole);
    }
}
