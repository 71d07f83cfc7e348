package io.tokentally.ui.usage.query;

/** How figures over time are drawn. */
public enum ChartForm {
    /** Bars of groups on top of each other. */
    STACKED,
    LINES,
    /** Lines of what it came to by then. */
    CUMULATIVE,
    /** Not at all: the table stands by itself. */
    TABLE
}
