package io.tokentally.provider.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MadeIdsTest {

    private static MadeIds read(String json, int piece) {
        MadeIds made = new MadeIds();
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < bytes.length; at += piece) {
            made.arrived(bytes, at, Math.min(piece, bytes.length - at));
        }
        return made;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"id\": \"a\", \"other\": {\"id\": \"b\"}}|a",
                "{\"id\": \"a\", \"file\": {\"id\": \"b\"}}|a b",
                "{\"object\": \"list\", \"data\": [{\"id\": \"a\"}, {\"id\": 7}, {}, \"x\", {\"id\": \"b\"}]}|a b",
                "{\"id\": \"a\"} {\"id\": \"b\"}|a",
                "{\"id\": 7, \"file\": null, \"data\": \"x\"}|``",
                "{\"id\": \"a\"|``",
                "[{\"id\": \"a\"}]|``",
                "oops|``",
            })
    void theObjectsItsFilesAndItsListsIdentifiersAreReadOnce(String json, String ids) {
        for (int piece : new int[] {1, 6, 1_000}) {
            assertThat(String.join(" ", read(json, piece).made()))
                    .as("in pieces of %d", piece)
                    .isEqualTo(ids);
        }
    }

    @Test
    void ofAListWithoutEndTheFirstThousandAreKept() {
        String items = IntStream.range(0, 1_200)
                .mapToObj("{\"id\": \"i%d\"}"::formatted)
                .collect(Collectors.joining(","));

        assertThat(read("{\"data\": [" + items + "]}", 1_000).made())
                .hasSize(1_000)
                .contains("i0", "i999");
    }
}
