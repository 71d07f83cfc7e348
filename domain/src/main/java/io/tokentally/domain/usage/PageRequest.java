package io.tokentally.domain.usage;

/**
 * A page of a list.
 *
 * @param offset how many to skip
 * @param limit how many to return at most
 */
public record PageRequest(int offset, int limit) {

    public static final int MAX_LIMIT = 1_000;

    public PageRequest {
        if (offset < 0) {
            throw new IllegalArgumentException("offset must not be negative: " + offset);
        }
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit must lie between 1 and %d, not %d".formatted(MAX_LIMIT, limit));
        }
    }

    public static PageRequest first(int limit) {
        return new PageRequest(0, limit);
    }
}
