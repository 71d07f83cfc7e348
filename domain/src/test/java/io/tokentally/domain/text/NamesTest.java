package io.tokentally.domain.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.instancio.junit.Given;
import org.instancio.junit.InstancioExtension;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(InstancioExtension.class)
class NamesTest {

    static Stream<Integer> hidden() {
        return Stream.of(
                        IntStream.rangeClosed(0x202A, 0x202E),
                        IntStream.rangeClosed(0x2066, 0x2069),
                        IntStream.rangeClosed(0x200B, 0x200F),
                        IntStream.rangeClosed(0x2060, 0x2064),
                        IntStream.rangeClosed(0xFE00, 0xFE0F),
                        IntStream.rangeClosed(0xE0000, 0xE01EF),
                        IntStream.of(
                                0x0000, 0x001B, 0x007F, 0x0085, 0x00AD, 0x034F, 0x061C, 0x115F, 0x1160, 0x180B, 0x180E,
                                0x2028, 0x2029, 0x2800, 0x3164, 0xD83D, 0xE000, 0xFEFF, 0xFFA0, 0xFFFE, 0x10FFFF))
                .flatMap(IntStream::boxed);
    }

    @ParameterizedTest
    @MethodSource("hidden")
    void whatCannotBeSeenIsRefusedByItsCodePointAndPlaceAndShownByIt(int codePoint) {
        String name = "ab" + Character.toString(codePoint) + "c";
        String written = "U+%04X".formatted(codePoint);

        assertThatThrownBy(() -> ChosenName.require("display name", name, 255))
                .hasMessage("display name must not contain the invisible character %s, which is its character 3"
                        .formatted(written));
        assertThat(ChosenName.isAcceptable(name, 255)).isFalse();
        assertThat(VisibleText.of(name)).isEqualTo("ab⟨" + written + "⟩c");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ada Lovelace",
                "Zoë 李",
                "山田　太郎",
                "👩‍💻 developers",
                "❤️",
                "👁️‍🗨️",
                "🏳️‍🌈",
                "می‌خواهم",
                "क्‍ष",
                "O’Connor-Müller",
                "עברית",
                "العربية",
                "⟨x⟩",
                "a ⟩ b"
            })
    void namesOfPeopleStayAsTheyAre(String name) {
        assertThat(ChosenName.require("name", name, 50)).isEqualTo(name);
        assertThat(VisibleText.of(name)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u200Db", "\u200D👩", "👩\u200D", "1\uFE0F", "a\uFE0F", "م\u200Ca", "👩\u200C💻"})
    void joinersAndSelectorsOutsideOfWhatTheyJoinAreHidden(String name) {
        assertThat(ChosenName.isAcceptable(name, 50)).isFalse();
        assertThat(VisibleText.of(name)).contains("⟨U+");
    }

    @Test
    void spacesThatLookLikeOneBecomeOneAndAreTrimmed() {
        assertThat(ChosenName.require("name", "\u00A0 Ada\u202FLovelace\u2003", 50))
                .isEqualTo("Ada Lovelace");
        assertThat(VisibleText.of("ada\u00A0x")).isEqualTo("ada⟨U+00A0⟩x");
        assertThatThrownBy(() -> ChosenName.require("name", "\u00A0", 50)).hasMessage("name must not be blank");
    }

    @Test
    void aNameIsComposedAndThenMeasured() {
        assertThat(ChosenName.require("name", "Zoe\u0308", 3)).isEqualTo("Zoë");
        assertThatThrownBy(() -> ChosenName.require("name", "Zoes", 3))
                .hasMessage("name must have at most 3 characters, not 4");
    }

    @RepeatedTest(300)
    void whatIsShownHoldsNothingHiddenAndWhatIsTakenIsShownAsItIs(@Given long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(20); length > 0; length--) {
            text.appendCodePoint(random.nextInt(3) == 0 ? 'a' : random.nextInt(Character.MAX_CODE_POINT + 1));
        }
        String shown = VisibleText.of(text.toString());

        assertThat(VisibleText.of(shown)).isEqualTo(shown);
        assertThat(ChosenName.hiddenIn(shown)).isEmpty();
        if (ChosenName.isAcceptable(text.toString(), 100)) {
            String name = ChosenName.require("name", text.toString(), 100);
            assertThat(VisibleText.of(name)).isEqualTo(name);
            assertThat(ChosenName.require("name", name, 100)).isEqualTo(name);
        }
    }
}
