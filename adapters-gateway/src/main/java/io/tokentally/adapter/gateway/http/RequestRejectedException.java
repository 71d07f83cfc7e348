package io.tokentally.adapter.gateway.http;

import io.tokentally.domain.metering.Provider;
import io.tokentally.provider.Refusal;

/** A request that is answered in the provider's stead. The message is for whoever made it. */
public final class RequestRejectedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Refusal refusal;
    private final int retryAfterSeconds;

    public RequestRejectedException(Refusal refusal, String message) {
        this(refusal, message, 0);
    }

    /** @param retryAfterSeconds when it may be worth another try; 0 if that is not known */
    public RequestRejectedException(Refusal refusal, String message, int retryAfterSeconds) {
        super(message, null, false, false);
        this.refusal = refusal;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    /** @param why what the provider did, or what became of it */
    public static RequestRejectedException unreachable(Provider provider, String why) {
        return new RequestRejectedException(Refusal.PROVIDER_UNREACHABLE, "%s %s.".formatted(provider, why));
    }

    public static RequestRejectedException providerTooLate(Provider provider) {
        return new RequestRejectedException(Refusal.PROVIDER_TIMEOUT, provider + " did not answer in time.");
    }

    public static RequestRejectedException bodyTooLate() {
        return new RequestRejectedException(
                Refusal.REQUEST_TIMEOUT, "The body of the request did not come in time, or comes too slowly.");
    }

    public static RequestRejectedException noMemory() {
        return new RequestRejectedException(
                Refusal.UNAVAILABLE, "The gateway has no memory for more at the moment. Try again.", 1);
    }

    public static RequestRejectedException stopping() {
        return new RequestRejectedException(Refusal.UNAVAILABLE, "The gateway stops. Try again.", 1);
    }

    public Refusal refusal() {
        return refusal;
    }

    public int retryAfterSeconds() {
        return retryAfterSeconds;
    }

    public String text() {
        return String.valueOf(getMessage());
    }
}
