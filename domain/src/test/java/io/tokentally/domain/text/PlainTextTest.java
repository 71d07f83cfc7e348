package io.tokentally.domain.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.instancio.junit.Given;
import org.instancio.junit.InstancioExtension;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(InstancioExtension.class)
class PlainTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"gpt-4.1-nano", "Zoë 李", "👩‍💻 emoji", "a b"})
    void plainTextsStayAsTheyAre(String text) {
        assertThat(PlainText.require("name", text, 20)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n", "\u2003"})
    void blankIsRefused(String text) {
        assertThatThrownBy(() -> PlainText.require("name", text, 20)).hasMessage("name must not be blank");
    }

    @Test
    void lengthCountsWithoutTheSpaceAround() {
        assertThat(PlainText.require("name", "  12345  ", 5)).isEqualTo("12345");
        assertThatThrownBy(() -> PlainText.require("name", "123456", 5))
                .hasMessage("name must have at most 5 characters, not 6");
    }

    @Test
    void charactersThatNoNameHasAreRefused() {
        assertThatThrownBy(() -> PlainText.require("name", "a\0b", 20))
                .hasMessage("name must not contain the character U+0000");
        assertThatThrownBy(() -> PlainText.require("name", "a\u0085b", 20))
                .hasMessage("name must not contain the character U+0085");
        assertThatThrownBy(() -> PlainText.require("name", "a\uD83Db", 20))
                .hasMessage("name must not contain the character U+D83D");
        assertThatThrownBy(() -> PlainText.require("name", "\uDE00", 20))
                .hasMessage("name must not contain the character U+DE00");
    }

    @Test
    void cleaningKeepsWhatCanBeKept() {
        assertThat(PlainText.clean(" a\0b\nc😀 ")).isEqualTo("ab\nc😀");
        assertThat(PlainText.clean("\uD83Dx\uDE00")).isEqualTo("\uFFFDx\uFFFD");
        assertThat(PlainText.clean("\0")).isEmpty();
    }

    @RepeatedTest(300)
    void whatIsCleanOrRequiredSurvivesUtf8(@Given long seed) {
        String text = anyText(new Random(seed));
        String clean = PlainText.clean(text);

        assertThat(new String(clean.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(clean)
                .doesNotContain("\0");
        assertThat(PlainText.clean(clean)).isEqualTo(clean);
        if (PlainText.isAcceptable(text, 10)) {
            assertThat(PlainText.require("text", text, 10)).isEqualTo(clean);
        } else {
            assertThatThrownBy(() -> PlainText.require("text", text, 10)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** Often with NUL, half pairs, spaces and line breaks. */
    private static String anyText(Random random) {
        String picks = "ab \n\0\uD83D\uDE00é李";
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(0, 14); length > 0; length--) {
            text.append(picks.charAt(random.nextInt(picks.length())));
        }
        return text.toString();
    }
}
