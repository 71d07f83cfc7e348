package io.tokentally.domain.budget;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A way round a budget, by what callers say of their calls themselves unless their key says it. */
public enum BudgetEvasion {
    /** Whoever names another endpoint or tag is not of its calls any more. */
    OTHER_NAME,
    /** Whoever names a new endpoint, or a new value of the tag, has a new amount. */
    NEW_NAME,
    /** Whoever has a service's key, which may name anybody, has another's amount, a new one, or is not of its calls any more. */
    OTHER_USER;

    /** The ways round a budget for those calls that is each one's own by that dimension, or by that tag. */
    public static Set<BudgetEvasion> of(
            BudgetSelector selector, @Nullable BudgetDimension forEach, @Nullable String forEachTag) {
        Set<BudgetEvasion> ways = EnumSet.noneOf(BudgetEvasion.class);
        if (selector.endpoint() != null || selector.tag() != null) {
            ways.add(OTHER_NAME);
        }
        // Of what is selected there is one name alone.
        boolean byEndpoint = forEach == BudgetDimension.ENDPOINT && selector.endpoint() == null;
        boolean byTag = forEachTag != null
                && (selector.tag() == null || !selector.tag().name().equals(forEachTag));
        if (byEndpoint || byTag) {
            ways.add(NEW_NAME);
        }
        if (selector.user() != null || forEach == BudgetDimension.USER) {
            ways.add(OTHER_USER);
        }
        return ways;
    }
}
