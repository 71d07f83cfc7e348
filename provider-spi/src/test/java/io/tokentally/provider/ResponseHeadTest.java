package io.tokentally.provider;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponseHeadTest {

    @ParameterizedTest
    @CsvSource({"199, false", "200, true", "204, true", "299, true", "300, false", "404, false", "500, false"})
    void statusesFrom200To299AreSuccess(int status, boolean success) {
        assertThat(ResponseHead.of(status, null).isSuccess()).isEqualTo(success);
    }

    @ParameterizedTest
    @CsvSource({
        "application/json, true",
        "Application/JSON; charset=utf-8, true",
        "'  application/json', true",
        "text/plain; a=application/json, false",
        "'', false",
        ", false",
    })
    void theTypeIsToldByItsBeginningInAnyCase(String contentType, boolean json) {
        assertThat(ResponseHead.of(200, contentType).isOfType("application/json"))
                .isEqualTo(json);
    }

    @Test
    void theTypeIsFoundUnderItsNameAloneInAnyCase() {
        HeaderFields headers = ResponseHead.of(200, "text/plain").headers();

        assertThat(headers.first("Content-Type")).isEqualTo("text/plain");
        assertThat(headers.first("content-length")).isNull();
    }
}
