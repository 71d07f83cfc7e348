package io.tokentally.domain.metering;

import org.jspecify.annotations.Nullable;

/**
 * Which attempt of its call went out, as far as the client tells. What is not told is unknown, and not the first.
 *
 * @param number from 1 to {@value #MAX_NUMBER}; absent where it is not told, and of a first attempt whose call is not known either,
 *     which says no more than nothing
 * @param call to which it belongs, with others; absent where it is not told
 */
public record CallAttempt(
        @Nullable Integer number, @Nullable CallId call) {

    public static final int MAX_NUMBER = 1_000;

    public static final CallAttempt UNTOLD = new CallAttempt(null, null);

    public CallAttempt {
        if (number != null && !isNumber(number)) {
            throw new IllegalArgumentException(
                    "The number of an attempt is from 1 to %d, not %d".formatted(MAX_NUMBER, number));
        }
        if (call == null && isFirst(number)) {
            number = null;
        }
    }

    /** @param number as it is told; one that cannot be is unknown */
    public static CallAttempt told(long number, @Nullable CallId call) {
        return new CallAttempt(isNumber(number) ? Math.toIntExact(number) : null, call);
    }

    /** What is kept when it is over: of a first attempt that went well nothing, since no other follows it. */
    public CallAttempt ended(Outcome outcome) {
        return outcome.isSuccess() && isFirst(number) ? UNTOLD : this;
    }

    private static boolean isNumber(long number) {
        return number >= 1 && number <= MAX_NUMBER;
    }

    private static boolean isFirst(@Nullable Integer number) {
        return number != null && number == 1;
    }
}
