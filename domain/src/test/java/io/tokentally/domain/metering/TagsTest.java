package io.tokentally.domain.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TagsTest {

    @Test
    void tagsAreSortedAndStayAsTheyAre() {
        Map<String, String> values = new HashMap<>(Map.of("team", "search", "env", " prod "));
        Tags tags = new Tags(values);
        values.put("late", "comer");

        assertThat(tags.values()).containsExactly(Map.entry("env", "prod"), Map.entry("team", "search"));
    }

    @Test
    void moreThanSixteenAreTooMany() {
        assertThat(numbered(16).values()).hasSize(16);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> numbered(17))
                .withMessage("A call has at most 16 tags, not 17");
    }

    @Test
    void namesAndValuesAreChecked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Tags(Map.of("n".repeat(65), "v")))
                .withMessage("tag name must have at most 64 characters, not 65");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Tags(Map.of("name", "v".repeat(257))))
                .withMessage("tag value must have at most 256 characters, not 257");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Tags(Map.of("name", "a\u0000b")))
                .withMessageContaining("U+0000");
    }

    private static Tags numbered(int count) {
        return new Tags(IntStream.range(0, count)
                .mapToObj(Integer::toString)
                .collect(Collectors.toMap(Function.identity(), Function.identity())));
    }
}
