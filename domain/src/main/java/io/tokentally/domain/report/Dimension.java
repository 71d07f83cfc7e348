package io.tokentally.domain.report;

/** What usage is told apart by. A call has one value of each. */
public enum Dimension {
    /** The feature, or the API's operation where none was named. */
    ENDPOINT,
    PROVIDER,
    /** The model that served, its snapshots together; what other models did for a call is under theirs. */
    MODEL,
    USER
}
