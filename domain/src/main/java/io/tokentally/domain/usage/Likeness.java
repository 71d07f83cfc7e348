package io.tokentally.domain.usage;

/** How a record stands to another of the same id. */
public enum Likeness {
    SAME,
    /** Of the same call, at another cost. */
    OTHER_COST,
    OTHER_CALL;

    public static Likeness of(UsageRecord one, UsageRecord other) {
        if (!one.call().equals(other.call())) {
            return OTHER_CALL;
        }
        return one.cost().equals(other.cost()) ? SAME : OTHER_COST;
    }
}
