package io.tokentally.adapter.gateway;

import io.tokentally.domain.metering.Provider;
import io.tokentally.provider.Refusal;

/** A request that is answered in the provider's stead. The message is for whoever made it. */
final class RequestRejectedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Refusal refusal;
    private final int retryAfterSeconds;

    RequestRejectedException(Refusal refusal, String message) {
        this(refusal, message, 0);
    }

    /** @param retryAfterSeconds when it may be worth another try; 0 if that is not known */
    RequestRejectedException(Refusal refusal, String message, int retryAfterSeconds) {
        super(message, null, false, false);
        this.refusal = refusal;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    /** @param why what the provider did, or what became of it */
    static RequestRejectedException unreachable(Provider provider, String why) {
        return new RequestRejectedException(Refusal.PROVIDER_UNREACHABLE, "%s %s.".formatted(provider, why));
    }

    static RequestRejectedException providerTooLate(Provider provider) {
        return new RequestRejectedException(Refusal.PROVIDER_TIMEOUT, provider + " did not answer in time.");
    }

    static RequestRejectedException bodyTooLate() {
        return new RequestRejectedException(
                Refusal.REQUEST_TIMEOUT, "The body of the request did not come in time, or comes too slowly.");
    }

    static RequestRejectedException noMemory() {
        return new RequestRejectedException(
                Refusal.UNAVAILABLE, "The gateway has no memory for more at the moment. Try again.", 1);
    }

    static RequestRejectedException stopping() {
        return new RequestRejectedException(Refusal.UNAVAILABLE, "The gateway stops. Try again.", 1);
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
