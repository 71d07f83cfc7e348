package io.tokentally.domain.alert;

import java.util.Locale;

/** What crosses a rule, and what the rule has to say for it. */
public enum AlertRuleKind {
    /** More of the measure in a window than the amount. */
    AMOUNT(true, true, false, true),
    /** More of it than is usual for that weekday and hour, and by the amount at least. */
    UNUSUAL(true, true, false, true),
    /** More failures than the amount in a hundred calls. */
    ERRORS(false, true, true, true),
    /** Of a hundred calls more than five that took longer than the amount, in milliseconds. */
    SLOW(false, true, true, true),
    /** Calls to a model without a price. Told for each model, once a day. */
    UNPRICED(false, false, false, true),
    /** No call for some hours, though in six of the last eight weeks there was one. */
    SILENT(false, false, false, false),
    /** A model that calls asked for in the last 30 days ends soon. */
    ENDING(false, false, false, false),
    /** A budget is forecast to be passed by the end of its window. */
    FORECAST(false, false, false, false);

    private final boolean measured;
    private final boolean limited;
    private final boolean counted;
    private final boolean windowed;

    AlertRuleKind(boolean measured, boolean limited, boolean counted, boolean windowed) {
        this.measured = measured;
        this.limited = limited;
        this.counted = counted;
        this.windowed = windowed;
    }

    /** Whether it says what is counted. */
    public boolean hasMeasure() {
        return measured;
    }

    /** Whether it says how much. */
    public boolean hasAmount() {
        return limited;
    }

    /** Whether it says of how many calls at least. */
    public boolean hasMinimumCalls() {
        return counted;
    }

    /** Whether it is of some of the calls only, where it says so; a budget says itself which. */
    public boolean hasSelector() {
        return this != FORECAST;
    }

    /** Whether it says in which time; only such a one can be tried on the past. */
    public boolean hasWindow() {
        return windowed;
    }

    /** Whether each user, key or the like can be watched on its own. */
    public boolean canBeForEach() {
        return hasWindow() && this != UNPRICED;
    }

    /** The kind of the alerts that it makes. */
    public AlertKind alertKind() {
        return new AlertKind(name().toLowerCase(Locale.ROOT));
    }
}
