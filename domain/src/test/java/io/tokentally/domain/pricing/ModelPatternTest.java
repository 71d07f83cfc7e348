package io.tokentally.domain.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokentally.domain.metering.ModelName;
import java.util.Random;
import java.util.regex.Pattern;
import org.instancio.junit.Given;
import org.instancio.junit.InstancioExtension;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(InstancioExtension.class)
class ModelPatternTest {

    @ParameterizedTest
    @CsvSource({
        "gpt-4.1-nano, gpt-4.1-nano, true",
        "gpt-4.1-nano, gpt-4.1-nano-2025-04-14, false",
        "gpt-4.1-nano-####-##-##, gpt-4.1-nano-2025-04-14, true",
        "gpt-4.1-nano-####-##-##, gpt-4.1-nano-2025-04-1x, false",
        "claude-3-opus*, claude-3-opus, true",
        "claude-3-opus*, claude-3-opus-20240229, true",
        "claude-3-opus*, claude-3-sonnet, false",
        "*moderation*, omni-moderation-latest, true",
        "*a*b, xaxxbxb, true",
        "*a*b, xaxxbxbc, false",
        "gpt.4, gpt-4, false",
        "*, anything at all, true"
    })
    void matchesWholeNames(String pattern, String name, boolean matches) {
        assertThat(new ModelPattern(pattern).matches(name)).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a+)+$", "gpt-4[ab]", "^gpt", "gpt-4?", "gpt{2}", "a|b", "\\d"})
    void regularExpressionsAreRefused(String text) {
        assertThatThrownBy(() -> new ModelPattern(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text)
                .hasMessageContaining("Write * for any characters and # for one digit.");
    }

    @Test
    void aNameSaysMoreThanAnyPatternAndALongerPatternMoreThanAShorterOne() {
        assertThat(new ModelPattern("o1").specificity())
                .isGreaterThan(new ModelPattern("gpt-5.6-luna-####-##-##").specificity());
        assertThat(new ModelPattern("gpt-5.6-luna-####-##-##").specificity())
                .isGreaterThan(new ModelPattern("gpt-5.6*").specificity());
        assertThat(new ModelPattern("gpt-5.6*").specificity()).isEqualTo(new ModelPattern("*gpt-5.6*").specificity());
    }

    @Test
    void aNameOfFullLengthHasNoSnapshots() {
        ModelName longest = new ModelName("x".repeat(ModelName.MAX_LENGTH));

        assertThat(ModelPattern.nameAndSnapshots(longest)).containsExactly(new ModelPattern(longest.value()));
    }

    @RepeatedTest(500)
    void matchesWhatTheEquivalentRegularExpressionMatches(@Given long seed) {
        Random random = new Random(seed);
        String pattern = randomText(random, "ab1*#");
        String name = randomText(random, "ab12");
        Pattern equivalent = Pattern.compile(pattern.replace("*", ".*").replace("#", "[0-9]"));

        assertThat(new ModelPattern(pattern).matches(name))
                .as("%s on %s", pattern, name)
                .isEqualTo(equivalent.matcher(name).matches());
    }

    /** Over two letters and one digit, every name up to six characters is tried. */
    @RepeatedTest(100)
    void intersectsWhereSomeNameMatchesBoth(@Given long seed) {
        Random random = new Random(seed);
        ModelPattern first = new ModelPattern(shortText(random, "ab1*#"));
        ModelPattern second = new ModelPattern(shortText(random, "ab1*#"));

        boolean someName = false;
        for (int length = 0; length <= 6 && !someName; length++) {
            for (int code = 0; code < Math.pow(3, length) && !someName; code++) {
                String name = name(code, length);
                someName = first.matches(name) && second.matches(name);
            }
        }

        assertThat(first.intersects(second)).as("%s and %s", first, second).isEqualTo(someName);
        assertThat(second.intersects(first)).as("%s and %s", second, first).isEqualTo(someName);
    }

    private static String name(int code, int length) {
        StringBuilder name = new StringBuilder();
        for (int i = 0, rest = code; i < length; i++, rest /= 3) {
            name.append("ab1".charAt(rest % 3));
        }
        return name.toString();
    }

    /** Of at most three characters: two of them together match no name that is shorter than six only. */
    private static String shortText(Random random, String alphabet) {
        return text(random, alphabet, 1 + random.nextInt(3));
    }

    private static String randomText(Random random, String alphabet) {
        return text(random, alphabet, 1 + random.nextInt(8));
    }

    private static String text(Random random, String alphabet, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
