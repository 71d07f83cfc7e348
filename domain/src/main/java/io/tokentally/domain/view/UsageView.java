package io.tokentally.domain.view;

import io.tokentally.domain.access.UserId;
import io.tokentally.domain.text.ChosenName;
import org.jspecify.annotations.Nullable;

/**
 * A view that is kept.
 *
 * @param name as its owner calls it; absent where an address was too long, or named people, and is kept for that alone
 * @param owner who kept it
 * @param shared whether others of the organization see it in their lists
 * @param isStart whether it is what the one who asks begins with
 */
public record UsageView(
        UsageViewId id, @Nullable String name, UserId owner, boolean shared, UsageViewState state, boolean isStart) {

    public static final int MAX_NAME = 80;

    /** How many views with a name a person keeps in an organization. */
    public static final int MOST = 100;

    /** @throws IllegalArgumentException if it is no name for a view */
    public static String requireName(String name) {
        return ChosenName.require("A view's name", name, MAX_NAME);
    }
}
