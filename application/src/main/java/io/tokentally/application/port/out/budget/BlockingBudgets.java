package io.tokentally.application.port.out.budget;

import io.tokentally.domain.budget.Budget;
import io.tokentally.domain.budget.BudgetSelector;
import io.tokentally.domain.budget.BudgetedCall;
import io.tokentally.domain.calendar.ReportingCalendar;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An organization's budgets that block calls. Immutable. Those that are for a call are found among those alone that ask for something
 * that it has, so that ten thousand take hardly longer than ten.
 */
public final class BlockingBudgets {

    private final ReportingCalendar calendar;
    private final Map<Object, List<Budget>> byAnchor = new HashMap<>();

    /** @param calendar by whose clocks their windows go */
    public BlockingBudgets(ReportingCalendar calendar, List<Budget> budgets) {
        this.calendar = calendar;
        budgets.stream()
                .sorted(Comparator.comparing(Budget::id))
                .forEach(budget -> byAnchor.computeIfAbsent(
                                anchor(budget.terms().selector()), anchor -> new ArrayList<>(1))
                        .add(budget));
    }

    public static final BlockingBudgets NONE = new BlockingBudgets(ReportingCalendar.PRESET, List.of());

    private enum Anything {
        ANYTHING
    }

    /** What a call must have for such a budget to be for it: the first of those that are the most calls' own. */
    private static Object anchor(BudgetSelector selector) {
        if (selector.user() != null) {
            return selector.user();
        }
        if (selector.key() != null) {
            return selector.key();
        }
        if (selector.endpoint() != null) {
            return selector.endpoint();
        }
        return Anything.ANYTHING;
    }

    public boolean isEmpty() {
        return byAnchor.isEmpty();
    }

    public ReportingCalendar calendar() {
        return calendar;
    }

    /** Those that a call counts for, in the order of their ids. */
    public List<Budget> of(BudgetedCall call) {
        List<Budget> found = new ArrayList<>(4);
        collect(call, Anything.ANYTHING, found);
        collect(call, call.user(), found);
        if (call.key() != null) {
            collect(call, call.key(), found);
        }
        collect(call, call.endpoint(), found);
        if (found.size() > 1) {
            found.sort(Comparator.comparing(Budget::id));
        }
        return found;
    }

    private void collect(BudgetedCall call, Object anchor, List<Budget> found) {
        List<Budget> candidates = byAnchor.get(anchor);
        if (candidates != null) {
            for (int i = 0; i < candidates.size(); i++) {
                if (candidates.get(i).terms().selector().matches(call)) {
                    found.add(candidates.get(i));
                }
            }
        }
    }
}
