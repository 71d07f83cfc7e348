package io.tokentally.domain.key;

/** Whose files, batches, responses and conversations a key may use. */
public enum ResourceScope {
    /** Those that were made with the key itself. */
    KEY,
    /** Those that were made with any key of the same person or service: with the one before it, for instance. */
    HOLDER,
    /** Those that were made with any key of the organization. */
    ORGANIZATION;

    /** Whether it holds whatever the other does. */
    boolean holds(ResourceScope other) {
        return compareTo(other) >= 0;
    }
}
