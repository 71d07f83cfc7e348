package io.tokentally.adapter.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathNormalizerTest {

    @ParameterizedTest
    @CsvSource({
        "/files/f1,/files/f1",
        "/files/,/files",
        "//files///f1//,/files/f1",
        "/%66iles,/files",
        "/files%2Ff1,/files%2Ff1",
        "/files/%2e,/files/.",
        "/a%7Eb%5f%2D,/a~b_-",
        "/a%20b,/a%20b",
        "/,''",
        "'',''"
    })
    void aPathIsSpeltInOneWay(String path, String plain) {
        assertThat(PathNormalizer.plain(path)).isEqualTo(plain);
        assertThat(PathNormalizer.plain(plain)).isEqualTo(plain);
    }
}
