package io.tokentally.domain.usage;

/** The order of a list of calls; calls that are equal in it follow with the newest first. */
public record CallOrder(By by, boolean ascending) {

    public static final CallOrder NEWEST_FIRST = new CallOrder(By.CREATED_AT, false);

    /** What calls are ordered by. */
    public enum By {
        CREATED_AT,
        ENDPOINT,
        MODEL,
        USER,
        TOTAL_TOKENS,
        TOTAL_COST,
        RESPONSE_TIME,
        STATUS
    }
}
