package io.tokentally.ui.month;

import io.tokentally.domain.change.CostChange;
import io.tokentally.domain.report.Attribute;
import io.tokentally.domain.report.Figures;
import io.tokentally.domain.report.Report;
import io.tokentally.ui.usage.frame.ShownUsage;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All figures of a month.
 *
 * @param days all together, day by day, with the month before
 * @param breakdowns of the whole month, each by one dimension, in their order
 * @param change what made the cost another; nothing where both months used nothing, or it would take too long
 * @param most how many calls are looked at one by one to explain it, where there are more; else 0
 */
record MonthFigures(
        ShownUsage usage,
        Report days,
        Map<Attribute, Report> breakdowns,
        @Nullable CostChange change,
        long most) {

    Figures total() {
        return days.total();
    }

    Figures before() {
        Report before = days.compared();
        return before == null ? Figures.NONE : before.total();
    }

    boolean isRunning() {
        return usage.now().isBefore(usage.period().until());
    }
}
