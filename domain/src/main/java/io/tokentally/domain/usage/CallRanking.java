package io.tokentally.domain.usage;

/** What stands out in many calls. */
public enum CallRanking {
    /** Of those whose cost is known. */
    DEAREST,
    SLOWEST;

    /** So many calls are told of; whoever wants all takes an export. */
    public static final int MOST = 100;
}
