package io.tokentally.domain.alert;

import org.jspecify.annotations.Nullable;

/**
 * What came of sending a message once.
 *
 * @param failure none if it arrived
 * @param status what HTTP said, where it said something
 */
public record DeliveryOutcome(
        @Nullable DeliveryFailure failure, @Nullable Integer status) {

    private static final int FIRST_SUCCESS = 200;
    private static final int FIRST_REDIRECTION = 300;
    private static final int FIRST_REFUSAL = 400;
    private static final int FIRST_FAILURE = 500;

    public static DeliveryOutcome arrived() {
        return new DeliveryOutcome(null, null);
    }

    public static DeliveryOutcome failed(DeliveryFailure failure) {
        return new DeliveryOutcome(failure, null);
    }

    /** What a status of HTTP says of it. */
    public static DeliveryOutcome ofStatus(int status) {
        if (status >= FIRST_SUCCESS && status < FIRST_REDIRECTION) {
            return new DeliveryOutcome(null, status);
        }
        if (status >= FIRST_REDIRECTION && status < FIRST_REFUSAL) {
            return new DeliveryOutcome(DeliveryFailure.REDIRECTED, status);
        }
        return new DeliveryOutcome(
                status >= FIRST_REFUSAL && status < FIRST_FAILURE ? DeliveryFailure.REFUSED : DeliveryFailure.FAILED,
                status);
    }

    public boolean hasArrived() {
        return failure == null;
    }
}
