package io.tokentally.ui.usage.call;

import io.tokentally.domain.metering.Outcome.Failure;

/** Finds the text that tells a person what a failure means and what to do. */
public final class FailureExplanation {

    private static final String PREFIX = "usage.failure.";
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    private FailureExplanation() {}

    /** The key of the text. */
    public static String keyOf(Failure failure) {
        if (failure.kind() != Failure.Kind.PROVIDER_ERROR) {
            return PREFIX + failure.kind();
        }
        if (mentions(failure, "insufficient_quota")) {
            return PREFIX + "quota";
        }
        Integer status = failure.httpStatus();
        if (status == null) {
            return PREFIX + failure.kind();
        }
        return switch (status) {
            case 400, 422 -> PREFIX + "request";
            case 401, 403 -> PREFIX + "key";
            case 404 -> PREFIX + "model";
            case TOO_MANY_REQUESTS -> PREFIX + "rate";
            default -> PREFIX + (status >= SERVER_ERROR ? "server" : failure.kind());
        };
    }

    /** Of the text that names what a provider's error was in two words. */
    static String shortKeyOf(Failure failure) {
        String key = keyOf(failure);
        return key.equals(PREFIX + failure.kind()) ? "usage.status." + failure.kind() : key + ".short";
    }

    private static boolean mentions(Failure failure, String word) {
        return word.equals(failure.errorType()) || word.equals(failure.errorCode());
    }
}
