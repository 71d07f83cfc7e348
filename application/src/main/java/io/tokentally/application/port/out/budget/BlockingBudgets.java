package io.tokentally.application.port.out.budget;

import io.tokentally.domain.budget.Budget;
import io.tokentally.domain.budget.BudgetSelector;
import io.tokentally.domain.budget.BudgetSelector.SelectedTag;
import io.tokentally.domain.budget.BudgetedCall;
import io.tokentally.domain.calendar.ReportingCalendar;
import io.tokentally.domain.pricing.ModelPattern;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An organization's budgets that block calls. Immutable. Those that are for a call are found among those alone that ask for something
 * that it has, so that ten thousand take hardly longer than ten.
 */
public final class BlockingBudgets {

    private final ReportingCalendar calendar;
    private final Map<Object, List<Budget>> byAnchor = new HashMap<>();

    /** How long the beginnings of models are, in ascending order. */
    private final int[] lengths;

    private final boolean hasTags;
    private final boolean limitsOutput;

    /** @param calendar by whose clocks their windows go */
    public BlockingBudgets(ReportingCalendar calendar, List<Budget> budgets) {
        this.calendar = calendar;
        budgets.stream()
                .sorted(Comparator.comparing(Budget::id))
                .forEach(budget -> byAnchor.computeIfAbsent(
                                anchor(budget.terms().selector()), anchor -> new ArrayList<>(1))
                        .add(budget));
        lengths = byAnchor.keySet().stream()
                .filter(Beginning.class::isInstance)
                .mapToInt(anchor -> ((Beginning) anchor).text().length())
                .distinct()
                .sorted()
                .toArray();
        limitsOutput =
                budgets.stream().anyMatch(budget -> budget.terms().blocking().outputTokens() != null);
        hasTags = byAnchor.keySet().stream().anyMatch(SelectedTag.class::isInstance);
    }

    public static final BlockingBudgets NONE = new BlockingBudgets(ReportingCalendar.PRESET, List.of());

    private enum Anything {
        ANYTHING
    }

    /** How the names of models begin that a pattern is for: all before its first wildcard. */
    private record Beginning(String text) {

        static Beginning of(ModelPattern pattern) {
            String text = pattern.text();
            int fixed = 0;
            while (fixed < text.length() && text.charAt(fixed) != '*' && text.charAt(fixed) != '#') {
                fixed++;
            }
            return new Beginning(text.substring(0, fixed));
        }
    }

    /** What a call must have for such a budget to be for it: the first of those that are the fewest calls' own. */
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
        if (selector.tag() != null) {
            return selector.tag();
        }
        if (selector.model() != null) {
            return Beginning.of(selector.model());
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
        if (hasTags) {
            call.tags().values().forEach((name, value) -> collect(call, new SelectedTag(name, value), found));
        }
        String model = call.model().value();
        for (int i = 0; i < lengths.length && lengths[i] <= model.length(); i++) {
            collect(call, new Beginning(model.substring(0, lengths[i])), found);
        }
        if (found.size() > 1) {
            found.sort(Comparator.comparing(Budget::id));
        }
        return found;
    }

    /** The least that those limit answers to which a call counts for at that time; absent where none does. */
    public @Nullable Long outputLimit(BudgetedCall call, Instant at) {
        if (!limitsOutput) {
            return null;
        }
        Long least = null;
        for (Budget budget : of(call)) {
            Long limit = budget.terms().blocking().outputTokens();
            if (limit != null
                    && (least == null || limit < least)
                    && budget.terms().window().at(at, calendar).contains(at)) {
                least = limit;
            }
        }
        return least;
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
