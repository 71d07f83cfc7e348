package io.tokentally.adapter.gateway;

import io.tokentally.application.port.out.provider.Refusal;

/** A request that is answered in the provider's stead. The message is for whoever made it. */
final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Refusal refusal;
    private final int retryAfterSeconds;

    Refused(Refusal refusal, String message) {
        this(refusal, message, 0);
    }

    /** @param retryAfterSeconds when it may be worth another try; 0 if that is not known */
    Refused(Refusal refusal, String message, int retryAfterSeconds) {
        super(message, null, false, false);
        this.refusal = refusal;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    Refusal refusal() {
        return refusal;
    }

    int retryAfterSeconds() {
        return retryAfterSeconds;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
