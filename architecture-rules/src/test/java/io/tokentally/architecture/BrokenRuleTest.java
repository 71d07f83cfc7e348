package io.tokentally.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a build is told of a broken rule is short, and says what to do. */
class BrokenRuleTest {

    @AfterEach
    void showLittleAgain() {
        System.clearProperty(BrokenRule.SHOW_ALL);
    }

    @Test
    void theMessageHasNamePlacesReasonAndRemedy() {
        assertThat(BrokenRule.message("rule", List.of("Class <A>\n    uses B", "Class <C>"), "reason", "remedy"))
                .hasToString("""
                    rule is broken, in 2 places:
                      - Class <A>
                        uses B
                      - Class <C>
                      why: reason
                      what to do: remedy\
                    """);
    }

    @Test
    void aThousandPlacesAreAFewLines() {
        List<String> places = IntStream.range(0, 1000)
                .mapToObj(number -> "Class <A%d> ".formatted(number) + "x".repeat(1000))
                .toList();

        assertThat(BrokenRule.message("rule", places, "reason", "remedy").lines())
                .hasSize(BrokenRule.MAX_LINES + 4)
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(BrokenRule.MAX_LENGTH + 1))
                .startsWith("rule is broken, in 1000 places:")
                .contains("  … and 992 lines more, shown with -Darchitecture.violations.all=true");
    }

    @Test
    void allPlacesAreShownWhereTheyAreAskedFor() {
        System.setProperty(BrokenRule.SHOW_ALL, "true");

        assertThat(BrokenRule.shown(IntStream.range(0, 1000)
                                .mapToObj("Class <A%d>"::formatted)
                                .toList())
                        .lines())
                .hasSize(1000)
                .contains("  - Class <A999>");
    }
}
