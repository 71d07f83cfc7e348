package io.tokentally.provider.wire;

import static io.tokentally.domain.metering.UsageUnit.CACHED_INPUT_TOKENS;
import static io.tokentally.domain.metering.UsageUnit.INPUT_TOKENS;
import static io.tokentally.domain.metering.UsageUnit.OUTPUT_TOKENS;
import static io.tokentally.domain.metering.UsageUnit.REASONING_TOKENS;
import static io.tokentally.domain.metering.UsageUnit.WEB_SEARCHES;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.UsagePart;
import io.tokentally.domain.metering.UsageReading.Reported;
import io.tokentally.domain.metering.UsageUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LaterFiguresTest {

    private static final Map<UsageUnit, Long> NOTHING = Map.of();

    static Stream<Arguments> figures() {
        return Stream.of(
                Arguments.of(
                        Map.of(INPUT_TOKENS, 10L, OUTPUT_TOKENS, 1L),
                        Map.of(OUTPUT_TOKENS, 7L),
                        Map.of(INPUT_TOKENS, 10L, OUTPUT_TOKENS, 7L)),
                Arguments.of(
                        Map.of(INPUT_TOKENS, 10L, OUTPUT_TOKENS, 7L),
                        Map.of(INPUT_TOKENS, 12L),
                        Map.of(INPUT_TOKENS, 12L, OUTPUT_TOKENS, 7L)),
                Arguments.of(Map.of(INPUT_TOKENS, 10L), NOTHING, Map.of(INPUT_TOKENS, 10L)),
                Arguments.of(NOTHING, Map.of(INPUT_TOKENS, 10L), Map.of(INPUT_TOKENS, 10L)),
                // Input that is told again as cached, and output as thought, is the same input and output.
                Arguments.of(
                        Map.of(INPUT_TOKENS, 10L), Map.of(CACHED_INPUT_TOKENS, 10L), Map.of(CACHED_INPUT_TOKENS, 10L)),
                Arguments.of(
                        Map.of(OUTPUT_TOKENS, 9L),
                        Map.of(OUTPUT_TOKENS, 4L, REASONING_TOKENS, 5L),
                        Map.of(OUTPUT_TOKENS, 4L, REASONING_TOKENS, 5L)),
                Arguments.of(
                        Map.of(OUTPUT_TOKENS, 4L, REASONING_TOKENS, 5L),
                        Map.of(OUTPUT_TOKENS, 9L),
                        Map.of(OUTPUT_TOKENS, 9L)),
                Arguments.of(
                        Map.of(WEB_SEARCHES, 2L),
                        Map.of(OUTPUT_TOKENS, 9L),
                        Map.of(WEB_SEARCHES, 2L, OUTPUT_TOKENS, 9L)),
                Arguments.of(
                        Map.of(WEB_SEARCHES, 2L, INPUT_TOKENS, 10L),
                        Map.of(INPUT_TOKENS, 10L),
                        Map.of(WEB_SEARCHES, 2L, INPUT_TOKENS, 10L)),
                Arguments.of(
                        Map.of(WEB_SEARCHES, 2L, INPUT_TOKENS, 10L),
                        Map.of(WEB_SEARCHES, 3L),
                        Map.of(WEB_SEARCHES, 3L, INPUT_TOKENS, 10L)));
    }

    @ParameterizedTest
    @MethodSource("figures")
    void aLaterReportReplacesWhatItTellsOf(
            Map<UsageUnit, Long> earlier, Map<UsageUnit, Long> later, Map<UsageUnit, Long> both) {
        assertThat(LaterFigures.after(reported(earlier), reported(later))).isEqualTo(reported(both));
    }

    @Test
    void aReportInPartsStandsForItselfUnlessALaterOneTellsOfAny() {
        Reported parts =
                Reported.inParts(List.of(UsagePart.of("message", null, new Quantities(Map.of(INPUT_TOKENS, 5L)))));
        Reported plain = reported(Map.of(OUTPUT_TOKENS, 3L));

        assertThat(LaterFigures.after(plain, parts)).isEqualTo(parts);
        assertThat(LaterFigures.after(parts, plain)).isEqualTo(plain);
        assertThat(LaterFigures.after(parts, reported(NOTHING))).isEqualTo(parts);
    }

    private static Reported reported(Map<UsageUnit, Long> amounts) {
        return new Reported(new Quantities(amounts));
    }
}
