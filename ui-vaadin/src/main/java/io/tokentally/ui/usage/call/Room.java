package io.tokentally.ui.usage.call;

import java.util.Map;
import java.util.Set;

/** How much of each call a list has room for. */
enum Room {
    /** All of a call in one column. */
    COMPACT,
    FEW,
    SOME,
    ALL;

    private static final Map<Room, Set<String>> COLUMNS = Map.of(
            COMPACT,
            Set.of(),
            FEW,
            Set.of("time", "status", "endpoint", "cost"),
            SOME,
            Set.of("time", "status", "user", "endpoint", "cost", "details"),
            ALL,
            Set.of("time", "status", "user", "endpoint", "model", "tokens", "cost", "response-time", "details"));

    private static final int NARROW = 760;
    /** Below, what is opened beside the list lies over it. */
    private static final int BESIDE = 1_100;

    private static final int WIDE_BESIDE = 1_400;
    private static final int ENOUGH_FOR_BOTH = 1_700;

    /**
     * @param width of the window in pixels; 0 where it is not known yet
     * @param isShared whether something is open beside the list
     */
    static Room of(int width, boolean isShared) {
        if (width > 0 && width < NARROW) {
            return COMPACT;
        }
        if (!isShared || width == 0 || width < BESIDE || width >= ENOUGH_FOR_BOTH) {
            return ALL;
        }
        return width < WIDE_BESIDE ? FEW : SOME;
    }

    boolean shows(String column) {
        return COLUMNS.getOrDefault(this, Set.of()).contains(column);
    }
}
