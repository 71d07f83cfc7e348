package io.tokentally.provider.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemberSpanTest {

    private static final byte[] USAGE = "usage".getBytes(StandardCharsets.UTF_8);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"usage\":null}|\"usage\":null",
                "{ \"usage\" : null }|\"usage\" : null",
                "{\"a\":1,\"usage\":-1.5e+3,\"b\":2}|\"usage\":-1.5e+3",
                "{\"a\":{\"usage\":null},\"usage\":true}|\"usage\":true",
                "{\"a\":[{\"usage\":0}],\"usage\":1}|\"usage\":1",
                "{\"usage\":null,\"a\":2,\"usage\":3}|\"usage\":3",
                "{\"usage\":{\"usage\":1},\"usage\":null}|\"usage\":null",
                "{\"a\":\"\\\"usage\\\":null\",\"usage\":null}|\"usage\":null",
                "{\"a\":\"}\\\\\",\"usage\":null}|\"usage\":null"
            })
    void theLastMemberOfThatNameIsFound(String json, String member) {
        byte[] bytes = ("data: " + json + "\n\n").getBytes(StandardCharsets.UTF_8);

        MemberSpan span = Objects.requireNonNull(MemberSpan.find(bytes, 0, bytes.length, USAGE));

        assertThat(new String(bytes, span.start(), span.end() - span.start(), StandardCharsets.UTF_8))
                .isEqualTo(member);
        assertThat(span.start()).isEqualTo(new String(bytes, StandardCharsets.UTF_8).lastIndexOf(member));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"usages\":null}",
                "{\"usag\":null}",
                "{\"a\":{\"usage\":null}}",
                "{\"a\":\"usage\"}",
                "{\"u\\u0073age\":null}",
                "{\"usage\":{}}",
                "{\"usage\":\"text\"}",
                "{\"usage\"",
                "{\"usage\":",
                "{\"usage",
                "{\"\\",
                "\"usage\":null",
                ""
            })
    void whatIsNoSuchMemberIsNotFound(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);

        assertThat(MemberSpan.find(bytes, 0, bytes.length, USAGE)).isNull();
    }

    @Test
    void onlyBetweenItsBoundsIsLookedAt() {
        byte[] bytes = "{\"usage\":null}".getBytes(StandardCharsets.UTF_8);

        assertThat(MemberSpan.find(bytes, 0, 8, USAGE)).isNull();
        assertThat(MemberSpan.find(bytes, 1, bytes.length, USAGE)).isNull();
        assertThat(MemberSpan.find(Arrays.copyOf(bytes, 11), 0, 11, USAGE)).isEqualTo(new MemberSpan(1, 11));
    }
}
