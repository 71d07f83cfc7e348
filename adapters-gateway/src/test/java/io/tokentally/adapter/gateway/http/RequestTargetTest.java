package io.tokentally.adapter.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTargetTest {

    @ParameterizedTest
    @CsvSource({
        "/v1/models,/v1/models,''",
        "/v1/models?a=b?c,/v1/models,?a=b?c",
        "/v1/a%20b?,/v1/a%20b,?",
        "http://host/v1?x,/v1,?x",
        "HTTPS://host:443/v1/..a,/v1/..a,''",
        "https://host,/,''",
        "https://host?a=/v1/models,/,?a=/v1/models",
        "/v1?../..,/v1,?../.."
    })
    void aTargetIsAPathAndAQuery(String target, String path, String query) {
        assertThat(RequestTarget.of(target)).isEqualTo(new RequestTarget(path, query));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "v1/models",
                "ftp://host/v1",
                "/v1/a b",
                "/v1/ä",
                "/v1#x",
                "https://host#/v1/models",
                "/v1\\models",
                "/v1/../v2",
                "/v1/.",
                "/v1/...",
                "/./v1",
                "/v1/%2e%2E/x",
                "/v1/a%2f..%5Cb",
                "/v1/%2e"
            })
    void whatIsNoPlainPathIsRefused(String target) {
        assertThatThrownBy(() -> RequestTarget.of(target)).isInstanceOf(RequestRejectedException.class);
    }
}
