package io.tokentally.domain.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TagDimensionTest {

    @Test
    void eachTagIsDeclaredOnce() {
        assertThat(TagDimension.declared(List.of("team", " team ", "Kostenstelle 🦊")))
                .containsExactly(new Tag("team"), new Tag("Kostenstelle 🦊"));
        assertThat(TagDimension.declared(List.of())).isEmpty();
    }

    @Test
    void thereIsNoSixth() {
        assertThat(TagDimension.declared(List.of("a", "b", "c", "d", "e"))).hasSize(TagDimension.MOST);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TagDimension.declared(List.of("a", "b", "c", "d", "e", "f")))
                .withMessageContaining("at most 5 tags are dimensions, not 6");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\u0000b", "a,b"})
    void whatIsNoNameIsRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TagDimension.declared(List.of(name)))
                .withMessageContaining("tag");
    }

    @Test
    void aLongNameIsRefusedAndNotRepeated() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Tag("x".repeat(10_000)))
                .withMessage("tag name must have at most 64 characters, not 10000");
    }

    @Test
    void attributesComeFirstAndTagsByTheirNames() {
        assertThat(Stream.of(new Tag("team"), Attribute.STATUS, new Tag("feature"), Attribute.ENDPOINT)
                        .sorted(Dimension.ORDER))
                .containsExactly(Attribute.ENDPOINT, Attribute.STATUS, new Tag("feature"), new Tag("team"));
    }
}
