package io.tokentally.ui.usage.frame;

import io.tokentally.ui.usage.query.PeriodPreset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What there is to choose from: days with a name, and last those that one chooses, which have none. */
final class PeriodPresets {

    private PeriodPresets() {}

    static List<Optional<PeriodPreset>> withRange() {
        return Stream.concat(
                        Arrays.stream(PeriodPreset.values()).map(Optional::of),
                        Stream.of(Optional.<PeriodPreset>empty()))
                .toList();
    }
}
