package io.tokentally.provider.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestLimitTest {

    private static SelectiveJsonParser request(String json) {
        return SelectiveJsonParser.of(FieldSelection.of("max", "most", "other"), json.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"max\": 5}|5",
                "{\"max\": 1}|1",
                "{\"max\": 100000000000}|100000000000",
                "{\"max\": 5, \"most\": 9}|9",
                "{\"max\": 9, \"most\": 5}|9",
                "{\"max\": 5, \"max\": 3}|5",
                "{\"max\": null, \"most\": 5}|5",
                "{\"max\": 5, \"other\": 9}|5",
                "{}|",
                "{\"max\": null}|",
                "{\"max\": 0}|",
                "{\"max\": -1}|",
                "{\"max\": 1.5}|",
                "{\"max\": 1e3}|",
                "{\"max\": \"5\"}|",
                "{\"max\": 100000000001}|",
                "{\"max\": 18446744073709551617}|",
                "{\"max\": 5, \"most\": \"9\"}|",
                "{\"max\": null, \"max\": 5}|",
                "{\"max\": 5, \"max\": null}|",
            })
    void theLargestLimitCountsUnlessServersCouldTakeOneForNone(String json, @Nullable Long limit) {
        assertThat(RequestLimit.of(request(json), "max", "most"))
                .isEqualTo(limit == null ? OptionalLong.empty() : OptionalLong.of(limit));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|true",
                "{\"other\": 5}|true",
                "{\"max\": null, \"most\": null}|true",
                "{\"max\": null, \"max\": null}|true",
                "{\"max\": 5}|false",
                "{\"most\": \"\"}|false",
                "{\"max\": null, \"most\": 5}|false",
                "{\"max\": 5, \"max\": null}|false",
            })
    void noLimitIsSetWhereEachMemberIsMissingOrNull(String json, boolean unset) {
        assertThat(RequestLimit.isUnset(request(json), "max", "most")).isEqualTo(unset);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 5, 0",
        "7, 6, 42",
        "100000000000, 1, 100000000000",
        "50000000001, 2, ",
        "4294967296, 4294967296, ",
        "4294967296, 2147483648, ",
        "-1, 5, ",
    })
    void whatIsAbsurdlyMuchIsNoLimit(long each, long many, @Nullable Long all) {
        assertThat(RequestLimit.times(each, many)).isEqualTo(all == null ? OptionalLong.empty() : OptionalLong.of(all));
    }
}
