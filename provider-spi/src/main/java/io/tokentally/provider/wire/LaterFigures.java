package io.tokentally.provider.wire;

import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.domain.metering.UsageUnit;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a later report of usage means after an earlier one: it replaces the input where it tells of any, the output where it
 * tells of any, and each other unit where it tells of any. A report in parts stands for itself.
 */
final class LaterFigures {

    private LaterFigures() {}

    static UsageReading.Reported after(UsageReading.Reported earlier, UsageReading.Reported later) {
        if (!later.parts().isEmpty()) {
            return later;
        }
        if (!earlier.parts().isEmpty()) {
            return later.quantities().isEmpty() ? earlier : later;
        }
        Quantities before = earlier.quantities();
        Quantities now = later.quantities();
        Map<UsageUnit, Long> kept = new EnumMap<>(UsageUnit.class);
        before.amounts().forEach((unit, amount) -> {
            if (isUntold(unit, now)) {
                kept.put(unit, amount);
            }
        });
        if (kept.isEmpty()) {
            return later;
        }
        kept.putAll(now.amounts());
        return new UsageReading.Reported(new Quantities(kept));
    }

    private static boolean isUntold(UsageUnit unit, Quantities now) {
        if (unit.isInputToken()) {
            return now.inputTokens() == 0;
        }
        return unit.isOutputToken() ? now.outputTokens() == 0 : now.of(unit) == 0;
    }
}
