package io.tokentally.adapter.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GzipHeaderTest {

    private static final int CHECKSUM = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;

    private static byte[] header(int flags) {
        StringBuilder header =
                new StringBuilder("\u001f\u008b\b").append((char) flags).append("\0\0\0\0\0\0");
        header.append((flags & EXTRA) != 0 ? "\u0003\0abc" : "");
        header.append((flags & NAME) != 0 ? "name\0" : "");
        header.append((flags & COMMENT) != 0 ? "comment\0" : "");
        header.append((flags & CHECKSUM) != 0 ? "xy" : "");
        return header.append("data").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, CHECKSUM, EXTRA, NAME, COMMENT, CHECKSUM | EXTRA | NAME | COMMENT, EXTRA | COMMENT})
    void itEndsWhereTheDataBeginsHoweverItIsCut(int flags) {
        byte[] bytes = header(flags);
        GzipHeader whole = new GzipHeader();
        assertThat(whole.skip(bytes, 0, bytes.length)).isEqualTo(bytes.length - 4);
        assertThat(whole.isOver()).isTrue();
        assertThat(whole.isBroken()).isFalse();

        GzipHeader cut = new GzipHeader();
        int at = 0;
        while (!cut.isOver()) {
            assertThat(cut.skip(bytes, at, at + 1)).isEqualTo(at + 1);
            at++;
        }
        assertThat(at).isEqualTo(bytes.length - 4);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void whatBeginsOtherwiseIsBroken(int at) {
        byte[] bytes = header(0);
        bytes[at]++;
        GzipHeader header = new GzipHeader();
        header.skip(bytes, 0, bytes.length);

        assertThat(header.isBroken()).isTrue();
    }
}
